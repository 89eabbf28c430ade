"""The drawing of a badge while it is chosen: as a template, and in words."""

from collections.abc import Mapping
from typing import Any

from app.badges.art import LONGEST_TEXT, Shape, Symbol, Template
from app.kernel.i18n import pgettext
from app.portals.models import Portal


def template(drawing: Mapping[str, Any], title: str = "") -> Template:
    """Return a drawing as the template it names; ValueError for what cannot be drawn."""
    return Template(
        shape=Shape(str(drawing.get("shape"))),
        symbol=Symbol(str(drawing.get("symbol"))),
        hue=int(drawing.get("hue", 0)),
        text=str(drawing.get("text", ""))[: LONGEST_TEXT + 1],
        level=int(drawing.get("level", 0)),
        title=title,
    )


def of_portal(portal: Portal) -> dict[str, Any]:
    """Return the drawing with which a badge of the portal begins."""
    return {"shape": "circle", "symbol": "star", "hue": portal.hue, "text": "", "level": 0}


def shape_name(shape: str) -> str:
    """Return what a badge's outline is called."""
    return {
        Shape.CIRCLE: pgettext("shape of a badge", "Circle"),
        Shape.SQUARE: pgettext("shape of a badge", "Square"),
        Shape.HEXAGON: pgettext("shape of a badge", "Hexagon"),
        Shape.SHIELD: pgettext("shape of a badge", "Shield"),
        Shape.ROSETTE: pgettext("shape of a badge", "Rosette"),
        Shape.LEAF: pgettext("shape of a badge", "Leaf"),
        Shape.ARCH: pgettext("shape of a badge", "Arch"),
        Shape.SEAL: pgettext("shape of a badge", "Seal"),
    }[Shape(shape)]


def symbol_name(symbol: str) -> str:
    """Return what stands in the middle of a badge."""
    return {
        Symbol.ABACUS: pgettext("symbol of a badge", "Abacus"),
        Symbol.ATOM: pgettext("symbol of a badge", "Atom"),
        Symbol.BOOK: pgettext("symbol of a badge", "Book"),
        Symbol.CHALKBOARD: pgettext("symbol of a badge", "Chalkboard"),
        Symbol.COMPASS: pgettext("symbol of a badge", "Pair of compasses"),
        Symbol.FLASK: pgettext("symbol of a badge", "Flask"),
        Symbol.GEAR: pgettext("symbol of a badge", "Gear"),
        Symbol.GLOBE: pgettext("symbol of a badge", "Globe"),
        Symbol.HANDS: pgettext("symbol of a badge", "Hands"),
        Symbol.LAMP: pgettext("symbol of a badge", "Lamp"),
        Symbol.LAPTOP: pgettext("symbol of a badge", "Laptop"),
        Symbol.LEAF: pgettext("symbol of a badge", "Leaf"),
        Symbol.MAGNIFIER: pgettext("symbol of a badge", "Magnifier"),
        Symbol.MICROSCOPE: pgettext("symbol of a badge", "Microscope"),
        Symbol.MUSIC: pgettext("symbol of a badge", "Music"),
        Symbol.PALETTE: pgettext("symbol of a badge", "Paints"),
        Symbol.PENCIL: pgettext("symbol of a badge", "Pencil"),
        Symbol.PEOPLE: pgettext("symbol of a badge", "People"),
        Symbol.PUZZLE: pgettext("symbol of a badge", "Puzzle"),
        Symbol.SPEECH: pgettext("symbol of a badge", "Talk"),
        Symbol.SPROUT: pgettext("symbol of a badge", "Sprout"),
        Symbol.STAR: pgettext("symbol of a badge", "Star"),
    }[Symbol(symbol)]
