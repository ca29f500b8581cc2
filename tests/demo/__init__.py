"""Tests of the sample articles and the sample memory."""
