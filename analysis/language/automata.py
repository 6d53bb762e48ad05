"""Many words looked for at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import ahocorasick

_COMMON: Final = (
    "，。要会议、的一工作不市报研人项和部有了调业强究情出全开建委政主求事关个实听学况“”务取用把到成保好进大汇产行上在发地民年是持办管生展区题日习改防理中通安为化对"
    "新记能资重常目动意审指月得设群点法公度召农书县众体企同前党治专《》于水门时清干导任经高村标过问来领长提抓案位省原下责家合加落让等场署心收三子头规员件以先次府看方"
    "稳查平力分基道定精单小入从带达多机文住施城就坚期传量则本第制砚护教整老；组各备做推见讲后并数质商服线金国口电解排统准神路起风内育验结增划少认交底现处济汀园当险者"
    "接社检程打活面条间补环乡投层监青与预策两严革难手名品还户澜每决信近台计明效运自集负应联总季话费评班江校百步最岳之支廊试级系再账霁州共确源谁果完渡立车态造流医席更"
    "着算减川引创网里快岫表向房物所走构境贯放游代控守技融周溪才镇变外链障早置鹿供职参逐边天协转攻止么断思片气科据措紧贫范也列陵健讯织督考形我留居种深益岗队身节告论优"
)
"""The characters that stand oftenest in the bundled sample, the commonest first."""

_MANY: Final = 1_000
_NEVER: Final = "\0\0"
"""What stands in no text that was cleaned."""


def automaton(words: Mapping[str, object]) -> ahocorasick.Automaton:
    """An Aho–Corasick automaton: one pass over a text finds every occurrence of every word, overlapping ones too.

    ``iter`` gives the last character's offset and the word's value, and of words that end together the longest first;
    it cannot be called where there are no words.

    >>> list(automaton({"市委": 1, "市委常委会": 2, "常委": 3}).iter("县市委常委会"))
    [(2, 1), (4, 3), (5, 2)]
    """
    found = ahocorasick.Automaton()
    # A node's branches are searched one by one, in the order in which they came: thousands of words begin with a
    # thousand characters, and most characters of a text begin none. With branches for the commonest first, which lead
    # to nothing, a text is looked through in half to a third of the time.
    for character in _COMMON if len(words) >= _MANY else ():
        found.add_word(character + _NEVER, None)
    for word, value in words.items():
        found.add_word(word, value)
    found.make_automaton()
    return found
