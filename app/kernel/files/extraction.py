"""A program of its own: print the text of the document that its arguments name.

It runs apart from the app, without the app's environment, under the limits it is given, because
the document comes from outside and its parser may loop or swell. It imports nothing of the app.
"""

import resource
import sys
from collections.abc import Iterator
from pathlib import Path


def main(path: str, media_type: str, longest: str, memory: str, seconds: str) -> None:
    """Print up to `longest` characters of text, as far as the limits let it come."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    left = int(longest)
    for part in _parts(Path(path), media_type):
        sys.stdout.buffer.write(part[:left].encode("utf-8", errors="replace"))
        sys.stdout.buffer.flush()
        left -= len(part)
        if left <= 0:
            break


def _parts(path: Path, media_type: str) -> Iterator[str]:
    if media_type == "application/pdf":
        yield from _pages(path)
    elif media_type.startswith("text/"):
        yield path.read_text(encoding="utf-8-sig", errors="replace")
    else:
        yield _words(path)


def _pages(path: Path) -> Iterator[str]:
    from pypdf import PdfReader  # only one of the parsers is needed, and each is slow to load

    for page in PdfReader(path).pages:
        yield page.extract_text() + "\n"


def _words(path: Path) -> str:
    import mammoth  # only one of the parsers is needed, and each is slow to load

    with path.open("rb") as file:
        return str(mammoth.extract_raw_text(file).value)


if __name__ == "__main__":
    main(*sys.argv[1:])
