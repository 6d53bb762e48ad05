"""Files to a new library version."""

from analysis.importing.pipeline import import_paths
from analysis.importing.summary import Progress, Summary

__all__ = ["Progress", "Summary", "import_paths"]
