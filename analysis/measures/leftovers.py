"""What a version holds beside meetings: reports of something else, and what could not be read."""

from __future__ import annotations

import ibis
import pandas as pd
from ibis import _

from analysis.corpus.engine import Engine


def kinds(engine: Engine) -> pd.DataFrame:
    """How many reports are of which other kind. Columns: ``kind``, ``reports``; the most first."""
    other = engine.table("reports").filter(~_.is_readout)
    return engine.run(other.group_by("kind").agg(reports=_.count()).order_by(ibis.desc("reports"), "kind"))


def others(engine: Engine, *, limit: int = 1000) -> pd.DataFrame:
    """Reports that report no meeting. Columns: ``title``, ``kind``, ``published``, ``outlet``, ``source``."""
    other = engine.table("reports").filter(~_.is_readout).order_by("published", "report_id")
    return engine.run(other.select("title", "kind", "published", "outlet", "source").limit(limit))


def rejects(engine: Engine, *, limit: int = 1000) -> pd.DataFrame:
    """What could not be read. Columns: ``source``, ``reason``, ``remedy``."""
    return engine.run(engine.table("rejects").select("source", "reason", "remedy").order_by("source").limit(limit))
