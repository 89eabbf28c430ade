"""Unpacking what a steward sent, so that it can neither leave its folder nor fill the disk."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _

MAX_MEMBERS = 5_000
MAX_BYTES = 300_000_000
MAX_DEPTH = 10
BLOCK = 1 << 16


def unpack(archive: Path, folder: Path) -> None:
    """Write the archive's files into the folder; raise Refused for one that is not harmless."""
    try:
        with zipfile.ZipFile(archive) as packed:
            members = [one for one in packed.infolist() if _is_wanted(one)]
            if len(members) > MAX_MEMBERS:
                raise Refused(_("That archive holds more files than we take at once."))
            left = MAX_BYTES
            for member in members:
                left -= _write(packed, member, _target(member, folder), left)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise Refused(_("That archive is damaged, or locked by a password.")) from error


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    return not member.is_dir() and "__MACOSX" not in parts and not parts[-1].startswith("._")


def _target(member: zipfile.ZipInfo, folder: Path) -> Path:
    """Return where a file goes; a name that leads elsewhere is nobody's mistake."""
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    kind = stat.S_IFMT(member.external_attr >> 16)
    strange = any(part in ("..", "/", "") or ":" in part or "\x00" in part for part in parts)
    if strange or len(parts) > MAX_DEPTH or kind not in (0, stat.S_IFREG):
        raise Refused(_("That archive holds a name that leads out of it."))
    target = folder.joinpath(*parts)
    if not target.resolve().is_relative_to(folder.resolve()):
        raise Refused(_("That archive holds a name that leads out of it."))
    return target


def _write(packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Write one file and return its size; what it says of its size is not believed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with packed.open(member) as content, target.open("wb") as out:
        while block := content.read(BLOCK):
            size += len(block)
            if size > left:
                raise Refused(_("That archive holds more than we can unpack."))
            out.write(block)
    return size
