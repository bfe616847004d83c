"""The bank's own file of synonyms: TOML, beside the notes and never in them.

Each `[[synonym]]` is read by itself, so that a slip in one costs only that one; and accepting a synonym appends to the
file, so that what people wrote into it stays as it is.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.question import Problem, QuestionKey, Severity
from bot.domain.synonyms import Synonym

LONGEST_POINT, LONGEST_WORDS = 300, 120
_KEYS = {"question": 80, "language": 20, "point": LONGEST_POINT, "words": LONGEST_WORDS}
"""What each synonym states, with how many characters it may have."""
_HEAD = """\
# Other words for key points, beside the notes. `repaso bank synonyms` adds to this file what it accepts.
# question: its ^id, or the id in `repaso bank check --json`; point: the key point's first words; words: what says it.
"""
_BLOCK = re.compile(r"(?m)^(?=[ \t]*\[\[)")
_AT_LINE = re.compile(r"\(at line (\d+)")


@dataclass(slots=True)
class SynonymFile:
    """What the file holds, where each synonym stands, and what is wrong with it."""

    synonyms: dict[Synonym, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_readable: bool = True

    def problem_at(self, file: str, one: Synonym) -> Problem:
        """That a synonym fits no question now."""
        message = f'no question "{one.question}" in {one.language} has the key point "{one.point}"; its words wait'
        return Problem(file, self.synonyms[one], Severity.WARNING, message)


def read(path: Path) -> SynonymFile:
    """Reads the file; one that is not there is empty. Never raises."""
    found = SynonymFile()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return found
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        message = f"the synonyms cannot be read ({reason}); those that were loaded stay"
        return SynonymFile(problems=[Problem(path.name, 1, Severity.ERROR, message)], is_readable=False)
    for line, block in _blocks(text):
        _take(path.name, line, block, found)
    return found


def add(path: Path, one: Synonym, asked: str) -> None:
    """Appends a synonym, unless it is there, with a comment that says what the question asks. Raises OSError."""
    if one in read(path).synonyms:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else _HEAD
    with path.open("a", encoding="utf-8") as file:
        file.write("" if path.stat().st_size else _HEAD)
        file.write("\n" if before.endswith("\n") else "\n\n")
        file.write(_as_block(one, asked))
        file.flush()
        os.fsync(file.fileno())


def _as_block(one: Synonym, asked: str) -> str:
    values = zip(_KEYS, (one.question, one.language, one.point, one.words), strict=True)
    comment = " ".join("".join(sign if sign.isprintable() else " " for sign in asked).split())[:100]
    # A TOML string is a JSON string, but for DEL.
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values)
    return f"# {comment}\n[[synonym]]\n" + "\n".join(lines).replace("\x7f", "\\u007f") + "\n"


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    line = 1
    for block in _BLOCK.split(text):
        yield line, block
        line += block.count("\n")


def _take(file: str, line: int, block: str, found: SynonymFile) -> None:
    try:
        told = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        where = min(int(at[1]) - 1 if at else 0, max(block.count("\n") - 1, 0))
        message = f"this is no TOML ({str(error).partition(' (at')[0]}); the synonym was left out"
        found.problems.append(Problem(file, line + where, Severity.ERROR, message))
        return
    for table in told.get("synonym", ()) if isinstance(told.get("synonym"), list) else ():
        one, fault = _synonym(table)
        if one is None:
            found.problems.append(Problem(file, line, Severity.ERROR, f"{fault}; the synonym was left out"))
        else:
            found.synonyms.setdefault(one, line)
    for other in told.keys() - {"synonym"}:
        message = f'"{other}" is not known here; every entry begins with [[synonym]]'
        found.problems.append(Problem(file, line, Severity.WARNING, message))


def _synonym(table: dict[str, object]) -> tuple[Synonym | None, str]:
    """The synonym of a table, or what is wrong with it."""
    values = {key: table.get(key) for key in _KEYS}
    for key, longest in _KEYS.items():
        value = values[key]
        if not isinstance(value, str) or not value.strip():
            return None, f'"{key}" is missing'
        if len(value) > longest:
            return None, f'"{key}" is longer than {longest} characters'
    question, language, point, words = (str(values[key]).strip() for key in _KEYS)
    return Synonym(QuestionKey(question), language, point, words), ""
