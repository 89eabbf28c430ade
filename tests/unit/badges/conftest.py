"""What the tests of badges share."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest


@pytest.fixture
def room() -> Callable[[int], AbstractContextManager[None]]:
    """Fail a test whose block takes more bytes of memory than it is given."""

    @contextmanager
    def within(most: int) -> Iterator[None]:
        tracemalloc.start()
        try:
            yield
            assert tracemalloc.get_traced_memory()[1] < most
        finally:
            tracemalloc.stop()

    return within
