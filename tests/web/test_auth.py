"""Signing in and out, links, the account page, the language of the interface."""

import pytest

from localize.services import people
from localize.services.context import Context
from localize.workflow import UserRole
from tests.web.pages import Browser, account, make_app, visit
from web.views.back import local_path

PASSWORD = "a long password"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "",
]


@pytest.fixture
def nobody(sqlite_ctx: Context) -> Browser:
    """A browser in which nobody is signed in; Vera has a password."""
    account(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru", password=PASSWORD)
    return visit(make_app(sqlite_ctx))


def sign_in(browser: Browser, password: str = PASSWORD) -> None:
    assert browser.post("/login", {"email": "vera@example.org", "password": password}).status == 303


def test_who_is_not_signed_in_comes_back_to_the_page_they_wanted(nobody: Browser) -> None:
    sent = nobody.get("/articles/new?article=3")
    assert sent.status == 302
    form = nobody.get(sent.location)
    wanted = form.tree.xpath("//form[.//input[@name='password']]//input[@name='next']/@value")
    assert wanted == ["/articles/new?article=3"]
    answer = nobody.post("/login", {"email": "vera@example.org", "password": PASSWORD, "next": wanted[0]})
    assert (answer.status, answer.location) == (303, "/articles/new?article=3")
    assert nobody.get("/").status == 200


def test_the_form_suits_a_password_manager(nobody: Browser) -> None:
    form = nobody.get("/login").tree
    assert form.xpath("//input[@name='email']/@autocomplete") == ["username"]
    assert form.xpath("//input[@name='password']/@autocomplete") == ["current-password"]
    assert not form.xpath("//input[@onpaste]")


@pytest.mark.parametrize("email", ["vera@example.org", "nobody@example.org"])
def test_a_wrong_sign_in_says_the_same_for_known_and_unknown_addresses(nobody: Browser, email: str) -> None:
    answer = nobody.post("/login", {"email": email, "password": "wrong"})
    assert answer.status == 401
    assert answer.words("//*[@role='alert']") == ["The address or the password is wrong."]
    assert answer.tree.xpath("//input[@name='email']/@value") == [email]
    assert not answer.tree.xpath("//input[@name='password']/@value")
    assert nobody.get("/").status == 302


def test_after_too_many_attempts_even_the_right_password_waits(nobody: Browser) -> None:
    for _ in range(people.MAX_ATTEMPTS):
        nobody.post("/login", {"email": "vera@example.org", "password": "wrong"})
    answer = nobody.post("/login", {"email": "vera@example.org", "password": PASSWORD})
    assert answer.status == 429
    assert "Too many attempts" in answer.words("//*[@role='alert']")[0]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(nobody: Browser, target: str) -> None:
    answer = nobody.post("/login", {"email": "vera@example.org", "password": PASSWORD, "next": target})
    assert (answer.status, answer.location) == (303, "/")
    # Nor does the form for who is signed in already.
    assert nobody.get("/login", query_string={"next": target}).location == "/"


@pytest.mark.parametrize("target", [*ELSEWHERE, None, "/a b", "http:/x", "/\x00", "///evil.example"])
def test_only_a_path_of_our_own_is_local(target: str | None) -> None:
    assert local_path(target) is None


def test_a_path_with_query_and_fragment_is_local() -> None:
    assert local_path("/editions/3/edit?x=1#s4") == "/editions/3/edit?x=1#s4"


def test_a_form_without_its_token_is_refused(nobody: Browser) -> None:
    answer = nobody.client.post("/login", data={"email": "vera@example.org", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Reload it and try again" in answer.text


def test_a_link_signs_in_once_and_leads_to_the_desk(sqlite_ctx: Context, nobody: Browser) -> None:
    account(sqlite_ctx, UserRole.ADMIN, "Paul")
    secret = people.make_link(sqlite_ctx, "paul@example.org")
    first = nobody.get(f"/login/link/{secret}")
    assert (first.status, first.location) == (303, "/")
    assert "Set a password" in nobody.get("/").text
    other = visit(nobody.client.application)
    second = other.get(f"/login/link/{secret}")
    assert second.location == "/login"
    assert "used already or is too old" in other.get("/login").text
    assert other.get("/").status == 302


def test_signing_in_begins_a_new_session_and_keeps_only_the_language(nobody: Browser) -> None:
    nobody.post("/language", {"ui_locale": "de"})
    with nobody.client.session_transaction() as session:
        session["left_by_somebody"] = "x"
    sign_in(nobody)
    with nobody.client.session_transaction() as session:
        assert "left_by_somebody" not in session
        assert session["ui_locale"] == "de"
    assert nobody.get("/").tree.get("lang") == "de"


def test_the_language_is_chosen_before_signing_in_and_an_unknown_one_is_ignored(nobody: Browser) -> None:
    assert nobody.get("/login").tree.get("lang") == "en"
    answer = nobody.post("/language", {"ui_locale": "ru", "next": "/login?next=/help"})
    assert answer.location == "/login?next=/help"
    assert nobody.get("/login").tree.get("lang") == "ru"
    nobody.post("/language", {"ui_locale": "tlh"})
    assert nobody.get("/login").tree.get("lang") == "ru"


def test_pages_that_load_at_once_after_signing_in_hold_tokens_of_one_session(sqlite_ctx: Context) -> None:
    vera = account(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru", password=PASSWORD)
    app = make_app(sqlite_ctx)
    browser = Browser(app.test_client())
    browser.get(f"/login/link/{people.make_link(sqlite_ctx, vera.email)}")
    tabs = [Browser(app.test_client()) for _ in range(2)]
    cookie = browser.client.get_cookie("localize")
    assert cookie is not None
    for tab in tabs:  # both asked with the cookie of signing in, before either is answered
        tab.client.set_cookie("localize", cookie.value)
    first, second = (tab.token() for tab in tabs)
    answers = [
        tabs[0].client.post("/language", data={"csrf_token": token, "ui_locale": "de"}) for token in (first, second)
    ]
    assert [answer.status_code for answer in answers] == [303, 303]


def test_signing_out_ends_the_session(nobody: Browser) -> None:
    sign_in(nobody)
    assert nobody.get("/account").status == 200
    assert nobody.post("/logout").location == "/login"
    assert nobody.get("/account").status == 302
    assert nobody.client.get("/logout").status_code == 405


def test_the_account_page_keeps_name_language_and_look(sqlite_ctx: Context, nobody: Browser) -> None:
    sign_in(nobody)
    fields = {"form": "preferences", "name": "Vera Ivanova", "ui_locale": "de", "theme": "dark"}
    assert nobody.post("/account", fields).location == "/account?saved=preferences"
    page = nobody.get("/account?saved=preferences").tree
    assert (page.get("lang"), page.get("data-theme")) == ("de", "dark")
    assert page.xpath("//input[@name='name']/@value") == ["Vera Ivanova"]
    assert page.xpath("//input[@name='theme'][@checked]/@value") == ["dark"]
    nobody.post("/account", {"form": "preferences", "name": " ", "ui_locale": "xx", "theme": "neon"})
    vera = people.by_email(sqlite_ctx, "vera@example.org")
    assert (vera.name, vera.ui_locale, vera.theme) == ("Vera Ivanova", "de", None)


def test_a_new_password_needs_the_current_one_and_ends_other_sessions(nobody: Browser) -> None:
    sign_in(nobody)
    elsewhere = visit(nobody.client.application)
    sign_in(elsewhere)
    refused = nobody.post("/account", {"form": "password", "password": "wrong", "new_password": "another password"})
    assert refused.status == 422
    assert refused.words("//*[@role='alert']") == ["The current password is wrong. Nothing was changed."]
    answer = nobody.post("/account", {"form": "password", "password": PASSWORD, "new_password": "another password"})
    assert answer.location == "/account?saved=password"
    assert nobody.get("/account").status == 200
    assert elsewhere.get("/account").status == 302
    fresh = visit(nobody.client.application)
    sign_in(fresh, "another password")
    assert fresh.get("/").status == 200


def test_a_short_password_is_refused_with_the_rule(nobody: Browser) -> None:
    sign_in(nobody)
    answer = nobody.post("/account", {"form": "password", "password": PASSWORD, "new_password": "short"})
    assert answer.status == 422
    assert answer.words("//*[@role='alert']") == ["A password needs at least 10 characters."]
