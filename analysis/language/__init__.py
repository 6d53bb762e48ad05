"""Segmentation and the lexicons: words, stopwords, formulations with variants."""
