"""Reports to meetings and their agenda items."""
