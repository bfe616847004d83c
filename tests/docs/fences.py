"""The fenced blocks of a Markdown page, with what their first line says about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"(`{3,})(\w*)(.*)")
_OPTION = re.compile(r"(\w+)=(\S+)")


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, the `name=value` pairs and bare words after it, its text and its line."""

    language: str
    options: dict[str, str]
    words: tuple[str, ...]
    text: str
    line: int


def fences(page: Path) -> list[Fence]:
    """The blocks of a page, in their order."""
    return list(_fences(page.read_text(encoding="utf-8").split("\n")))


def _fences(lines: list[str]) -> Iterator[Fence]:
    opened: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(lines, 1):
        if opened is None:
            found = _FENCE.fullmatch(line.rstrip())
            opened = (number, found) if found else None
        elif line.rstrip() == opened[1].group(1):
            start, found = opened
            words = tuple(word for word in found.group(3).split() if "=" not in word)
            text = "".join(f"{one}\n" for one in lines[start : number - 1])
            yield Fence(found.group(2), dict(_OPTION.findall(found.group(3))), words, text, start)
            opened = None
    if opened is not None:
        raise ValueError(f"the block that opens on line {opened[0]} never ends")


def pages() -> list[Path]:
    """Every page that the project writes for people."""
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
