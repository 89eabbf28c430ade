"""Both engines over the same documents."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.kernel import db
from app.search import finding
from app.search.documents import Document, Query, Results
from app.search.embedded import Embedded
from app.search.engine import Engine
from app.search.postgres import Postgres

Find = Callable[..., Results]
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def document(number: int, title: str, language: str = "en", **values: object) -> Document:
    published = FIRST_DAY + timedelta(days=number)
    facets = {"language": (language,), **values.pop("facets", {})}
    return Document("lesson", number, language, title, published, facets=facets, **values)


@pytest.fixture(params=["whoosh", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "whoosh":
        return Embedded(tmp_path / "search")
    if db.session.get_bind().dialect.name != "postgresql":
        pytest.skip("the tests run on SQLite: the PostgreSQL engine is left out")
    return Postgres()


@pytest.fixture
def put(engine: Engine) -> Callable[[Iterable[Document]], None]:
    return lambda *documents: engine.put(documents)


@pytest.fixture
def find(engine: Engine) -> Find:
    def run(text: str, **values: object) -> Results:
        with engine.reader() as reader:
            return finding.find(reader, Query(text, **values))

    return run


def ids(results: Results) -> list[int]:
    return [hit.id for hit in results.hits]
