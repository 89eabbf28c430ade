"""Pictures, made anew: turned upright, no larger than needed, nothing hidden kept."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _

TYPES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
WIDTHS = (320, 960)
"""The smaller widths in which a picture is served."""

LONGEST_SIDE = 2_400
MAX_PIXELS = 50_000_000
MAX_MOVING_PIXELS = 80_000_000
"""In all frames together; of a longer animation only the first picture is kept."""

_DAMAGE = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError,
    struct.error, zlib.error,
)  # fmt: skip
_PLAIN_MODES = {"1", "L", "LA", "RGB", "RGBA"}
_DEEP_MODES = {"I", "I;16", "I;16B", "I;16L", "F"}


def remake(source: Path, target: Path, kind: str) -> tuple[int, int]:
    """Write the picture anew without its metadata; return its width and height."""
    form = TYPES[kind]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a bomb is refused by its size, the rest is cosmetic
            with Image.open(source, formats=[form]) as image:
                _check_size(image)
                if form == "GIF" and _frames(image) > 1:
                    return _write_moving(image, target)
                return _write(image, target, form)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except _DAMAGE as error:
        raise Refused(_("That picture is damaged.")) from error


def smaller(source: Path, target: Path, width: int) -> None:
    """Write a WebP of at most this width."""
    with Image.open(source) as image:
        small = _plain(image)
        small.thumbnail((width, width * 4))
        small.save(target, "WEBP", quality=80)


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()


def _too_large() -> Refused:
    millions = MAX_PIXELS // 1_000_000
    return Refused(_("That picture has more than %(max)s million pixels.", max=millions))


def _frames(image: Image.Image) -> int:
    frames: int = getattr(image, "n_frames", 1)
    return frames if frames * image.width * image.height <= MAX_MOVING_PIXELS else 1


def _write(image: Image.Image, target: Path, form: str) -> tuple[int, int]:
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    if upright.mode == "P" and form in ("PNG", "GIF") and max(upright.size) <= LONGEST_SIDE:
        bare = _with_info(upright.copy(), "transparency")  # a palette keeps drawings small
    else:
        plain = _plain(upright)
        plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare = Image.new(plain.mode, plain.size)
        bare.paste(plain)
    bare.save(target, form, quality=88, optimize=form == "JPEG")
    return bare.size


def _write_moving(image: Image.Image, target: Path) -> tuple[int, int]:
    frames = _bare_frames(image)
    first = next(frames)
    see_through = first.getchannel("A").getextrema() != (255, 255)
    disposal = 2 if see_through else 1  # opaque frames need only say what changed
    first.save(target, "GIF", save_all=True, append_images=frames, loop=0, disposal=disposal)
    return first.size


def _bare_frames(image: Image.Image) -> Iterator[Image.Image]:
    """Yield one frame after the other: all together, unpacked, would fill the memory."""
    for frame in ImageSequence.Iterator(image):
        bare = frame.convert("RGBA")
        bare.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        yield _with_info(bare, "duration")


def _with_info(image: Image.Image, kept: str) -> Image.Image:
    image.info = {kept: image.info[kept]} if kept in image.info else {}
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that every browser and format can show."""
    if image.mode in _PLAIN_MODES:
        return image.copy()
    if image.mode in _DEEP_MODES:
        return image.point(lambda value: value / 256).convert("L")
    transparent = image.mode in ("PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if transparent else "RGB")
