"""The foot of a certificate: who signs it, and where anyone can verify it."""

import segno

from app.badges.certificates.breaking import Room, Setting, fit
from app.badges.certificates.frames import Ground
from app.badges.certificates.placing import INK, SOFT, Frame, put, style
from app.badges.certificates.sheet import Sheet
from app.badges.certificates.values import Certificate, Signatory, Text

FOOT = 112.0
"""The foot's height."""
_CODE = 84.0
_SIGNED = 40.0
"""The room below the line that is signed on."""


def draw_foot(sheet: Sheet, certificate: Certificate, inside: Frame, ground: Ground) -> None:
    """Draw the people at the start of the line, and the code at its end."""
    beside = _CODE + 150
    if certificate.signatories:
        wide = (inside.width - beside - 24) / max(len(certificate.signatories), 2)
        for number, signatory in enumerate(certificate.signatories):
            _sign(sheet, signatory, inside, (number * wide, wide - 18), ground)
    _verify(sheet, certificate, inside, beside)


def _sign(
    sheet: Sheet, signatory: Signatory, inside: Frame, place: tuple[float, float], ground: Ground
) -> None:
    start, wide = place
    y = inside.bottom - _SIGNED - 4
    if signatory.signature:
        with sheet.tagged("Figure", signatory.name.text):
            spot = (inside.at(start, wide), y - 42, wide, 38.0)
            sheet.picture(signatory.signature, spot, end=inside.rtl)
    with sheet.artifact():
        sheet.squares([(inside.at(start, wide), y, wide)], 0.8, ground.edge)
    name, role = _signed(signatory, wide)
    for setting, colour in ((name, INK), (role, SOFT)):
        with sheet.tagged("P"):
            put(sheet, setting, inside, (start, y + 3), colour)
        y += setting.height


def _signed(signatory: Signatory, wide: float) -> tuple[Setting, Setting]:
    """Set a name and a role, both smaller until they fit below the line that is signed on."""
    scale = 1.0
    while True:
        lines = 2 if scale > 0.7 else 1
        name, role = (
            fit(text.text, style(text, bold=bold, sans=True), Room(wide, size * scale, 5, lines))
            for text, size, bold in ((signatory.name, 10, True), (signatory.role, 8.5, False))
        )
        if name.height + role.height <= _SIGNED or scale < 0.5:
            return name, role
        scale *= 0.85


def _verify(sheet: Sheet, certificate: Certificate, inside: Frame, beside: float) -> None:
    """Put the code at the end of the line, and the address that it holds before it."""
    x, y = inside.at(inside.width - _CODE, _CODE), inside.bottom - _CODE
    with sheet.tagged("Figure", certificate.address):
        sheet.squares(*_code(certificate.address, x, y), INK)
    sheet.link(certificate.address, (x, y, _CODE, _CODE))
    start, wide = inside.width - beside, beside - _CODE - 12
    code = Text(certificate.award_id, "en")
    address = Text(certificate.address.removeprefix("https://"), "en")
    texts = (
        (
            fit(
                certificate.verify.text,
                style(certificate.verify, sans=True),
                Room(wide, 8.5, 6, 3),
            ),
            SOFT,
        ),
        (fit(address.text, style(address, bold=True, sans=True), Room(wide, 8.5, 5, 4)), INK),
        (fit(code.text, style(code, sans=True), Room(wide, 7.5, 5, 2)), SOFT),
    )
    y = inside.bottom - sum(setting.height for setting, _ in texts)
    for setting, colour in texts:
        with sheet.tagged("P"):
            put(sheet, setting, inside, (start, y), colour)
        y += setting.height


def _code(address: str, x: float, y: float) -> tuple[list[tuple[float, float, float]], float]:
    """Return the QR code's dark rows as rectangles, and the height of one."""
    rows = [
        list(row) for row in segno.make(address, error="m", micro=False, boost_error=False).matrix
    ]
    cell = _CODE / len(rows)
    found: list[tuple[float, float, float]] = []
    for number, row in enumerate(rows):
        column = 0
        while column < len(row):
            length = 1
            while column + length < len(row) and row[column + length] == row[column]:
                length += 1
            if row[column]:
                found.append((x + column * cell, y + number * cell, length * cell))
            column += length
    return found, cell
