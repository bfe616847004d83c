"""Archives from strangers: taken as a whole, or not at all."""

import os
import stat
import unicodedata
from contextlib import suppress
from pathlib import PurePosixPath
from random import Random
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank import archive
from bot.bank.archive import BadArchive
from bot.bank.walking import is_note
from bot.domain.uploads import MEGABYTE, MOST_FILES, MOST_PACKED, Refusal
from tests.bank.zips import a_zip, that_lies, upon_each_other, with_flag, with_mode, with_raw_name

NOTE = "# Why?\n\nBecause.\n"


def taken(data: bytes) -> dict[str, bytes]:
    """The notes in an archive."""
    return dict(archive.files(data, is_note))


def refused(data: bytes) -> Refusal:
    """Why an archive is not taken."""
    with pytest.raises(BadArchive) as bad:
        taken(data)
    return bad.value.reason


def test_the_notes_of_a_vault():
    """What a walk through the folder would read, in the order of paths; all else stays packed."""
    vault_of = {
        "Vault/": "",
        "Vault/sql/joins.md": NOTE,
        "Vault/a.MD": "# A?",
        "Vault/.obsidian/app.json": "{}",
        "Vault/.trash/old.md": NOTE,
        "Vault/templates/daily.md": NOTE,
        "Vault/picture.png": b"\x89PNG",
        "__MACOSX/Vault/._a.md": b"\x00\x05",
    }
    assert taken(a_zip(vault_of)) == {"Vault/a.MD": b"# A?", "Vault/sql/joins.md": NOTE.encode()}


@pytest.mark.parametrize(
    "data",
    [b"", b"no zip", b"PK\x03\x04", a_zip({"a.md": NOTE})[:-30], a_zip({"a.md": NOTE})[40:]],
    ids=["nothing", "noise", "a beginning", "without its end", "without its beginning"],
)
def test_what_is_no_archive_or_half_of_one(data: bytes):
    """One reason for all of them."""
    assert refused(data) is Refusal.BROKEN


def test_an_empty_archive_holds_nothing():
    """It is no fault; nothing is found in it."""
    assert taken(a_zip()) == {}


@pytest.mark.parametrize(
    "name",
    [
        "/etc/a.md",
        "../a.md",
        "a/../../b.md",
        "a/..",
        "C:/a.md",
        "c:a.md",
        "a\\b.md",
        "..\\a.md",
        "\\\\host\\a.md",
        "//a.md",
    ],
)
def test_paths_that_lead_outside(name: str):
    """Nothing is unpacked to the disk, and still they are a sign that somebody means no good."""
    assert refused(a_zip({"good.md": NOTE, name: NOTE})) is Refusal.OUTSIDE


def test_dots_that_lead_nowhere():
    """Names with dots in them are names."""
    assert list(taken(a_zip({"a..b.md": NOTE, "…/c.md": NOTE}))) == ["a..b.md", "…/c.md"]


@pytest.mark.parametrize("name", ["inner.zip", "a/b.tar.gz", "x.7Z", "y.rar"])
def test_an_archive_in_the_archive_by_its_name(name: str):
    """Where one is in another, there may be a third."""
    assert refused(a_zip({"a.md": NOTE, name: b"whatever"})) is Refusal.NESTED


@pytest.mark.parametrize(
    "content", [a_zip({"a.md": NOTE}), b"\x1f\x8b\x08\x00", b"Rar!\x1a\x07\x00"], ids=["zip", "gzip", "rar"]
)
def test_an_archive_that_calls_itself_a_note(content: bytes):
    """What a file holds counts too."""
    assert refused(a_zip({"a.md": content})) is Refusal.NESTED


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_devices(mode: int):
    """Only files and folders are taken."""
    assert refused(with_mode("a.md", mode)) is Refusal.LINK


def test_a_file_with_its_mode():
    """As every Unix packs it."""
    assert list(taken(with_mode("a.md", stat.S_IFREG, NOTE))) == ["a.md"]


@pytest.mark.parametrize("flag", [0x01, 0x40])
def test_encrypted_entries(flag: int):
    """Nobody is asked for a password."""
    assert refused(with_flag("a.md", flag)) is Refusal.ENCRYPTED


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_unusual_ways_of_packing(method: int):
    """Their unpackers may take more memory than the file says."""
    assert refused(a_zip({"a.md": NOTE}, method=method)) is Refusal.BROKEN


