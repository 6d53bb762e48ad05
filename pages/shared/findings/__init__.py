"""The sentence that answers a page's question, a module a page: tables in, HTML out. Every number comes with its unit
and its whole."""
