"""Pictures to bake into."""

from io import BytesIO

from PIL import Image


def a_png() -> bytes:
    written = BytesIO()
    Image.new("RGB", (24, 24), "teal").save(written, "PNG")
    return written.getvalue()


def an_svg(inside: str = "<circle r='9'/>") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{inside}</svg>\n'.encode()
