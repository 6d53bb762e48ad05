"""Files to a new library version."""
