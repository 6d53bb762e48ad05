"""Changing a library's vocabulary: the draft, the editors of the taxonomy and of the words, what the draft would
change, and saving it as a new version."""
