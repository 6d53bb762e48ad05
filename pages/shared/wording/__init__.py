"""The questions of the keywords page, a module a question: each draws the whole page under the choice of question."""
