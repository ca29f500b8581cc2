"""Which addresses may be fetched: the spelling of a URL, and the machines that its host name stands for. Pure.

Names are judged by what they resolve to, so that ``http://2130706433/`` and a name of one's own that points to
127.0.0.1 are the same thing. Transition addresses (6to4, NAT64, Teredo …) are judged by the IPv4 address inside too.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from localize.errors import InvalidInputError
from localize.intake.words import refusal

PORTS: Final = {"http": 80, "https": 443}
MAX_URL: Final = 2_000  # characters
_HOST: Final = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_])?\.?")
# What may stand in a path or query as it is; the rest is written in percent signs.
_SAFE: Final = "/%:=&?~+!$,;'@()*-._"

# Never a newspaper, though not all private by the registries: protocol assignments, relays of 6to4, and the platform
# service of one large cloud.
_NEVER: Final = (ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24"), ip_network("168.63.129.16/32"))
_NAT64: Final = IPv6Network("64:ff9b::/96")
_ISATAP: Final = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")


class FetchError(InvalidInputError):
    """An address was not fetched. ``details``: ``reason``, ``params``; ``status`` and ``retry_after`` where known."""

    code = "not-fetched"


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be asked, in the parts that a request needs. ``host``: ASCII, without brackets."""

    scheme: str
    host: str
    port: int
    path: str  # with the query

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, without fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"


def read_url(url: str, *, private: bool = False, base: Target | None = None) -> Target:
    """A URL in its parts. ``base``: the address that it was redirected from. ``private``: any port may be named.

    Raises ``FetchError``: not http or https, a sign-in inside, another port than the web's, or no address at all.
    """
    written = re.sub(r"[\t\r\n]", "", url).strip()
    if len(written) > MAX_URL or re.search(r"[\x00-\x1f\x7f]", written):
        raise refusal("url-unreadable", FetchError, url=shown(written))
    try:
        parts = urlsplit(urljoin(base.url, written) if base else written)
        port = parts.port
    except ValueError as error:
        raise refusal("url-unreadable", FetchError, url=shown(written)) from error
    if not parts.scheme:
        raise refusal("url-unreadable", FetchError, url=shown(written))
    if parts.scheme not in PORTS:
        raise refusal("url-scheme", FetchError, scheme=parts.scheme[:40])
    if "@" in parts.netloc:
        raise refusal("url-credentials", FetchError)
    target = Target(parts.scheme, _host(parts), port or PORTS[parts.scheme], _path(parts))
    if not private and target.port not in PORTS.values():
        raise refusal("url-port", FetchError, port=str(target.port))
    return target


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, with every IPv4 address that it may carry inside."""
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inside = _inside(read)
    if read.version == 6 and read in _NAT64:  # how networks without IPv4 see the IPv4 internet
        return all(map(_is_public, inside))
    return all(map(_is_public, (read, *inside)))


def shown(url: str) -> str:
    """An address as a sentence shows it: without a sign-in, not too long."""
    bare = re.sub(r"//[^/@]*@", "//", url)
    return bare if len(bare) <= 120 else bare[:117] + "…"


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return not (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_link_local
        or (isinstance(address, IPv6Address) and address.is_site_local)
        or any(address in network for network in _NEVER if network.version == address.version)
    )


def _inside(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that routers may take out of an IPv6 address."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address.packed[8:12] in _ISATAP:
        found.append(IPv4Address(address.packed[12:]))
    return [inner for inner in found if inner is not None]


def _host(parts: SplitResult) -> str:
    """The host in ASCII. Raises ``FetchError``."""
    host = (parts.hostname or "").strip()
    if ":" in host:  # urlsplit checked the brackets
        try:
            return str(IPv6Address(host.partition("%")[0]))
        except ValueError as error:
            raise refusal("url-unreadable", FetchError, url=shown(parts.geturl())) from error
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise refusal("url-unreadable", FetchError, url=shown(parts.geturl())) from error
    if not _HOST.fullmatch(name):
        raise refusal("url-unreadable", FetchError, url=shown(parts.geturl()))
    return name


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    query = quote(parts.query, safe=_SAFE + "[]|")
    return f"{path}?{query}" if query else path
