"""A text with markup as a value: what was typed, what is shown, what is searched."""

import html
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from markupsafe import Markup
from sqlalchemy import JSON, Dialect, TypeDecorator

from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.markup.markdown import render, render_inline, render_with_html
from app.kernel.markup.text import plain_text
from app.kernel.markup.tidy import Resolve
from app.kernel.markup.walls import clean

MAX_SOURCE = 300_000

_OWN_ADDRESS = re.compile(r'(?P<tag><(?:a|img)\b[^<>]*?\s(?:href|src)=")(?P<path>/[^"]*)')
_DATA_ADDRESS = re.compile(r"""data:[\w/+.;=-]{0,100},[^\s"'<>()]*+""")


class Format(StrEnum):
    """How a text was typed."""

    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class RichText:
    """A text that was rendered and cleaned when it was written; make one by `from_…` only."""

    format: Format
    source: str
    html: str
    text: str

    @classmethod
    def from_markdown(
        cls, source: str, *, html: bool = False, resolve: Resolve | None = None
    ) -> Self:
        """Render Markdown. `html` is for imports, whose texts hold HTML too."""
        source = _whole(source)
        rendered = render_with_html(source) if html else render(source)
        return cls._cleaned(Format.MARKDOWN, source, rendered, resolve)

    @classmethod
    def from_html(cls, source: str, *, resolve: Resolve | None = None) -> Self:
        """Clean HTML, pasted from a word processor for instance; pictures inside it are lost."""
        source = _whole(_DATA_ADDRESS.sub("", source))
        return cls._cleaned(Format.HTML, source, source, resolve)

    @classmethod
    def _cleaned(cls, form: Format, source: str, rendered: str, resolve: Resolve | None) -> Self:
        cleaned = clean(rendered, resolve).replace("<p></p>\n", "").strip()
        return cls(form, source, cleaned, plain_text(cleaned))

    def with_addresses(self, change: Callable[[str], str]) -> Self:
        """Return it with the paths of this host changed: files may be served under another one."""

        def changed(found: re.Match[str]) -> str:
            return found["tag"] + html.escape(change(html.unescape(found["path"])))

        return replace(self, html=_OWN_ADDRESS.sub(changed, self.html))

    @property
    def markup(self) -> Markup:
        """What a template shows."""
        return Markup(self.html)  # noqa: S704  # it passed both walls

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read or see."""
        return not self.text and "<img" not in self.html


class RichTextType(TypeDecorator[RichText]):
    """A RichText in one JSON column."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: RichText | None, dialect: Dialect) -> Any:
        """Write the value as an object."""
        return None if value is None else asdict(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> RichText | None:
        """Read it back; what the database holds was cleaned on its way in."""
        return None if value is None else RichText(**value | {"format": Format(value["format"])})


def markdown_inline(source: str) -> Markup:
    """Return one line of Markdown, cleaned: emphasis, code and links, no blocks."""
    return Markup(clean(render_inline(_whole(source))))  # noqa: S704  # it passed both walls


def _whole(source: str) -> str:
    """Refuse what is too long, and drop the one character that no database keeps."""
    if len(source) > MAX_SOURCE:
        raise Refused(
            _("This text is longer than %(max)s characters: split it in two.", max=MAX_SOURCE)
        )
    return source.replace("\x00", "").replace("\r\n", "\n")
