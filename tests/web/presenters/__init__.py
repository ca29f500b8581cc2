"""Tests of the presenters: values in, words and markup out."""
