"""Reads a zip that a stranger made: all of it is within the limits and harmless, or nothing is taken from it.

Nothing is ever written to the disk. The directory of the archive is judged before anything is unpacked, and since it
may lie, what is really unpacked is counted again.
"""

import lzma
import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.domain.uploads import MEGABYTE, MOST_FILES, MOST_PACKED, MOST_UNPACKED, Refusal

MOST_TIMES = 100
"""How many times its packed size an archive of more than a megabyte may have unpacked; notes have 3 to 10."""

_PIECE = 2**16
_DIRECTORY_ENTRY = b"PK\x01\x02"
_UTF8_NAME, _ENCRYPTED = 0x800, 0x2041  # of bits 0, 6 and 13, one is enough: encrypted, strongly, with its directory
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DRIVE = re.compile(r"[A-Za-z]:")
_MAGIC = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00")
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar")

# What the library raises for damage, wherever in the file it is.
_DAMAGE = (BadZipFile, EOFError, LookupError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError,
           lzma.LZMAError, struct.error, zlib.error)  # fmt: skip


class BadArchive(Exception):
    """Nothing is taken from the archive."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def paths(data: bytes) -> list[str]:
    """The paths of all files, in their order. Raises BadArchive for the archive as a whole."""
    with _opened(data) as (_, named):
        return sorted(path for path, entry in named.items() if not entry.is_dir())


def files(data: bytes, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The wanted files as (path with `/`, content), in the order of their paths.

    Raises BadArchive: for the archive as a whole before the first file, and for a content that is not what the
    directory says when its turn comes; so take nothing before you have taken all.
    """
    left = MOST_UNPACKED
    with _opened(data) as (archive, named):
        for path in sorted(path for path, entry in named.items() if not entry.is_dir() and wanted(path)):
            content = _content(archive, named[path], left)
            left -= len(content)
            yield path, content


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[ZipFile, Mapping[str, ZipInfo]]]:
    """The archive and its entries by their paths, when all of them are harmless."""
    if len(data) > MOST_PACKED:
        raise BadArchive(Refusal.TOO_BIG)
    # Counted in the bytes first: opening would make an object for each entry, however many there are.
    if data.count(_DIRECTORY_ENTRY) > MOST_FILES:
        raise BadArchive(Refusal.TOO_MANY_FILES)
    try:
        with ZipFile(BytesIO(data)) as archive:
            named = _named(archive)
            _check_sizes(archive.infolist(), len(data))
            yield archive, named
    except _DAMAGE as error:
        raise BadArchive(Refusal.BROKEN) from error


def _named(archive: ZipFile) -> dict[str, ZipInfo]:
    named: dict[str, ZipInfo] = {}
    for entry in archive.infolist():
        path = _path(entry)
        _check(entry, path)
        if path in named:
            raise BadArchive(Refusal.TWICE)
        named[path] = entry
    return named


def _path(entry: ZipInfo) -> str:
    """The entry's path as people read it: composed accents, UTF-8 also where the archive forgot to say so, and no
    signs that cannot be seen.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            name = raw.decode("cp437")
    return _UNSEEN.sub("", unicodedata.normalize("NFC", name))


def _check(entry: ZipInfo, path: str) -> None:
    """Raises BadArchive for an entry that has no place in an archive of notes."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    faults = {
        Refusal.ENCRYPTED: entry.flag_bits & _ENCRYPTED,
        Refusal.OUTSIDE: _leads_outside(path),
        Refusal.LINK: kind not in {0, stat.S_IFREG, stat.S_IFDIR},
        Refusal.NESTED: path.lower().endswith(_ARCHIVES),
        Refusal.BROKEN: not path or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED},
    }
    for reason, found in faults.items():
        if found:
            raise BadArchive(reason)


def _leads_outside(path: str) -> bool:
    return path.startswith("/") or "\\" in path or bool(_DRIVE.match(path)) or ".." in path.split("/")


def _check_sizes(entries: Sequence[ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    # Entries may lie upon each other, so that only the size of the whole file tells how much was really sent.
    if unpacked > MEGABYTE and unpacked > packed * MOST_TIMES:
        raise BadArchive(Refusal.BOMB)
    if unpacked > MOST_UNPACKED:
        raise BadArchive(Refusal.TOO_BIG_UNPACKED)


def _content(archive: ZipFile, entry: ZipInfo, most: int) -> bytes:
    """What the entry holds, unpacked piece by piece and no further than `most` bytes."""
    content = bytearray()
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            content += piece
            if len(content) > most:
                raise BadArchive(Refusal.TOO_BIG_UNPACKED)
    if len(content) != entry.file_size:
        raise BadArchive(Refusal.BROKEN)
    if content.startswith(_MAGIC):
        raise BadArchive(Refusal.NESTED)
    return bytes(content)
