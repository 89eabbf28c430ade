"""The program that reads documents keeps to its limits and prints no more than it was asked."""

import resource
from pathlib import Path

import pytest

from app.kernel.files import extraction, kinds
from tests.unit.kernel.test_files_text import docx, pdf

Limits = dict[int, tuple[int, int]]


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Limits:
    """What the program would allow itself, were it not the tests' own process."""
    found: Limits = {}
    monkeypatch.setattr(resource, "setrlimit", found.__setitem__)
    return found


@pytest.mark.parametrize(
    ("content", "kind", "printed"),
    [
        (pdf("Half a fraction"), kinds.PDF, "Half a fraction\n"),
        (docx("نصف كسر"), kinds.WORD, "نصف كسر\n\n"),
        ("\ufeffHalf".encode(), "text/plain", "Half"),
        (b"", "text/plain", ""),
    ],
    ids=["pdf", "docx", "text", "empty"],
)
def test_it_prints_the_words_of_a_document(
    limits: Limits,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    content: bytes,
    kind: str,
    printed: str,
) -> None:
    document = tmp_path / "document"
    document.write_bytes(content)

    extraction.main(str(document), kind, "1000", "1000000000", "30")

    assert capfdbinary.readouterr().out.decode() == printed


def test_it_stops_where_it_was_told_to(
    limits: Limits, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    document = tmp_path / "document"
    document.write_text("жара")

    extraction.main(str(document), "text/plain", "3", "1000", "30")

    assert capfdbinary.readouterr().out.decode() == "жар"


def test_it_writes_no_file_and_takes_no_more_memory_and_time(
    limits: Limits, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    document = tmp_path / "document"
    document.touch()

    extraction.main(str(document), "text/plain", "3", "1000", "30")

    assert limits == {
        resource.RLIMIT_AS: (1000, 1000),
        resource.RLIMIT_CPU: (30, 30),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
