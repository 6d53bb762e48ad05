"""What a reader can take away from a page: its tables, its pictures, and the whole of it."""
