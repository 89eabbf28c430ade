"""Machines share a generation through Redis, and do without kept pages while it is away."""

import socket
from collections.abc import Iterator

import pytest
import redis

from app.kernel import cache

HERE = "redis://127.0.0.1:6379/15"


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A key of the tests' own."""
    monkeypatch.setattr(cache.RedisGeneration, "KEY", "staffroom:tests:generation")
    server = redis.Redis.from_url(HERE, socket_timeout=1)
    try:
        server.ping()
    except redis.RedisError:
        pytest.skip("no Redis answers at 127.0.0.1:6379")
    server.delete(cache.RedisGeneration.KEY)
    yield HERE
    server.delete(cache.RedisGeneration.KEY)
    server.close()


@pytest.fixture
def nowhere() -> str:
    """An address at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{free.getsockname()[1]}/0"


def test_every_machine_sees_a_new_generation(shared: str) -> None:
    one, another = cache.RedisGeneration(shared), cache.RedisGeneration(shared)
    assert one() == another()
    before = another()

    one.advance()

    assert another() == one() != before
    one.redis.close()
    another.redis.close()


def test_without_redis_no_two_looks_are_of_one_generation(
    nowhere: str, caplog: pytest.LogCaptureFixture
) -> None:
    away = cache.RedisGeneration(nowhere)

    assert away() != away()
    assert "redis does not answer" in caplog.text
