"""One page of PDF: the only module that knows fpdf2.

Text is written glyph by glyph as HarfBuzz placed it. Each letter says what was typed for it, its
marks included; marks themselves are painted as areas, because readers that take text out of a file
take a dot above a letter for a new line. What is written is tagged in the order of reading; what is
drawn is an artifact.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from fontTools.pens.recordingPen import RecordingPen
from fpdf import FPDF, ViewerPreferences, fonts
from fpdf.enums import PDFResourceType
from PIL import Image

from app.badges.certificates.faces import Face
from app.badges.certificates.shaping import Glyph, Line, Run
from app.kernel.art.svg import Point

_SHARPEST = 600
"""Pictures are at most so many pixels wide and high: 300 to the inch in the places they have."""

_SHAPING = ("GDEF", "GPOS", "GSUB")
"""Tables that have done their work before the file is written; to read them takes a second."""

_OPERATORS = {"moveTo": "m", "lineTo": "l", "qCurveTo": "c", "curveTo": "c", "closePath": "h"}


class _Page(FPDF):
    """A page whose content stream can be written by hand."""

    def put(self, operators: str) -> None:
        self._out(operators)

    def use(self, face: Face) -> fonts.TTFFont:
        """Return the face as a font of this file."""
        if face.name not in self.fonts:
            self.add_font(face.name, fname=face.path)
            self._prepare(self.fonts[face.name], face.name)
        font = self.fonts[face.name]
        self._resource_catalog.add(PDFResourceType.FONT, font.i, self.page)
        assert isinstance(font, fonts.TTFFont)
        return font

    def _prepare(self, font: fonts.CoreFont | fonts.TTFFont, name: str) -> None:
        # Two pieces of a family must not share a name, or a reader may mix up their glyphs.
        font.name = name
        assert isinstance(font, fonts.TTFFont)
        for table in _SHAPING:
            if table in font.ttfont:
                del font.ttfont[table]

    def mark(self, kind: str, alternative: str | None) -> int:
        """Enter one element into the structure; return its number on the page."""
        number = self.struct_builder.next_mcid_for_page(self.page)
        _, parents = self.struct_builder.add_marked_content(
            page_number=self.page, struct_type=f"/{kind}", mcid=number, alt_text=alternative
        )
        self.pages[self.page].struct_parents = parents
        self._set_min_pdf_version("1.5")
        return number


class Sheet:
    """A page that is drawn on in points, from its top left corner."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._page = _Page(unit="pt", format=(width, height))
        self._page.set_margin(0)
        self._page.set_auto_page_break(auto=False)
        self._page.add_page()

    def describe(self, *, title: str, author: str, language: str, at: datetime) -> None:
        """Say in the file's metadata what it is."""
        self._page.set_title(title)
        self._page.set_author(author)
        self._page.set_lang(language)
        self._page.set_creator("Staffroom")
        self._page.set_producer("Staffroom")
        self._page.set_creation_date(at)
        self._page.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def finished(self) -> bytes:
        """Return the file."""
        return bytes(self._page.output())

    @contextmanager
    def tagged(self, kind: str, alternative: str | None = None) -> Iterator[None]:
        """Mark what is written as one element: a heading, a paragraph, a figure."""
        number = self._page.mark(kind, alternative)
        self._page.put(f"/{kind} <</MCID {number}>> BDC")
        yield
        self._page.put("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Mark what is drawn as ornament, which nobody needs read out."""
        self._page.put("/Artifact BMC")
        yield
        self._page.put("EMC")

    def write(self, line: Line, x: float, y: float, size: float, colour: str) -> None:
        """Write a line whose left end and base are at a point."""
        self._page.put(f"/Span <</Lang ({_language(line.language)})>> BDC")
        for run in line.runs:
            if run.face:
                self._page.put(self._glyphs(run.face, run, (x, y), size, colour))
            else:
                self._page.put(self._boxes(run, (x, y), size, colour))
            x += run.advance * size / 1000
        self._page.put("EMC")

    def _glyphs(
        self, face: Face, run: Run, start: tuple[float, float], size: float, colour: str
    ) -> str:
        """Write the letters in one go, so that who takes them out gets whole words; paint marks.

        Where letters climb and fall (Nastaliq), all are painted, and lie unseen on the base line.
        """
        font, size = self._page.use(face), size * face.zoom
        x, y = start[0], self.height - start[1]
        placed = list(_placed(run, face.zoom))
        climbs = any(glyph.y for glyph in run.glyphs if glyph.letters)
        codes, pen = "", 0.0
        for glyph, across, _ in placed:
            if glyph.letters:
                code, width = _embedded(font, glyph)
                back = round(pen - across)
                codes += f"{back}<{code:04X}>" if back else f"<{code:04X}>"
                pen += width - back
        written = (
            f"BT {_rgb(colour)} rg {3 if climbs else 0} Tr /F{font.i} {size:.3f} Tf "
            f"1 0 0 1 {x:.3f} {y:.3f} Tm [{codes}] TJ 0 Tr ET"
        )
        scale = size / 1000
        painted = [
            _painted(face, glyph.number, x + across * scale, y + rise * scale, scale)
            for glyph, across, rise in placed
            if climbs or not glyph.letters
        ]
        return " ".join([written, *painted])

    def _boxes(self, run: Run, start: tuple[float, float], size: float, colour: str) -> str:
        """Draw an empty box for each letter that no font has."""
        x, y = start[0], self.height - start[1]
        parts = [f"q {_rgb(colour)} RG {size * 0.04:.3f} w"]
        for glyph in run.glyphs:
            if not glyph.letters.isspace():
                parts.append(
                    f"{x + size * 0.06:.3f} {y:.3f} {size * 0.52:.3f} {size * 0.7:.3f} re S"
                )
            x += glyph.advance * size / 1000
        return " ".join([*parts, "Q"])

    def draw(self, svg: str, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture of the house as lines and areas."""
        self._page.image(io.BytesIO(svg.encode()), x, y, width, height)

    def picture(self, data: bytes, place: tuple[float, float, float, float], *, end: bool) -> float:
        """Show pixels in a place, as large as it allows; return the width that they take."""
        x, y, width, height = place
        image = Image.open(io.BytesIO(data))
        image.thumbnail((_SHARPEST, _SHARPEST))
        part = min(width / image.width, height / image.height)
        wide, high = image.width * part, image.height * part
        self._page.image(image, x + width - wide if end else x, y + (height - high) / 2, wide, high)
        return wide

    def squares(self, places: list[tuple[float, float, float]], high: float, colour: str) -> None:
        """Fill rectangles of one height: (x, y, width)."""
        boxes = " ".join(
            f"{x:.3f} {self.height - y - high:.3f} {wide:.3f} {high:.3f} re"
            for x, y, wide in places
        )
        self._page.put(f"{_rgb(colour)} rg {boxes} f")

    def link(self, address: str, place: tuple[float, float, float, float]) -> None:
        """Let a place lead to an address."""
        self._page.link(*place, address)


def _placed(run: Run, zoom: float) -> Iterator[tuple[Glyph, float, float]]:
    """Return each glyph with its place on the line, in thousandths of the face's size."""
    pen = 0
    for glyph in run.glyphs:
        yield glyph, (pen + glyph.x) / zoom, glyph.y / zoom
        pen += glyph.advance


def _embedded(font: fonts.TTFFont, glyph: Glyph) -> tuple[int, int]:
    """Return a glyph's code in the file and its width there."""
    name = font.ttfont.getGlyphName(glyph.number)
    width = round(font.scale * font.ttfont["hmtx"].metrics[name][0])
    letters = tuple(ord(letter) for letter in glyph.letters)
    code = font.subset.pick_glyph(fonts.Glyph(glyph.number, letters, name, width))
    assert code is not None
    return code, width


def _painted(face: Face, number: int, x: float, y: float, scale: float) -> str:
    """Return a glyph's outline as an area; its curves have one handle, those of PDF two."""
    pen = RecordingPen()
    face.font.draw_glyph_with_pen(number, pen)
    scale /= face.zoom
    parts: list[str] = []
    last = (0.0, 0.0)
    for operator, points in pen.value:
        here = [(x + across * scale, y + up * scale) for across, up in points]
        if operator == "qCurveTo":
            here = [_third(last, here[0]), _third(here[1], here[0]), here[1]]
        last = here[-1] if here else last
        numbers = " ".join(f"{across:.3f} {up:.3f}" for across, up in here)
        parts.append(f"{numbers} {_OPERATORS[operator]}")
    return f"{' '.join(parts)} f" if parts else ""


def _third(start: Point, handle: Point) -> Point:
    return start[0] + (handle[0] - start[0]) * 2 / 3, start[1] + (handle[1] - start[1]) * 2 / 3


def _language(tag: str) -> str:
    return "".join(letter for letter in tag if letter.isalnum() or letter == "-") or "und"


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))
