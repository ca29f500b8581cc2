"""Tests of machine translation, over real HTTP on loopback."""
