"""The symbols of badges, each on a square of 100, heavy enough to be told apart at 32 px."""

from enum import StrEnum

from app.badges.art import things, world
from app.badges.art.palette import Palette


class Symbol(StrEnum):
    """What stands in the middle of a badge."""

    ABACUS = "abacus"
    ATOM = "atom"
    BOOK = "book"
    CHALKBOARD = "chalkboard"
    COMPASS = "compass"
    FLASK = "flask"
    GEAR = "gear"
    GLOBE = "globe"
    HANDS = "hands"
    LAMP = "lamp"
    LAPTOP = "laptop"
    LEAF = "leaf"
    MAGNIFIER = "magnifier"
    MICROSCOPE = "microscope"
    MUSIC = "music"
    PALETTE = "palette"
    PENCIL = "pencil"
    PEOPLE = "people"
    PUZZLE = "puzzle"
    SPEECH = "speech"
    SPROUT = "sprout"
    STAR = "star"


_DRAWINGS = {
    Symbol.ABACUS: things.abacus,
    Symbol.ATOM: world.atom,
    Symbol.BOOK: things.book,
    Symbol.CHALKBOARD: things.chalkboard,
    Symbol.COMPASS: things.compass,
    Symbol.FLASK: things.flask,
    Symbol.GEAR: things.gear,
    Symbol.GLOBE: world.globe,
    Symbol.HANDS: world.hands,
    Symbol.LAMP: things.lamp,
    Symbol.LAPTOP: things.laptop,
    Symbol.LEAF: world.leaf,
    Symbol.MAGNIFIER: things.magnifier,
    Symbol.MICROSCOPE: things.microscope,
    Symbol.MUSIC: world.music,
    Symbol.PALETTE: things.paints,
    Symbol.PENCIL: things.pencil,
    Symbol.PEOPLE: world.people,
    Symbol.PUZZLE: things.puzzle,
    Symbol.SPEECH: world.speech,
    Symbol.SPROUT: world.sprout,
    Symbol.STAR: world.star,
}


def symbol(name: Symbol, tones: Palette) -> str:
    """Return the symbol's shapes."""
    return "".join(_DRAWINGS[name](tones))
