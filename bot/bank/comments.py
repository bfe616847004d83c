"""What comments in an answer say about its question: `<!-- tags: (a, b) -->`, `<!-- expertise: (1) -->`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.bank.blocks import Sort
from bot.bank.front_matter import difficulty_of
from bot.bank.note import Note
from bot.domain.question import Difficulty

_SAYS = re.compile(
    r"\s*<!--\s*(?P<key>tags|etiquetas|expertise|difficulty|dificultad|level|nivel)\s*:\s*"
    r"[(\[]?(?P<value>[^()\[\]<>]{1,300})[)\]]?\s*-->\s*$",
    re.IGNORECASE,
)
_EXPERTISE = {"0": Difficulty.EASY, "1": Difficulty.MEDIUM, "2": Difficulty.HARD}
_TAG_KEYS = ("tags", "etiquetas")


@dataclass(frozen=True, slots=True)
class Said:
    """The tags and the difficulty that comments state."""

    tags: tuple[str, ...] = ()
    difficulty: Difficulty | None = None


def read(note: Note, body: Sequence[int]) -> Said:
    """Reads the comments that stand on lines of their own; `expertise` goes from 0 to 2, other scales from 1 to 5."""
    tags: list[str] = []
    difficulty = None
    for index in body:
        found = _SAYS.match(note.blocks.lines[index]) if note.blocks.sorts[index] is Sort.COMMENT else None
        if found and found["key"].lower() in _TAG_KEYS:
            tags.extend(word.strip().lstrip("#") for word in found["value"].split(",") if word.strip())
        elif found and found["key"].lower() == "expertise":
            difficulty = _EXPERTISE.get(found["value"].strip()) or difficulty
        elif found:
            difficulty = difficulty_of(found["value"]) or difficulty
    return Said(tuple(tags), difficulty)
