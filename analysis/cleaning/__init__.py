"""Raw reports to reports: text made readable, with a record of every change."""
