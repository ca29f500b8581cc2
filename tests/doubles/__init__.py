"""Loopback doubles of translation services: real HTTP, the providers' own protocols, faults on demand.

``python -m tests.doubles libretranslate --port 0 --latency 0.3 --fault NAME`` runs one by hand.
"""

from tests.doubles.deepl import DeeplDouble
from tests.doubles.google import GoogleDouble
from tests.doubles.libretranslate import LibreTranslateDouble
from tests.doubles.microsoft import MicrosoftDouble
from tests.doubles.mymemory import MyMemoryDouble
from tests.doubles.pseudo import pseudo_translate
from tests.doubles.server import FAULTS, Received, ServiceDouble

__all__ = [
    "FAULTS",
    "DeeplDouble",
    "GoogleDouble",
    "LibreTranslateDouble",
    "MicrosoftDouble",
    "MyMemoryDouble",
    "Received",
    "ServiceDouble",
    "pseudo_translate",
]
