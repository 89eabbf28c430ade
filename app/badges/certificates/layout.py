"""Where everything stands on a certificate.

Above: the logo and the issuers, and the badge at the end of the line. Below: who signs, and the QR
code. Between them the words, from the start of the line; they shrink together until they fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.badges.art import draw as draw_badge
from app.badges.certificates.breaking import Room, Setting, fit
from app.badges.certificates.foot import FOOT, draw_foot
from app.badges.certificates.frames import MARGINS, Ground, frame
from app.badges.certificates.placing import INK, SOFT, Frame, put, style
from app.badges.certificates.sheet import Sheet
from app.badges.certificates.values import MOST_ISSUERS, Certificate, Fact, Paper, Text
from app.kernel.art.svg import SUN, box, picture

SIZES = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612.0, 792.0)}
_HEAD, _BADGE = 92.0, 124.0
_BESIDE_BADGE = 2
"""So many paragraphs may stand beside the badge and must not run into it."""
_LEAST = 0.42
"""How far the words in the middle may shrink together."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the middle."""

    kind: str
    text: Text
    size: float
    least: float
    lines: int
    colour: str
    above: float
    bold: bool = False
    sans: bool = False
    underlined: bool = False


def draw(certificate: Certificate) -> bytes:
    """Return the certificate as a PDF of one page."""
    sheet, ground, inside = _page(certificate)
    names = (certificate.title, certificate.achievement, certificate.holder)
    sheet.describe(
        title=" · ".join(name.text for name in names),
        author=", ".join(issuer.text for issuer in certificate.issuers),
        language=certificate.title.language,
        at=certificate.issued_at,
    )
    with sheet.artifact():
        sheet.draw(frame(certificate.look.border, ground), 0, 0, sheet.width, sheet.height)
    _head(sheet, certificate, inside)
    _middle(sheet, certificate, inside, ground.accent)
    draw_foot(sheet, certificate, inside, ground)
    return sheet.finished()


def _page(certificate: Certificate) -> tuple[Sheet, Ground, Frame]:
    look, rtl = certificate.look, certificate.title.rtl
    short, long = SIZES[look.paper]
    width, height = (long, short) if look.landscape else (short, long)
    start, top, end, bottom = MARGINS[look.border]
    left, right = (end, start) if rtl else (start, end)
    inside = Frame(left, top, width - right, height - bottom, rtl)
    return Sheet(width, height), Ground(width, height, look.hue, rtl), inside


def _head(sheet: Sheet, certificate: Certificate, inside: Frame) -> None:
    start = 0.0
    room = inside.width - (_BADGE + 24 if certificate.badge else 0)
    if certificate.look.logo:
        with sheet.tagged("Figure", certificate.look.logo_text):
            wide = min(150.0, room / 2)
            place = (inside.at(0, wide), inside.top, wide, 46.0)
            start = sheet.picture(certificate.look.logo, place, end=inside.rtl) + 16
    lines = 2 if len(certificate.issuers) == 1 else 1
    names = [
        fit(issuer.text, style(issuer, bold=True, sans=True), Room(room - start, 11.5, 7, lines))
        for issuer in certificate.issuers[:MOST_ISSUERS]
    ]
    y = inside.top + max(23 - sum(name.height for name in names) / 2, 0)
    for name in names:
        with sheet.tagged("P"):
            put(sheet, name, inside, (start, y), INK)
        y += name.height
    if certificate.badge:
        with sheet.tagged("Figure", certificate.badge.title or certificate.achievement.text):
            x = inside.at(inside.width - _BADGE, _BADGE)
            sheet.draw(
                draw_badge(replace(certificate.badge, title="")), x, inside.top - 6, _BADGE, _BADGE
            )


def _middle(sheet: Sheet, certificate: Certificate, inside: Frame, accent: str) -> None:
    top = inside.top + (_HEAD if sheet.width > sheet.height else _HEAD + 40)
    room = inside.bottom - FOOT - top
    scale = 1.0 if sheet.width > sheet.height else 1.08
    while True:
        placed = list(_settled(certificate, inside, accent, scale))
        height = sum(setting.height + block.above * scale for block, setting in placed)
        facts = _facts(certificate.facts, inside, scale)
        needed = height + (_facts_height(facts) + 16 * scale if facts else 0)
        if needed <= room or scale <= _LEAST:
            break
        scale = max(scale * 0.92, _LEAST)
    y = top + max((room - needed) * 0.4, 0)
    for block, setting in placed:
        y += block.above * scale
        with sheet.tagged(block.kind):
            put(sheet, setting, inside, (0, y), block.colour)
        y += setting.height
        if block.underlined:
            with sheet.artifact():
                rule = picture(56, 4, (box(0, 0, (56, 4), SUN, 2),))
                sheet.draw(rule, inside.at(0, 56), y + 2 * scale, 56, 4)
            y += 6 * scale
    _put_facts(sheet, facts, inside, y + 16 * scale)


def _settled(
    certificate: Certificate, inside: Frame, accent: str, scale: float
) -> Iterator[tuple[Block, Setting]]:
    for number, block in enumerate(_blocks(certificate, accent)):
        beside = _BADGE + 24 if certificate.badge and number < _BESIDE_BADGE else 0
        room = Room(inside.width - beside, block.size * scale, block.least * scale, block.lines)
        set_in = style(block.text, bold=block.bold, sans=block.sans)
        yield block, fit(block.text.text, set_in, room)


def _blocks(certificate: Certificate, accent: str) -> Iterator[Block]:
    yield Block("H1", certificate.title, 22, 13, 2, accent, 0, bold=True)
    yield Block("P", certificate.opening, 13, 9, 3, SOFT, 12)
    yield Block("H2", certificate.holder, 40, 17, 2, INK, 4, bold=True, underlined=True)
    yield Block("P", certificate.deed, 13, 9, 3, SOFT, 12)
    yield Block("H2", certificate.achievement, 24, 13, 3, INK, 4, bold=True)
    if certificate.criteria:
        yield Block("P", certificate.criteria, 11.5, 8, 6, SOFT, 10, sans=True)


Columns = list[tuple[float, Setting, Setting]]


def _facts(facts: tuple[Fact, ...], inside: Frame, scale: float) -> Columns:
    """Set the facts side by side, each its value above its name."""
    columns: Columns = []
    wide = inside.width / max(len(facts), 3)
    for number, fact in enumerate(facts):
        room = Room(wide - 14, 14 * scale, 7 * scale, 2)
        columns.append(
            (
                number * wide,
                fit(fact.value.text, style(fact.value, bold=True), room),
                fit(fact.label.text, style(fact.label, sans=True), replace(room, size=9.5 * scale)),
            )
        )
    return columns


def _facts_height(columns: Columns) -> float:
    return max(value.height for _, value, _ in columns) + max(
        label.height for _, _, label in columns
    )


def _put_facts(sheet: Sheet, columns: Columns, inside: Frame, y: float) -> None:
    """Write the facts; their last lines stand on one base, whatever their scripts."""
    below = y + max((value.height for _, value, _ in columns), default=0)
    rise = max((_beneath(value) for _, value, _ in columns), default=0)
    for start, value, label in columns:
        with sheet.tagged("P"):
            put(sheet, value, inside, (start, below - rise + _beneath(value) - value.height), INK)
            put(sheet, label, inside, (start, below), SOFT)


def _beneath(setting: Setting) -> float:
    """Return how far the setting reaches below the base of its last line."""
    above, below = setting.lines[-1].extent if setting.lines else (1, 0)
    return setting.leading * below / (above + below)
