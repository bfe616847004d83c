"""Files that learners send: a zip is within the limits and harmless, or nothing is taken from it."""

import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.bank import archive
from bot.bank.archive import BadArchive
from bot.bank.upload import read_upload
from bot.domain.question import Bank
from bot.domain.uploads import MOST_UNPACKED, Refusal

_BETWEEN = b"\n\x1f\n"
_KINDS = {"l": stat.S_IFLNK, "p": stat.S_IFIFO, "d": stat.S_IFDIR, "f": stat.S_IFREG, "0": 0}


def archives(data: bytes) -> None:
    """Bytes as they are, and an archive made by them: parts of `kind name`, a line feed, and the content."""
    _check(data)
    if not data.startswith(b"PK"):
        _check(_made(data))


def _check(data: bytes) -> None:
    upload = read_upload("vault.zip", data, default_language="es")
    read_upload("note.md", data, default_language="es")
    assert isinstance(upload.found, Bank | Refusal)
    try:
        paths = archive.paths(data)
    except BadArchive:
        assert isinstance(upload.found, Refusal)
        return
    for path in paths:
        assert not path.startswith(("/", "\\"))
        assert ".." not in path.replace("\\", "/").split("/")
        assert not any(ord(sign) < 32 for sign in path)
    with ZipFile(BytesIO(data)) as opened:
        assert not any(stat.S_ISLNK(entry.external_attr >> 16) for entry in opened.infolist())
    assert all(one.path in paths for one in upload.enclosures)
    assert _unpacked(data) <= MOST_UNPACKED


def _unpacked(data: bytes) -> int:
    """How many bytes come out of it before it is refused, if it is."""
    total = 0
    try:
        for _, content in archive.files(data, lambda path: True):
            total += len(content)
    except BadArchive:
        pass
    return total


def _made(data: bytes) -> bytes:
    """An archive whose entries are whatever the bytes say, also such as no honest program makes."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as opened:
        for part in data.split(_BETWEEN)[:40]:
            head, _, content = part.partition(b"\n")
            kind, _, name = head.decode("utf-8", "replace").partition(" ")
            entry = ZipInfo("x")
            entry.filename = entry.orig_filename = name.replace("\ufffd", "_") or "x"
            entry.external_attr = (_KINDS.get(kind, 0) | 0o644) << 16
            entry.compress_type = ZIP_DEFLATED
            _quietly(opened, entry, content)
    return made.getvalue()


def _quietly(opened: ZipFile, entry: ZipInfo, content: bytes) -> None:
    """Writes an entry; a second one of the same name comes with a warning, which is what is wanted here."""
    opened.NameToInfo.pop(entry.filename, None)
    opened.writestr(entry, content)
