"""Tests of the formats that leave and come back."""
