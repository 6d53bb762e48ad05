"""Raw reports to reports: text made readable, with a record of every change."""

from analysis.cleaning.pipeline import STEPS, clean, headline

__all__ = ["STEPS", "clean", "headline"]
