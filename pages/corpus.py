"""What is in the library, and how does one add to it?"""

from pages.shared import access, adding, components, holdings
from pages.shared.findings import corpus as findings
from pages.shared.navigation import guard

view = guard()
t = view.t
components.head(t("corpus.question"), findings.answer(view))
components.caption(view, "")
components.section(t("corpus.import"))
if access.may_edit():
    adding.form(view)
else:
    components.note(t("corpus.read_only"))
components.section(t("corpus.rejects"))
holdings.rejects(view)
components.section(t("corpus.not_readouts"))
holdings.not_readouts(view)
components.section(t("corpus.versions"))
holdings.versions(view)
