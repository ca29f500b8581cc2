"""Who may call which route: one table, checked before every request, walked by a test.

A route that is not in the table answers nobody. What depends on the edition (its state, its locale) is the services'.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from localize.workflow import UserRole


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may call a route: ``roles`` that are signed in, or holders of a token with ``scope``, or everybody."""

    roles: frozenset[UserRole] = frozenset()
    scope: str | None = None
    public: bool = False


_T, _E, _A = UserRole.TRANSLATOR, UserRole.EDITOR, UserRole.ADMIN

PUBLIC = Rule(public=True)
PEOPLE = Rule(roles=frozenset({_T, _E, _A}))
EDITORS = Rule(roles=frozenset({_E, _A}))
ADMINS = Rule(roles=frozenset({_A}))


def _token(scope: str) -> Rule:
    return Rule(scope=scope)


ROUTES: Mapping[str, Rule] = MappingProxyType(
    {
        "static": PUBLIC,
        "modules": PUBLIC,
        "site.favicon": PUBLIC,
        "site.healthz": PUBLIC,
        "site.readyz": PUBLIC,
        "auth.login": PUBLIC,
        "auth.login_post": PUBLIC,
        "auth.link": PUBLIC,
        "auth.logout": PEOPLE,
        "auth.account": PEOPLE,
        "auth.account_post": PEOPLE,
        "own_keys.show": PEOPLE,
        "own_keys.save": PEOPLE,
        "own_keys.preferences": PEOPLE,
        "auth.language": PUBLIC,
        "site.help": PEOPLE,
        "desk.index": PEOPLE,
        "desk.live": PEOPLE,
        "desk.bulk": PEOPLE,  # what of it is whose: localize.workflow.TRANSITIONS
        "desk.undo": PEOPLE,  # one's own alone: localize.services.desk_bulk
        "articles.new": PEOPLE,
        "articles.new_post": PEOPLE,
        "articles.show": PEOPLE,
        "questions.act": PEOPLE,  # of editions in one's languages: localize.services.threads
        "versions.changes": PEOPLE,
        "editor.edit": PEOPLE,
        "editor.live": PEOPLE,
        "editor.save": PEOPLE,
        "editor.history": PEOPLE,
        "editor.put_right": PEOPLE,
        "editor.check": PEOPLE,
        "editor.dismiss": PEOPLE,
        "compare.show": PEOPLE,
        "presence.put": PEOPLE,
        "presence.remove": PEOPLE,
        "structure.split": PEOPLE,
        "structure.join": PEOPLE,
        "structure.add": PEOPLE,
        "structure.drop": PEOPLE,
        "structure.put_back": PEOPLE,
        "structure.move": PEOPLE,
        "editor.restore": PEOPLE,
        "review.show": PEOPLE,
        "review.act": PEOPLE,  # which action is whose: localize.workflow.TRANSITIONS
        "review.confirm": PEOPLE,  # who may when: localize.workflow.EDITABLE
        "preview.show": PEOPLE,
        "preview.live": PEOPLE,
        "catalogue.index": PEOPLE,
        "catalogue.save": PEOPLE,  # translators propose, editors decide: localize.services.catalogue_edit
        "catalogue.revert": PEOPLE,
        "catalogue.act": EDITORS,
        "catalogue.reword": EDITORS,
        "catalogue_sources.new": EDITORS,
        "catalogue_sources.new_post": EDITORS,
        "catalogue_files.export": PEOPLE,
        "catalogue_files.template": PEOPLE,
        "catalogue_files.choose": EDITORS,
        "catalogue_files.read": EDITORS,
        "terms.index": PEOPLE,
        "terms.show": PEOPLE,
        "terms_edit.new": PEOPLE,  # translators propose, editors decide: localize.services.terms_edit
        "terms_edit.new_post": PEOPLE,
        "terms_edit.propose": PEOPLE,
        "terms_edit.save": EDITORS,
        "terms_edit.decide": EDITORS,
        "terms_edit.delete": EDITORS,
        "terms_edit.revert": EDITORS,
        "terms_files.export": PEOPLE,
        "terms_files.choose": EDITORS,
        "terms_files.read": EDITORS,
        "segment_terms.show": PEOPLE,
        "memory.index": PEOPLE,
        "memory.save": PEOPLE,  # translators correct pairs of their languages: localize.services.memory_edit
        "memory.revert": PEOPLE,
        "memory.trash": EDITORS,
        "memory.delete": EDITORS,
        "memory.restore": EDITORS,
        "memory_files.send": EDITORS,
        "memory_files.choose": EDITORS,
        "memory_files.read": EDITORS,
        "feeds.index": EDITORS,
        "feeds.new": ADMINS,
        "feeds.new_post": ADMINS,
        "feeds.act": ADMINS,
        "engines.index": EDITORS,
        "engines.try_now": ADMINS,
        "names.index": PEOPLE,
        "names.new": PEOPLE,
        "names.new_post": PEOPLE,  # translators propose, editors decide: localize.services.names
        "names.show": PEOPLE,
        "names.save": PEOPLE,
        "names.act": EDITORS,
        "names.ignored": PEOPLE,
        "names.offer_again": PEOPLE,
        "names_files.export": PEOPLE,
        "names_files.choose": EDITORS,
        "names_files.read": EDITORS,
        "article_names.segment": PEOPLE,
        "article_names.notes": PEOPLE,
        "article_names.decide": PEOPLE,
        "article_names.show": PEOPLE,
        "article_names.act": PEOPLE,
        "notice.show": PEOPLE,
        "matches.show": PEOPLE,
        "engine_versions.show": PEOPLE,
        "engine_versions.ask": PEOPLE,  # who may write: localize.workflow.EDITABLE
        "replace.show": PEOPLE,
        "replace.put": PEOPLE,
        "replace.undo": PEOPLE,
        "comments.show": PEOPLE,
        "comments.add": PEOPLE,
        "comments.answer": PEOPLE,
        "comments.reword": PEOPLE,  # one's own alone: localize.services.talk
        "comments.settle": PEOPLE,
        "preview.source": PEOPLE,
        "api.openapi": PUBLIC,
        "api.docs": PUBLIC,
        "api.post_article": _token("articles:write"),
        "api.withdraw_article": _token("articles:write"),
        "api.list_articles": _token("articles:read"),
        "api.get_article": _token("articles:read"),
        "api.get_changes": _token("articles:read"),
        "api.list_editions": _token("editions:read"),
        "api.get_edition": _token("editions:read"),
        "api.get_release": _token("editions:read"),
        "api.list_releases": _token("editions:read"),
    }
)
