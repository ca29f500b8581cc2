"""Every pin holds on the oldest Python that Localize runs on, and everything that is installed is pinned.

``pip`` resolves for that Python without having it: what has no release there, or is chosen freely, is told.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST = "3.11.2"  # Debian 12's own
OLD_ALONE = {"async-timeout"}  # asked for by a marker, which pip reads for the Python that it runs on itself
EXTRAS = "dev,local,postgresql,production,redis"


def _name(written: str) -> str:
    return re.sub(r"[-_.]+", "-", written).lower()


def resolved() -> dict[str, str]:
    """Name and version of all that would be installed. Raises ``CalledProcessError`` where there is no way."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", f".[{EXTRAS}]"]
        command += ["--constraint", "constraints.txt", "--python-version", OLDEST, "--only-binary", ":all:"]
        command += ["--dry-run", "--ignore-installed", "--target", folder, "--report", str(report)]
        subprocess.run(command, check=True)  # noqa: S603 - our own arguments
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {_name(one["metadata"]["name"]): one["metadata"]["version"] for one in found}


def main() -> int:
    """Print what is wrong; how many things are."""
    lines = Path("constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {_name(name): version for name, _, version in (line.partition("==") for line in lines)}
    try:
        found = resolved()
    except subprocess.CalledProcessError:
        sys.stderr.write(f"The pins do not hold on Python {OLDEST}.\n")
        return 1
    free = sorted(found.keys() - pins.keys() - {"localize"})
    left = sorted(pins.keys() - found.keys() - OLD_ALONE)
    for said, names in (("not pinned", free), ("pinned and not installed", left)):
        for name in names:
            sys.stderr.write(f"constraints.txt: {name} is {said}\n")
    return len(free) + len(left)


if __name__ == "__main__":
    raise SystemExit(main())
