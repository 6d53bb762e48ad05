"""Which formulations are in use, and which are fading?"""

from analysis.measures import diffusion, formulations, timelines
from pages.shared import cells, components, sayings
from pages.shared.findings import formulations as findings
from pages.shared.looks import formulations as looks
from pages.shared.navigation import guard, link

TIERS = ("all", *formulations.TIERS)
ALSO = ("successors", "relays")
PARTS, GRAINS = ("life", "spread", "wordings"), ("year", "quarter", "month")

view = guard()
t = view.t
components.demand_meetings(view, t("formulations.question"))
components.demand_dates(view, t("formulations.question"))

frame = view.measure(formulations.tiers)
chosen = sayings.chosen(view, frame)
if not chosen:
    tier = components.option("tier", TIERS)
    shown = frame if tier == "all" else frame[frame["tier"] == tier]
    components.head(t("formulations.question"), findings.answer(view, frame))
    cells.pointer(view, unit="meetings")
    components.chart(looks.lives(view, shown), key="lives")
    components.caption(view, t("formulations.denominator"), extra=findings.thresholds(view, frame, shown))
    sayings.choose(view, frame)
    components.choose("tier", TIERS, t("formulations.tier"), lambda tier: t(f"formulations.tier_{tier}"))
    sayings.evidence(view)
    components.table(
        view, looks.listed(view, shown), key="formulations", columns=looks.columns(view), cell=["formulation"]
    )
    also = components.option("also", ALSO)
    components.section(t(f"formulations.{also}"))
    components.choose("also", ALSO, t("formulations.also"), lambda also: t(f"formulations.{also}"))
    getattr(sayings, also)(view)
else:
    part = components.option("part", PARTS)
    components.head(t("formulations.question"), findings.one(view, frame, chosen))
    link("formulations", t("formulations.back"))
    sayings.choose(view, frame)
    sayings.ends(view, frame, chosen)
    cells.pointer(view, unit=sayings.unit())
    if chosen in set(frame["formulation"]):
        components.choose("part", PARTS, t("formulations.part"), lambda part: t(f"formulations.part_{part}"))
        if part == "life":
            grain = components.option("grain", GRAINS)
            life = view.measure(timelines.phrases, [chosen], grain=grain, unit="meetings")
            components.chart(looks.life(view, life), key="life")
            components.caption(view, t("timelines.denominator_meetings"), extra=t("formulations.intervals"))
            components.choose("grain", GRAINS, t("timelines.grain"), lambda grain: t(f"timelines.grain_{grain}"))
        elif part == "spread":
            places = view.measure(diffusion.places, chosen)
            sayings.spread(view, places, chosen)
        else:
            sayings.wordings(view, chosen)
        sayings.evidence(view, chosen)
