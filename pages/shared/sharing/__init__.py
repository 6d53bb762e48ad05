"""Handing a view on: the popover with its links, and what a fixed link says once the data have moved on."""
