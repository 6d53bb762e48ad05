"""Files to raw reports: one module a family of formats."""
