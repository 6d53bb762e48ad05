"""The invented sample: places, people, reports, and the generator that composes them from a stock of passages."""
