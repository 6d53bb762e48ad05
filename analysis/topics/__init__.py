"""The taxonomy of topics, and labels that carry their evidence."""

from analysis.topics.editing import edited
from analysis.topics.labelling import label
from analysis.topics.taxonomy import Taxonomy, Topic, load_taxonomy

__all__ = ["Taxonomy", "Topic", "edited", "label", "load_taxonomy"]
