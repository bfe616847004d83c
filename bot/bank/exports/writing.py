"""Where an exported file goes: a file of its own, or standard output."""

from pathlib import Path
from typing import BinaryIO

from bot.bank.exporting import Exported
from bot.domain.errors import RepasoError

STANDARD_OUTPUT = Path("-")


class NotWritten(RepasoError):
    """The file is there already, or cannot be made."""


def write(exported: Exported, file: Path | None, *, force: bool) -> Path:
    """Writes to `file`, else into the current folder; gives the file. Raises NotWritten.

    Only with `force` is a file that exists replaced.
    """
    target = file or Path(exported.filename)
    try:
        with target.open("wb" if force else "xb") as out:
            out.write(exported.data)
    except FileExistsError:
        raise NotWritten(f"{target} exists already; --force replaces it, --output FILE names another.") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise NotWritten(f"{target} cannot be written: {getattr(error, 'strerror', None) or error}.") from error
    return target


def print_to(out: BinaryIO, exported: Exported, *, is_text: bool) -> None:
    """Writes to standard output. Raises NotWritten for what no terminal can show."""
    if not is_text:
        raise NotWritten(f"A package cannot be printed; --output {exported.filename} writes a file.")
    out.write(exported.data)
    out.flush()
