"""Run a double by hand: prints its address, shows each request, ends with Ctrl-C."""

import argparse
import threading

from tests.doubles import (
    FAULTS,
    DeeplDouble,
    GoogleDouble,
    LibreTranslateDouble,
    MicrosoftDouble,
    MyMemoryDouble,
    ServiceDouble,
)

DOUBLES: dict[str, type[ServiceDouble]] = {
    double.provider: double
    for double in (LibreTranslateDouble, DeeplDouble, GoogleDouble, MicrosoftDouble, MyMemoryDouble)
}


def main() -> None:
    """Read the command line and serve."""
    faults = "; ".join(f"{name}: {does}" for name, does in FAULTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.doubles",
        description=f"Play a translation service. Faults: a status (429, 503:7 with Retry-After); {faults}",
    )
    parser.add_argument("service", choices=sorted(DOUBLES))
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--fault", action="append", default=[], help="for one request each; the last one stays")
    parser.add_argument("--key", help="API key that it wants")
    given = parser.parse_args()
    options = {"key": given.key} if given.key and given.service not in {"google", "mymemory"} else {}
    made = DOUBLES[given.service](
        latency=given.latency, faults=given.fault, repeat=True, port=given.port, **options
    )  # each class takes a key or none
    with made:
        print(made.url, flush=True)
        try:
            _show(made)
        except KeyboardInterrupt:
            print(f"{len(made.requests)} requests on {made.connections} connections")


def _show(double: ServiceDouble) -> None:
    shown = 0
    wait = threading.Event()
    while True:
        for received in double.requests[shown:]:
            shown += 1
            print(f"{received.method} {len(received.texts)} texts, {received.chars} characters -> {received.target}")
        wait.wait(0.1)


if __name__ == "__main__":
    main()
