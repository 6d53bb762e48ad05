"""The taxonomy, and agenda items labelled by it."""
