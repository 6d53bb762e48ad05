"""The library of immutable versions: its tables, files and connection."""
