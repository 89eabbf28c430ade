"""Archives that stewards send: unpacked inside their folder, and no larger than agreed."""

import stat
import zipfile

import pytest

from app.kernel.errors import Refused
from app.lessons.transfer import archives


@pytest.fixture
def unpacked(tmp_path):
    """Pack the members, unpack them, and return what is in the folder."""

    def unpack(*members):
        archive, folder = tmp_path / "sent.zip", tmp_path / "inside" / "folder"
        folder.mkdir(parents=True)
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in members:
                packed.writestr(name, content)
        archives.unpack(archive, folder)
        found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
        everywhere = [path for path in tmp_path.rglob("*.*") if path != archive]
        assert len(found) == len(everywhere), "something lies beside the folder"
        return found

    return unpack


def link(name: str) -> zipfile.ZipInfo:
    """Return a member that is a symbolic link."""
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def test_files_and_folders_are_unpacked_without_what_a_mac_adds(unpacked):
    found = unpacked(
        ("a.md", "a"), ("images/صورة.png", "b"), ("__MACOSX/._a.md", "c"), ("images/._b.png", "d")
    )

    assert found == ["a.md", "images/صورة.png"]


@pytest.mark.parametrize(
    "name",
    ["../a.md", "/etc/a.md", "b/../../a.md", "..\\a.md", "C:\\a.md", "a/" * 11 + "a.md"],
)
def test_a_name_that_leads_out_is_refused(unpacked, name):
    with pytest.raises(Refused, match="leads out"):
        unpacked((name, "a"))


def test_a_link_is_refused(unpacked):
    with pytest.raises(Refused, match="leads out"):
        unpacked((link("a.md"), "/etc/passwd"))


def test_too_many_files_are_refused(unpacked, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)

    with pytest.raises(Refused, match="more files"):
        unpacked(("a.md", ""), ("b.md", ""), ("c.md", ""))


def test_what_unpacks_to_too_much_is_refused(unpacked, monkeypatch):
    monkeypatch.setattr(archives, "MAX_BYTES", 100_000)

    with pytest.raises(Refused, match="more than we can unpack"):
        unpacked(("a.md", "0" * 60_000), ("b.md", "0" * 60_000))


def test_a_size_that_is_not_true_does_not_help(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_BYTES", 1_000)
    archive = tmp_path / "sent.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.md", "0" * 5_000)
        packed.filelist[0].file_size = 10

    with pytest.raises(Refused):
        archives.unpack(archive, tmp_path / "folder")


def test_what_is_no_archive_is_refused(tmp_path):
    archive = tmp_path / "sent.zip"
    archive.write_bytes(b"PK\x03\x04 nonsense")

    with pytest.raises(Refused, match="damaged"):
        archives.unpack(archive, tmp_path)
