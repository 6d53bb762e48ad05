"""How the measures' tables are drawn, a module a page: each chart with its words, in the reader's language, and the
sentence that stands for it where it cannot be seen."""