def test_two_files_with_one_name():
    """Also when only the way of writing the accent tells them apart."""
    assert refused(a_zip({"a.md": NOTE, "b.md": NOTE}).replace(b"b.md", b"a.md")) is Refusal.TWICE
    composed, apart = (unicodedata.normalize(form, "lección.md") for form in ("NFC", "NFD"))
    assert refused(a_zip({composed: NOTE, apart: NOTE})) is Refusal.TWICE


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("lección.md".encode(), "lección.md"),
        ("lección.md".encode("cp437"), "lección.md"),
        (unicodedata.normalize("NFD", "lección.md").encode(), "lección.md"),
        ("日本.md".encode(), "日本.md"),
        ("日本.md".encode("shift-jis"), "ô·û{.md"),
        (b"a\x07b\x1b.md", "ab.md"),
        ("a\u202edm.exe.md".encode(), "adm.exe.md"),
    ],
)
def test_names_in_odd_encodings(raw: bytes, name: str):
    """UTF-8 without its flag, the old code page of DOS, accents apart, signs that nobody sees."""
    assert list(taken(with_raw_name(raw))) == [unicodedata.normalize("NFC", name)]


def test_a_name_that_hides_where_it_leads():
    """Signs that nobody sees are gone before the path is judged."""
    assert refused(with_raw_name(b".\x01./a.md")) is Refusal.OUTSIDE


def test_too_large_as_it_comes():
    """One byte more than the limit."""
    assert refused(bytes(MOST_PACKED + 1)) is Refusal.TOO_BIG


def test_too_large_unpacked():
    """The directory says so, and nothing is unpacked; noise, so that it is no bomb."""
    noise = Random(7).randbytes(MEGABYTE)
    files = {f"{number}.md": noise * 6 for number in range(9)}
    data = a_zip(files)
    assert refused(data) in {Refusal.TOO_BIG, Refusal.TOO_BIG_UNPACKED}
    halves = {f"{number}.md": noise[: MEGABYTE // 4] + b" " * (5 * MEGABYTE) for number in range(11)}
    assert refused(a_zip(halves)) is Refusal.TOO_BIG_UNPACKED


def test_too_many_files():
    """All that the archive holds counts, read or not; the limit itself is allowed."""
    files = {f"{number}.png": b"" for number in range(MOST_FILES)}
    assert taken(a_zip(files, method=ZIP_STORED)) == {}
    assert refused(a_zip(files | {"one-more.png": b""}, method=ZIP_STORED)) is Refusal.TOO_MANY_FILES


def test_a_bomb():
    """Forty megabytes of nothing in forty kilobytes."""
    assert refused(a_zip({"a.md": bytes(40 * MEGABYTE)})) is Refusal.BOMB


def test_a_bomb_of_files_upon_each_other():
    """Each looks honest beside its own packed size; together they cannot have come from this file."""
    assert refused(upon_each_other(40, os.urandom(2**16) + bytes(2**20))) in {Refusal.BOMB, Refusal.BROKEN}


@pytest.mark.parametrize("says", [0, 10, 2**20])
def test_sizes_that_lie(says: int):
    """What the directory says and what comes out have to be the same."""
    assert refused(that_lies("a.md", NOTE.encode() * 500, says=says)) is Refusal.BROKEN


def test_a_repetitive_note_is_no_bomb():
    """A small archive may pack well."""
    assert list(taken(a_zip({"a.md": "word " * 100_000}))) == ["a.md"]


def test_a_damaged_content():
    """The checksum finds out, after the directory was fine."""
    data = a_zip({"a.md": NOTE, "b.md": NOTE}, method=ZIP_STORED)
    assert refused(data[::-1].replace(b"esuaceB", b"ESUACEB", 1)[::-1]) is Refusal.BROKEN


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
WHOLE = a_zip({"a.md": NOTE * 20, "b/c.md": "# Wie?\n\nSo.\n", "d.png": b"\x89PNG"})


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_whatever_is_done_to_an_archive(place: int, junk: bytes, inserts: bool):
    """Bytes changed or put in anywhere: it is read, or refused with a reason, and never anything else."""
    data = WHOLE[:place] + junk + WHOLE[place + (0 if inserts else len(junk)) :]
    with suppress(BadArchive):
        assert all(not PurePosixPath(path).is_absolute() and ".." not in path.split("/") for path in taken(data))


@given(st.binary(max_size=300))
def test_noise(data: bytes):
    """What is no archive is said to be none."""
    assert refused(data) is Refusal.BROKEN


@given(st.dictionaries(NAMES, st.binary(max_size=40), max_size=6))
def test_any_names(files: dict[str, bytes]):
    """Whatever a file is called, its path stays inside and has nothing that cannot be printed safely."""
    try:
        found = dict(archive.files(a_zip(files), lambda path: True))
    except BadArchive:
        return
    for path in found:
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert not any(ord(sign) < 32 for sign in path)
