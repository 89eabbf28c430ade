"""Rules of the house that no linter knows: read off the source, so `make check` runs them too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
MOST_LINES = 300


def lines(*globs: str) -> Iterator[tuple[str, str]]:
    for glob in globs:
        for path in sorted(APP.glob(glob)):
            if "static/vendor" in str(path) or "static/build" in str(path):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield f"{path.relative_to(ROOT)}:{number}", line


RULES = [
    (
        "safe HTML comes from kernel.markup alone",
        ("**/templates/**/*.html",),
        r"\|\s*safe\b|autoescape\s+false",
        (),
    ),
    (
        "nothing is inline in a page: no style, no script, no handler",
        ("templates/**/*.html", "*/templates/**/*.html"),
        r"<script(?![^>]*(\bsrc=|ld\+json))|\sstyle=|\son[a-z]+=",
        ("emails/",),
    ),
    (
        "components/form.html is the only form",
        ("templates/**/*.html", "*/templates/**/*.html"),
        r"<form\b",
        ("components/form.html",),
    ),
    (
        "style sheets know no left and right",
        ("static/css/**/*.css",),
        r"(margin|padding|border|inset)-(left|right)|text-align:\s*(left|right)"
        r"|float:\s*(left|right)|[^-\w](left|right)\s*:",
        (),
    ),
    ("actions never commit", ("*/**/*.py",), r"session\.(commit|rollback)\(", ("kernel/",)),
    (
        "the clock is kernel.clock",
        ("**/*.py",),
        r"datetime\.(now|utcnow)\(|date\.today\(",
        ("kernel/clock.py",),
    ),
    ("nothing is left undone", ("**/*.py", "**/*.html"), r"\b(TODO|FIXME|XXX)\b", ()),
]


@pytest.mark.parametrize(("rule", "globs", "pattern", "but"), RULES, ids=[r[0] for r in RULES])
def test_the_source_keeps_the_rule(rule, globs, pattern, but):
    broken = [
        f"{place}: {line.strip()}"
        for place, line in lines(*globs)
        if re.search(pattern, line) and not any(exception in place for exception in but)
    ]

    assert not broken, f"{rule}:\n" + "\n".join(broken)


def test_no_file_is_too_long_to_be_understood():
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in APP.glob("**/*.py")}

    assert not {str(path): n for path, n in lengths.items() if n > MOST_LINES}


def test_every_template_beside_a_room_is_used():
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (*APP.glob("**/*.py"), *APP.glob("**/*.html"))
    )
    unused = []
    for path in APP.glob("*/templates/**/*.html"):
        name = path.relative_to(next(p for p in path.parents if p.name == "templates"))
        if name.as_posix() not in sources and name.stem not in sources:
            unused.append(str(name))

    assert not unused


def test_no_view_hides_what_every_template_has(app):
    shared = set(app.jinja_env.globals)
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in APP.glob("**/*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "render_template"
        if shared & {named.arg for named in call.keywords}
    ]
    assert not hidden
