"""The one client for requests that go out: to public addresses only, briefly, and little of each.

Whoever names an address may mean a machine beside ours. So a name is resolved once, each of its
addresses is judged, and the connection goes to the one that was judged, whatever the name means a
moment later; a redirect is judged anew. What comes back is bounded in time and in bytes.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

MOST_BYTES = 1_000_000
MOST_SECONDS = 5.0
MOST_REDIRECTS = 3
MOST_CHARACTERS = 2_000
"""Of an address."""

_allowed: ContextVar[frozenset[str]] = ContextVar("allowed", default=frozenset())
_resolvers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="resolve")


class Unreachable(Exception):
    """There is no answer that could be used; the message is for developers."""


class NotAllowed(Unreachable):
    """The address is not one of the public network, or not one that is fetched at all."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from after redirects, its status, type and whole body."""

    url: str
    status: int
    media_type: str
    body: bytes


@contextmanager
def allowing(*addresses: str) -> Iterator[None]:
    """Fetch from these addresses of this machine too: for tests that run a server."""
    token = _allowed.set(frozenset(addresses))
    try:
        yield
    finally:
        _allowed.reset(token)


def fetch(url: str, *, accept: str = "*/*") -> Fetched:
    """Return what stands at an address; Unreachable for whatever keeps it from being had.

    It may take MOST_SECONDS: hold no transaction meanwhile.
    """
    until = monotonic() + MOST_SECONDS
    for _hop in range(MOST_REDIRECTS + 1):
        answer, onwards = _ask(_checked(url), accept, until)
        if answer is not None:
            return answer
        if urlsplit(url).scheme == "https" and not onwards.startswith("https:"):
            raise NotAllowed("a redirect away from https")
        url = onwards
    raise Unreachable("too many redirects")


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public network, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _wrapped(ip)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _wrapped(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that is meant by one of IPv6, if it means one."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)


def _checked(url: str) -> SplitResult:
    if len(url) > MOST_CHARACTERS or not url.isascii() or any(c <= " " for c in url):
        raise NotAllowed("not an address that is fetched")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed("not an address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise NotAllowed("only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise NotAllowed("an address with a password in it")
    return parts


def _resolved(host: str, port: int, until: float) -> list[str]:
    """Return the addresses of a name; one with any that is not public has none."""
    asked = _resolvers.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = asked.result(timeout=max(until - monotonic(), 0))
    except (OSError, UnicodeError, TooSlow) as error:
        raise Unreachable("the name is not known") from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or any(one not in _allowed.get() and not is_public(one) for one in addresses):
        raise NotAllowed("not an address of the public network")
    return addresses


def _ask(parts: SplitResult, accept: str, until: float) -> tuple[Fetched | None, str]:
    """Return the answer, or where it sends us."""
    secure = parts.scheme == "https"
    host, port = str(parts.hostname), parts.port or (443 if secure else 80)
    connection = _Pinned(host, port, _resolved(host, port, until), secure=secure, until=until)
    with connection.bounded():
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": "Staffroom"}
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            if response.status in (301, 302, 303, 307, 308):
                return None, urljoin(parts.geturl(), response.getheader("Location") or "")
            return _read(parts.geturl(), response, connection), ""
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(type(error).__name__) from error


def _read(url: str, response: http.client.HTTPResponse, connection: "_Pinned") -> Fetched:
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise Unreachable("compressed, though not asked for")
    body = response.read(MOST_BYTES + 1)
    connection.left()  # what was cut off is not the whole
    if len(body) > MOST_BYTES:
        raise Unreachable("too much")
    kind = response.headers.get_content_type()
    return Fetched(url, response.status, kind, body)


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was judged, under the name that was asked for."""

    def __init__(
        self, host: str, port: int, addresses: list[str], *, secure: bool, until: float
    ) -> None:
        super().__init__(host, port)
        self.default_port = 443 if secure else 80
        self.addresses, self.secure, self.until = addresses, secure, until
        self.line: socket.socket | None = None
        """The socket, which `http.client` lets go before the answer is read."""

    def connect(self) -> None:
        """Connect within the time that is left."""
        self.sock = self._opened()
        if self.secure:
            self.sock.settimeout(self.left())
            self.sock = _trust().wrap_socket(self.sock, server_hostname=self.host)
            self.left()
        self.line = self.sock

    def left(self) -> float:
        """Return how many seconds there are; TimeoutError for none."""
        seconds = self.until - monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def _opened(self) -> socket.socket:
        for address in self.addresses[:-1]:
            try:
                return socket.create_connection((address, self.port), timeout=self.left() / 2)
            except OSError:
                continue
        return socket.create_connection((self.addresses[-1], self.port), timeout=self.left())

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """End the connection when its time is over, however slowly the other side speaks."""
        watch = threading.Timer(max(self.until - monotonic(), 0), self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            self.close()

    def _cut(self) -> None:
        if self.line is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)


@lru_cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
