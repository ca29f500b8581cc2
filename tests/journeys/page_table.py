"""Every page of the interface with an address that shows it well: for the walk through all of them, and the gallery.

``PAGES`` and ``LEFT_OUT`` hold every route that answers GET; ``test_every_page`` fails for one that is in neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

READY = "html[data-ready=editor]"


@dataclass(frozen=True)
class Shown:
    """A page. ``path`` has names of ``Furnished.places``; ``lang``: the page's language where it is not the interface's.

    ``ready``: what is there once the page's scripts have done their part; ``guest``: shown to who is not signed in.
    """

    name: str
    endpoint: str
    path: str
    lang: str | None = None
    ready: str = "body"
    guest: bool = False


PAGES = (
    Shown("sign-in", "auth.login", "/login", guest=True),
    Shown("desk", "desk.index", "/"),
    Shown("desk-search", "desk.index", "/?view=all&q=crane"),
    Shown("article", "articles.show", "/articles/{bridge}"),
    Shown("article-changes", "versions.changes", "/articles/{bridge}/changes"),
    Shown("article-names", "article_names.show", "/articles/{ferry}/names"),
    Shown("article-new", "articles.new", "/articles/new"),
    Shown("editor", "editor.edit", "/editions/{worked}/edit#s10", ready=READY),
    Shown("editor-returned", "editor.edit", "/editions/{returned}/edit", ready=READY),
    Shown("editor-stale", "editor.edit", "/editions/{stale}/edit#s1", ready=READY),
    Shown("review", "review.show", "/editions/{submitted}/review"),
    Shown("review-open", "review.show", "/editions/{worked}/review"),
    Shown("review-reopened", "review.show", "/editions/{stale}/review"),
    Shown("review-published", "review.show", "/editions/{published}/review"),
    Shown("compare", "compare.show", "/editions/{worked}/compare"),
    Shown("preview", "preview.show", "/editions/{published}/preview", lang="ru"),
    Shown("preview-original", "preview.source", "/articles/{harbour}/preview", lang="en"),
    Shown("replace", "replace.show", "/replace?locale=ru&edition={worked}&find=парк&put=сад&inflected=yes"),
    Shown("memory", "memory.index", "/memory"),
    Shown("memory-entry", "memory.index", "/memory?entry={memory}"),
    Shown("memory-deleted", "memory.trash", "/memory/deleted"),
    Shown("memory-import", "memory_files.choose", "/memory/import"),
    Shown("terms", "terms.index", "/terms"),
    Shown("term", "terms.show", "/terms/{term}"),
    Shown("term-new", "terms_edit.new", "/terms/new"),
    Shown("terms-import", "terms_files.choose", "/terms/import"),
    Shown("names", "names.index", "/names"),
    Shown("name", "names.show", "/names/{name}"),
    Shown("name-new", "names.new", "/names/new"),
    Shown("names-ignored", "names.ignored", "/names/ignored"),
    Shown("names-import", "names_files.choose", "/names/import"),
    Shown("catalogue", "catalogue.index", "/catalogue/ru"),
    Shown("catalogue-entry", "catalogue.index", "/catalogue/ru?entry={entry}"),
    Shown("catalogue-new", "catalogue_sources.new", "/catalogue/new"),
    Shown("catalogue-import", "catalogue_files.choose", "/catalogue/ru/import"),
    Shown("feeds", "feeds.index", "/feeds"),
    Shown("feed-new", "feeds.new", "/feeds/new"),
    Shown("engines", "engines.index", "/admin/engines"),
    Shown("account", "auth.account", "/account"),
    Shown("keys", "own_keys.show", "/account/keys"),
    Shown("help", "site.help", "/help"),
    Shown("api", "api.docs", "/api/docs"),
    Shown("not-found", "", "/articles/999999"),
)

_FILE, _JSON, _SIDE = "a file", "JSON for programs", "a part of the editor’s side, fetched by its scripts"

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "static": _FILE,
        "modules": _FILE,
        "catalogue_files.export": _FILE,
        "catalogue_files.template": _FILE,
        "terms_files.export": _FILE,
        "names_files.export": _FILE,
        "memory_files.send": _FILE,
        "site.favicon": "leads to the picture",
        "site.healthz": "a line for a probe",
        "site.readyz": "a line for a probe",
        "auth.link": "signs in and leads to the desk",
        "desk.live": "the desk without its frame, fetched by its poll",
        "preview.live": "the reader’s page without its texts, which the editor puts in: see the states of the editor",
        "article_names.notes": _SIDE,
        "engine_versions.show": _SIDE,
        "article_names.segment": _SIDE,
        "comments.show": _SIDE,
        "editor.history": _SIDE,
        "editor.live": _SIDE,
        "matches.show": _SIDE,
        "notice.show": _SIDE,
        "segment_terms.show": _SIDE,
        "api.openapi": _JSON,
        "api.get_article": _JSON,
        "api.get_changes": _JSON,
        "api.get_edition": _JSON,
        "api.get_release": _JSON,
        "api.list_articles": _JSON,
        "api.list_editions": _JSON,
        "api.list_releases": _JSON,
    }
)
