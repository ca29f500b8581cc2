"""Quality checks over a segment pair. ``run`` applies every check; ``finding`` has the values, ``messages`` the words."""

from localize.qa.finding import Finding, Severity
from localize.qa.messages import DETAILS, FAMILIES, MESSAGES, message_key
from localize.qa.run import CHECKS, check_plain, check_segment

__all__ = [
    "CHECKS",
    "DETAILS",
    "FAMILIES",
    "MESSAGES",
    "Finding",
    "Severity",
    "check_plain",
    "check_segment",
    "message_key",
]
