"""Requests that go out: to public addresses, briefly, little of each."""

import socket
import time
from functools import partial

import pytest

from app.kernel import fetching
from app.kernel.fetching import NotAllowed, Unreachable, fetch, is_public
from tests.neighbour import certificate, served


def test_what_stands_there_is_returned():
    with served(a=(200, {"Content-Type": "application/json; charset=utf-8"}, b"{}")) as (
        at,
        server,
    ):
        answer = fetch(f"{at}/a", accept="application/json")

    assert (answer.status, answer.media_type, answer.body) == (200, "application/json", b"{}")
    assert answer.url == f"{at}/a"
    assert server.seen[0]["Accept"] == "application/json"
    assert "Cookie" not in server.seen[0]


def test_what_is_not_there_is_told_by_its_status():
    with served() as (at, _server):
        assert fetch(f"{at}/none").status == 404


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "fe80::1%eth0", "198.18.0.1", "192.0.2.1",
    ],
)  # fmt: skip
def test_only_the_public_network_is_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_the_public_network_is(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/a", "http://localhost:{port}/a", "http://[::1]:{port}/a",
        "http://0.0.0.0:{port}/a", "http://2130706433:{port}/a", "http://0x7f.1:{port}/a",
        "http://[::ffff:127.0.0.1]:{port}/a",
    ],
)  # fmt: skip
def test_nothing_of_this_machine_is_fetched(url):
    with served(a=(200, {}, b"secret")) as (_at, server):
        token = fetching._allowed.set(frozenset())
        with pytest.raises(Unreachable):
            fetch(url.format(port=server.server_port))
        fetching._allowed.reset(token)

    assert server.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:text/plain,a",
        "javascript:alert(1)", "//example.org/", "example.org", "", "http://", "https:///a",
        "http://user:word@example.org/", "http://example.org:99999/", "http://example.org:0/",
        "http://exa mple.org/", "http://example.org/\r\nHost: other", "http://bücher.example/",
        "http://" + "a" * 3_000, "http://[::1", "http://a..b/",
    ],
)  # fmt: skip
def test_what_is_no_address_to_fetch_is_refused(url):
    with pytest.raises(Unreachable):
        fetch(url)


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    both = [(2, 1, 6, "", (one, 80)) for one in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: both)

    with pytest.raises(NotAllowed):
        fetch("http://two.example/")


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch):
    """A name that means another machine the second time it is asked changes nothing."""
    asked = []

    def once(host, port, **_more):
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.7", port))]

    reached = []
    with served(a=(200, {}, b"here")) as (_at, server):
        monkeypatch.setattr(socket, "getaddrinfo", once)
        monkeypatch.setattr(socket, "create_connection", partial(_direct, reached))
        answer = fetch(f"http://rebind.example:{server.server_port}/a")

    assert answer.body == b"here"
    assert reached == [("127.0.0.1", server.server_port)]
    assert asked == ["rebind.example"]
    assert server.seen[0]["Host"] == f"rebind.example:{server.server_port}"


def _direct(reached, address, **more):
    reached.append(address)
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.settimeout(more.get("timeout"))
    made.connect(address)
    return made


def test_redirects_are_followed_and_judged():
    onwards = (302, {"Location": "/a"}, b"")
    away = (302, {"Location": "http://10.0.0.7/secret"}, b"")
    other = (302, {"Location": "file:///etc/passwd"}, b"")
    with served(a=(200, {}, b"here"), b=onwards, c=away, d=other) as (at, _server):
        assert fetch(f"{at}/b").url == f"{at}/a"
        for path in "cd":
            with pytest.raises(NotAllowed):
                fetch(f"{at}/{path}")


def test_redirects_come_to_an_end():
    with served(a=(302, {"Location": "/a"}, b"")) as (at, server), pytest.raises(Unreachable):
        fetch(f"{at}/a")

    assert len(server.seen) == fetching.MOST_REDIRECTS + 1


def test_no_more_is_read_than_is_needed():
    much = b"a" * (fetching.MOST_BYTES + 1)
    with served(a=(200, {}, much), b=(200, {}, much[1:])) as (at, _server):
        with pytest.raises(Unreachable):
            fetch(f"{at}/a")
        assert len(fetch(f"{at}/b").body) == fetching.MOST_BYTES


def test_what_comes_compressed_is_not_opened():
    packed = (200, {"Content-Encoding": "gzip"}, b"bomb")
    with served(a=packed) as (at, _server), pytest.raises(Unreachable):
        fetch(f"{at}/a")


def test_who_speaks_slowly_is_cut_off(monkeypatch):
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.3)
    began = time.monotonic()
    with served(a=(200, {}, [b"a"] * 100)) as (at, _server), pytest.raises(Unreachable):
        fetch(f"{at}/a")

    assert time.monotonic() - began < 3


def test_who_says_nothing_is_cut_off(monkeypatch):
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.3)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        fetching.allowing("127.0.0.1"),
        pytest.raises(Unreachable),
    ):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def test_a_site_is_believed_by_its_certificate_alone(tmp_path, monkeypatch):
    server_side, trusting = certificate(tmp_path)
    with served(tls=server_side, a=(200, {}, b"here")) as (at, _server):
        with pytest.raises(Unreachable):
            fetch(f"{at}/a")
        monkeypatch.setattr(fetching, "_trust", lambda: trusting)
        assert fetch(f"{at}/a").body == b"here"
        with pytest.raises(Unreachable):
            fetch(f"{at}/a".replace("localhost", "127.0.0.1"))


def test_nobody_is_led_away_from_a_secure_site(tmp_path, monkeypatch):
    server_side, trusting = certificate(tmp_path)
    monkeypatch.setattr(fetching, "_trust", lambda: trusting)
    onwards = (302, {"Location": "http://127.0.0.1:9/"}, b"")
    with served(tls=server_side, a=onwards) as (at, _server), pytest.raises(NotAllowed):
        fetch(f"{at}/a")
