"""What the bot has of somebody, written as one file: JSON, in a zip when it is large."""

import json
import zipfile
from base64 import b64encode
from collections.abc import Iterable
from datetime import date, datetime, time
from tempfile import SpooledTemporaryFile
from typing import IO

from bot.domain.sending import File
from bot.store.my_data import FORMAT, GROUPS, QUESTIONS, VERSION, Rows

NAME = "repaso-my-data"
MEGABYTE = 2**20
LARGEST = 45 * MEGABYTE
"""Bytes: Telegram takes files of 50 MB from bots. What is larger goes into a zip, where such data has a tenth."""

_IN_MEMORY = 4 * MEGABYTE


class TooLarge(Exception):
    """Not even packed it can be sent."""


def data_file(sections: Iterable[tuple[str, Rows]], made_at: datetime) -> File:
    """The file, written a row at a time. Raises TooLarge."""
    with SpooledTemporaryFile(_IN_MEMORY) as plain:
        _write(plain, sections, made_at)
        if plain.tell() <= LARGEST:
            return _whole(plain, f"{NAME}.json")
        with SpooledTemporaryFile(_IN_MEMORY) as packed:
            _pack(plain, packed)
            if packed.tell() > LARGEST:
                raise TooLarge(f"{packed.tell()} bytes")
            return _whole(packed, f"{NAME}.zip")


def _write(into: IO[bytes], sections: Iterable[tuple[str, Rows]], made_at: datetime) -> None:
    """`{"format": …, "tables": {…}, "questions_mentioned": […], "groups": […]}`, with a line for each row."""
    about = f'{{"format": "{FORMAT}", "version": {VERSION}, "made_at": "{made_at.isoformat()}", "tables": {{'
    into.write(about.encode())
    before, in_tables = "\n", True
    for name, rows in sections:
        if in_tables and name in {QUESTIONS, GROUPS}:
            into.write(b"\n}")
            before, in_tables = ",\n", False
        into.write(f'{before}"{name}": ['.encode())
        _write_rows(into, rows)
        before = ",\n"
    into.write(b"\n}\n")


def _write_rows(into: IO[bytes], rows: Rows) -> None:
    before, written = "\n  ", json.JSONEncoder(ensure_ascii=False, default=_in_json).encode
    for row in rows:
        into.write(f"{before}{written(row)}".encode())
        before = ",\n  "
    into.write(b"]")


def _in_json(value: object) -> str:
    """What JSON has no form for: moments, days and hours as ISO 8601, files as base64."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _whole(file: IO[bytes], name: str) -> File:
    file.seek(0)
    return File(name, file.read())


def _pack(plain: IO[bytes], packed: IO[bytes]) -> None:
    plain.seek(0)
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(f"{NAME}.json", "w", force_zip64=True) as entry,
    ):
        while piece := plain.read(MEGABYTE):
            entry.write(piece)
