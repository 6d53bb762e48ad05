"""What is in the library, can its readings be trusted, and how does one add to it?"""

from pages.shared import access, adding, components, corrected, correcting, doubting, holdings, state
from pages.shared.findings import corpus as findings
from pages.shared.navigation import guard

view = guard()
t = view.t
if report := state.get("correct"):
    correcting.show(view, report)
components.head(t("corpus.question"), findings.answer(view))
components.caption(view, "")
components.section(t("corpus.import"))
if access.may_edit():
    adding.form(view)
else:
    components.note(t("corpus.read_only"))
components.section(t("doubt.title"), anchor="doubts")
doubting.doubts(view)
doubting.missed(view)
components.section(t("copies.section"))
doubting.copies(view)
components.section(t("correct.title"))
components.note(t("correct.note"))
corrected.listed(view)
components.section(t("corpus.rejects"), anchor="rejects")
holdings.rejects(view)
components.section(t("corpus.not_readouts"), anchor="not_readouts")
holdings.not_readouts(view)
components.section(t("corpus.versions"))
holdings.versions(view)
