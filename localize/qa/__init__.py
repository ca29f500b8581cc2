"""Quality checks over a segment pair. ``finding`` has the values, ``run`` applies every check in one place."""
