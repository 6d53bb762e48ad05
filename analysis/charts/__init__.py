"""A measure's table to a plotly figure as a plain dict."""
