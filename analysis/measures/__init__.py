"""One module a question: tables that say how much, of what, and behind which sentences."""
