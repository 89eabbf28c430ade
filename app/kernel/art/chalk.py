"""Small line drawings for a board: where nothing is yet, and where something went wrong."""

from app.kernel.art.svg import CHALK, SUN, disc, line, picture, ring

WIDTH, HEIGHT = 240, 150
DUST = "#7b8b84"


def chalk(name: str) -> str:
    """Return the drawing as SVG; an unknown name gives the kite."""
    return picture(WIDTH, HEIGHT, DRAWINGS.get(name, DRAWINGS["kite"]))


DRAWINGS: dict[str, tuple[str, ...]] = {
    # An empty shelf with one book leaning, for lists without lessons.
    "shelf": (
        line("M24 62H216M24 126H216M36 62v76M204 62v76", CHALK),
        line("M56 126V82h14v44M74 126V90h12v36M92 126l18 -40 12 5 -16 35", CHALK, 2.5),
        line("M58 92h10M58 98h10", DUST, 2),
        line(
            "M158 62V44h24v18zM170 44q-2 -14 -14 -18M170 44q0 -16 14 -22M170 40q-8 -4 -10 -10",
            CHALK,
            2.5,
        ),
        disc(184, 20, 5, SUN),
        line("M140 126h40", DUST),
    ),
    # A lamp over an empty desk, for searches that found nothing.
    "lamp": (
        line("M20 126H220", CHALK),
        line("M70 126q0 -8 14 -8h12q14 0 14 8M90 118V74l34 -34", CHALK),
        line("M112 34l22 -14 24 30 -34 8z", CHALK),
        line("M150 62l16 44M138 66l4 44M164 54l28 40", SUN),
        line("M150 122l34 -6 8 6z", DUST),
    ),
    # A table with two chairs, for rooms where nobody has spoken yet.
    "desk": (
        line("M74 84h92M84 84v50M156 84v50", CHALK),
        line("M40 64v70M40 100h24v34M200 64v70M200 100h-24v34", CHALK),
        line("M106 82v-16h18v16M124 70h6q4 4 0 8h-6", CHALK, 2.5),
        line("M110 58q-4 -6 0 -10t0 -10M119 58q-4 -6 0 -10t0 -10", DUST, 2.5),
        disc(146, 78, 6, SUN),
    ),
    # A kite, for beginnings.
    "kite": (
        line("M150 18l36 38 -46 42 -24 -50zM150 18l-10 80M116 48l70 8", CHALK),
        line("M140 98q-6 24 -34 22t-44 22", CHALK, 2.5),
        line("M108 114l-6 12 12 -2zM84 122l-4 12 12 -4z", SUN),
        line(
            "M20 66q8 -12 22 -8q6 -14 22 -8q16 0 14 16zM190 118q6 -10 16 -6q8 -6 16 6z", DUST, 2.5
        ),
    ),
    # A letter box, for notices that have all been read.
    "letterbox": (
        line(
            "M56 104V66a26 26 0 0 1 26 -28h76a26 26 0 0 1 26 28v38zM108 104V66a26 26 0 0 0 -26 -28",
            CHALK,
        ),
        line("M114 104v34M128 104v34", CHALK),
        line("M150 74V46h18v12h-18", SUN),
        line("M20 138H220", DUST),
    ),
    # A door that stays shut (403).
    "door": (
        line("M84 132V22h72v110M40 132h160", CHALK),
        line("M96 34h48v34H96zM96 80h48v40H96z", DUST, 2.5),
        disc(146, 76, 4.5, SUN),
        line("M98 138h44", CHALK, 2.5),
    ),
    # A folded map whose path leads off the sheet (404).
    "map": (
        line("M36 40l56 -16 56 16 56 -16v88l-56 16 -56 -16 -56 16zM92 24v88M148 40v88", CHALK),
        line("M52 104q18 -30 36 -22t28 10t24 -28", DUST, 3),
        line("M168 52l18 18M186 52l-18 18", SUN, 4),
        ring(56, 62, 8, DUST, 2.5),
    ),
    # Two pencils on one line of text (409).
    "pencils": (
        line("M28 122H212", DUST),
        line("M60 116l8 -22 54 -54 14 14 -54 54zM68 94l14 14M112 50l14 14", CHALK),
        line("M180 116l-8 -22 -34 -34M158 108l-32 -32M172 94l-14 14 22 8", CHALK),
        line("M52 122q8 -8 16 0t16 0t16 0", SUN),
    ),
    # A sheet with one line marked to be mended (422).
    "sheet": (
        line("M70 18h74l26 26v92H70zM144 18v26h26", CHALK),
        line("M86 60h62M86 78h62M86 114h40", DUST),
        line("M86 96h50", SUN, 4),
        line("M188 62l10 10 -36 36 -14 4 4 -14zM182 68l10 10", CHALK, 2.5),
    ),
    # A cup of tea: there is time (429).
    "cup": (
        line("M66 74h88v26q0 30 -44 30t-44 -30zM154 82q26 -2 24 16t-30 16M50 138h120", CHALK),
        line("M92 60q-6 -10 0 -18t0 -18M112 60q-6 -10 0 -18t0 -18M132 60q-6 -10 0 -18t0 -18", DUST),
        disc(110, 96, 7, SUN),
    ),
    # A key beside its keyhole, for passwords.
    "key": (
        ring(70, 76, 24, CHALK),
        ring(62, 76, 6, SUN, 4),
        line("M94 76h58M136 76v16M150 76v12", CHALK),
        line("M184 52h28v48h-28zM198 68v10M194 86l4 -10 4 10z", DUST, 2.5),
        line("M28 124H212", DUST),
    ),
    # A plug out of its socket (500).
    "plug": (
        line(
            "M18 92h34q10 0 10 -10v-8M62 60v28h22q16 0 16 -14t-16 -14zM100 66h16M100 82h16", CHALK
        ),
        line("M150 46h44v56h-44zM194 74h28", CHALK),
        line("M164 66v4M164 80v4", CHALK, 5),
        line("M128 54l-6 -12M136 74h-6M128 96l-6 12", SUN),
        line("M40 132H200", DUST),
    ),
}
