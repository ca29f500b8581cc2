"""``python -m web.cli``: the same as the console script."""

from web.cli import main

main()
