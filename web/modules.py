"""The browser's modules, at addresses that carry one version for all of them.

A module names what it imports relative to itself, so that these addresses carry the version as well: a browser keeps
every module for good, until one of them changes. What an entry imports is known to the page, which has all of it
fetched at once (``rel=modulepreload``) rather than level by level.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from flask import Flask, Response, send_from_directory, url_for
from markupsafe import Markup

_FOLDER = Path(__file__).parent / "static" / "js"
_IMPORTED = re.compile(r"""^(?:import|export)\b[^"';]*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)


@cache
def version() -> str:
    """Short hash over all modules: their names and what is in them."""
    digest = hashlib.sha256()
    for file in sorted(_FOLDER.rglob("*.js")):
        digest.update(f"{file.relative_to(_FOLDER).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:10]


@cache
def imported(entry: str) -> tuple[str, ...]:
    """All modules that a module imports, itself or by way of others, the nearest first. Names are relative to ``js``."""
    found = [entry]
    for name in found:  # grows while it is walked
        text = (_FOLDER / name).read_text(encoding="utf-8")
        for written in _IMPORTED.findall(text):
            there = normpath(join(dirname(name), written))
            if there not in found:
                found.append(there)
    return tuple(found[1:])


def register_modules(app: Flask) -> None:
    """The route ``modules``, and for templates ``module(entry)``: elements that load it.

    A page of another version gets today's modules, and is not told to keep them: see ``web.wiring``.
    """

    def modules(of: str, name: str) -> Response:
        del of
        return send_from_directory(_FOLDER, name)

    def module(entry: str) -> Markup:
        address = url_for("modules", of=version(), name=entry)
        at = address.removesuffix(entry)  # one address is made, not fifty
        ahead = Markup("").join(
            Markup('<link rel="modulepreload" href="{}{}">\n').format(at, name) for name in (entry, *imported(entry))
        )
        return ahead + Markup('<script type="module" src="{}"></script>').format(address)

    app.add_url_rule("/modules/<of>/<path:name>", "modules", modules)
    app.jinja_env.globals["module"] = module
