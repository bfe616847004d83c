"""Archives for tests, also such as no honest program makes."""

import stat
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def a_zip(files: Mapping[str, str | bytes] | None = None, *, method: int = ZIP_DEFLATED) -> bytes:
    """An archive of these files; a name that ends in `/` is a folder."""
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, content in (files or {}).items():
            entry = ZipInfo(name)  # of 1980, so that the same files make the same archive
            entry.compress_type = method
            archive.writestr(entry, content)
    return made.getvalue()


def with_mode(name: str, mode: int, content: str = "target") -> bytes:
    """One entry that Unix would unpack as something else than a file."""
    entry = ZipInfo(name)
    entry.external_attr = (mode | stat.S_IRWXU) << 16
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(entry, content)
    return made.getvalue()


def with_flag(name: str, flag: int) -> bytes:
    """One stored entry with a flag set in both of its headers."""
    data = bytearray(a_zip({name: "# Why?\n"}, method=ZIP_STORED))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + 6] |= flag
    data[central + 8] |= flag
    return bytes(data)


def with_raw_name(name: bytes, content: str = "# Why?\n") -> bytes:
    """One entry whose name is these bytes, and no word about their encoding."""
    stand_in = "x" * len(name)
    return a_zip({stand_in: content}, method=ZIP_STORED).replace(stand_in.encode(), name)


def that_lies(name: str, content: bytes, *, says: int) -> bytes:
    """One deflated entry whose headers give another unpacked size."""
    data = bytearray(a_zip({name: content}))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    size = says.to_bytes(4, "little")
    data[local + 22 : local + 26] = size
    data[central + 24 : central + 28] = size
    return bytes(data)


def upon_each_other(times: int, content: bytes) -> bytes:
    """One content that the directory names again and again, as the best bombs do."""
    data = a_zip({"0000.md": content})
    central, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = b"".join(data[central:end].replace(b"0000.md", b"%04d.md" % number) for number in range(times))
    tail = bytearray(data[end:])
    tail[8:12] = times.to_bytes(2, "little") * 2
    tail[12:16] = len(entries).to_bytes(4, "little")
    return data[:central] + entries + bytes(tail)
