"""How well does the program read?"""

from analysis.measures import accuracy
from pages.shared import checking, checks, components, state
from pages.shared.findings import accuracy as findings
from pages.shared.looks import accuracy as looks
from pages.shared.navigation import guard

BY = ("topic", "year", "level")
OF_TOPICS = ("topic_f1", "main_topic", "item_recall", "action", "decision")
OF_OTHERS = ("item_f1", *(figure for figure in accuracy.FIGURES if figure != "item_f1"))

view = guard()
t = view.t
check = checks.demand(view, t("accuracy.question"))
if document := state.get("document"):
    checking.document(view, check, document)

by = components.option("by", BY)
key, options = ("label", OF_TOPICS) if by == "topic" else ("figure", OF_OTHERS)
figure = components.option(key, options)
figures, split = check.figures(), check.figures(by)
components.head(t("accuracy.question"), findings.answer(view, check.summary["name"], check.is_bundled, figures))
checking.warn(view, check)
checking.pointer(view, check)
components.chart(looks.figures(view, figures, "field", title=t("chart.accuracy")), key="figures")
checking.caption(view, check)
components.table(view, checking.named(view, figures), key="accuracy", columns=checking.columns(view), cell=["field"])

components.section(t(f"accuracy.by_{by}"))
title = t("chart.accuracy_of", figure=t(f"figure.{figure}"))
drawn = looks.figures(view, split[split["field"] == figure], by, title=title)
components.chart(drawn, key=f"figures-{by}")
components.choose("by", BY, t("accuracy.by"), lambda by: t(f"accuracy.split_{by}"))
components.choose(key, options, t("accuracy.figure"), lambda figure: t(f"figure.{figure}"))
components.table(
    view, checking.named(view, split), key=f"accuracy-{by}", columns=checking.columns(view, by), cell=["field", by]
)
checking.disagreements(view, check)
checking.form(view)
