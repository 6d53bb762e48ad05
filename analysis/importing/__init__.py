"""Files to a new library version, and the whole reading half on one document."""

from analysis.importing.checking import read_again
from analysis.importing.describing import describe
from analysis.importing.pipeline import correct_library, import_paths
from analysis.importing.sample import build_sample
from analysis.importing.stages import Stages, load_stages
from analysis.importing.summary import Progress, Summary

__all__ = [
    "Progress",
    "Stages",
    "Summary",
    "build_sample",
    "correct_library",
    "describe",
    "import_paths",
    "load_stages",
    "read_again",
]
