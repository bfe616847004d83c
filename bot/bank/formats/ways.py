"""What each value of `questions:` would find in a note: for a note in which nothing looks like a question."""

from collections import Counter
from dataclasses import replace

from bot.bank.blocks import Sort
from bot.bank.card_tags import OptIn
from bot.bank.formats import bullets, cards
from bot.bank.formats.bold import bold_text
from bot.bank.formats.evidence import candidates
from bot.bank.note import Note
from bot.bank.remedies import NOTHING_ASKS


def what_would_work(note: Note) -> str:
    """A sentence that names the values, with how many questions each would give."""
    ways = ", ".join(f"{way} ({count})" for way, count in counts(note).items() if count)
    return f"{NOTHING_ASKS}; these would find some: questions: {ways}"


def counts(note: Note) -> dict[str, int]:
    """How many questions each value would give, in the order in which they are documented."""
    found = candidates(note.blocks, note.start, note.stop)
    levels = Counter(heading.level for heading in found.free)
    ways = {f"h{level}": levels[level] for level in range(1, 7)}
    ways["list-heading"] = len(found.in_items)
    ways["bold"] = sum(1 for index in range(note.start, note.stop) if bold_text(note, index))
    ways["bullets"] = sum(1 for _ in bullets.items(note))
    ways["cards"] = len(cards.read(replace(note, opts_in=OptIn.EVERYWHERE)).passages)
    has_text = any(sort is not Sort.BLANK for sort in note.blocks.sorts[note.start : note.stop])
    return {**ways, "file": int(has_text)}
