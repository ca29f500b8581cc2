"""Which addresses may be asked: spellings of URLs, kinds of machines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.intake.addresses import FetchError, is_public, read_url

REFUSED = (
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2a00:1450:4001:800:0:5efe:a00:1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
)
TAKEN = (
    "1.1.1.1",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "2606:2800:220:1::1",
    "64:ff9b::101:101",
)


@pytest.mark.parametrize("address", REFUSED)
def test_machines_of_closed_networks_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", TAKEN)
def test_machines_of_the_public_internet_are_taken(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_wrapping_of_a_private_address_makes_it_public(address: object) -> None:
    high, low = divmod(int(address), 65_536)  # type: ignore[call-overload]
    inside = f"{high:x}:{low:x}"
    for wrapped in (f"::ffff:{inside}", f"64:ff9b::{inside}", f"2002:{inside}::1", f"::{inside}"):
        assert not is_public(wrapped), wrapped


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "url-scheme"),
        ("ftp://news.example/story", "url-scheme"),
        ("gopher://news.example/", "url-scheme"),
        ("javascript:alert(1)", "url-scheme"),
        ("data:text/html,hello", "url-scheme"),
        ("news.example/story", "url-unreadable"),
        ("//news.example/story", "url-unreadable"),
        ("", "url-unreadable"),
        ("http://", "url-unreadable"),
        ("http:///story", "url-unreadable"),
        ("http://news example/", "url-unreadable"),
        ("http://news.example\\@127.0.0.1/", "url-credentials"),
        ("http://exa\\mple/", "url-unreadable"),
        ("http://[::1/", "url-unreadable"),
        ("http://[zz::1]/", "url-unreadable"),
        ("http://news.example:port/", "url-unreadable"),
        ("http://news.example:99999/", "url-unreadable"),
        ("http://news.example/\x00", "url-unreadable"),
        ("http://" + "a" * 3_000, "url-unreadable"),
        ("http://" + "a." * 200 + "example/", "url-unreadable"),
        ("http://editor:secret@news.example/", "url-credentials"),
        ("http://editor@news.example/", "url-credentials"),
        ("http://news.example:22/", "url-port"),
        ("https://news.example:8443/", "url-port"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_with_its_reason(url: str, reason: str) -> None:
    with pytest.raises(FetchError) as caught:
        read_url(url)
    assert caught.value.details["reason"] == reason
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("HTTP://News.Example", "http://news.example/"),
        (" https://news.example:443/story#part ", "https://news.example/story"),
        ("http://news.example:443/", "http://news.example:443/"),
        ("http://news.example/a b?q=ä|b", "http://news.example/a%20b?q=%C3%A4|b"),
        ("http://news.example/%D0%B3%C3%A4?x=%26", "http://news.example/%D0%B3%C3%A4?x=%26"),
        ("http://zeitung-über.example/", "http://xn--zeitung-ber-0hb.example/"),
        ("http://[2606:2800:220:1::0001]/", "http://[2606:2800:220:1::1]/"),
        ("http://news.example/sto\nry", "http://news.example/story"),
    ],
)
def test_spellings_of_an_address_are_read_as_browsers_read_them(url: str, meant: str) -> None:
    assert read_url(url).url == meant


def test_closed_networks_may_use_any_port() -> None:
    assert read_url("http://cms.internal.example:8080/story", private=True).port == 8080


def test_where_a_redirection_leads_is_read_against_the_address_before() -> None:
    base = read_url("https://news.example/world/story?a=1")
    assert read_url("../sport/", base=base).url == "https://news.example/sport/"
    assert read_url("//m.news.example/x", base=base).url == "https://m.news.example/x"


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, "http://" + text, "http://news.example/" + text):
        try:
            target = read_url(url)
        except FetchError:
            continue
        assert read_url(target.url) == target
        assert target.url.isascii()
