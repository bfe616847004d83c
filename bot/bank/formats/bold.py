"""Lines in bold that ask, each followed by its answer (`questions: bold`)."""

import re

from bot.bank.answer_labels import answer_line
from bot.bank.blocks import Sort
from bot.bank.formats import Passage, Passages
from bot.bank.formats.evidence import is_label
from bot.bank.formats.topics import Topics
from bot.bank.inline import split_id
from bot.bank.note import Note

_LINE = re.compile(
    r"\s{0,3}(?P<before>(?:\d{1,4}[.):]|[QP]\d{0,4}[.:)])\s+)?(?P<sign>\*\*|__)(?=[^\s*_])(?P<text>[^\n]*?)(?P=sign)"
    r"(?P<after>(?:\s+#[\w/-]+|\s+\^[\w-]+)*)[ \t]*:?\s*$"
)
LONGEST = 1000
"""A line with more signs is no question."""


def read(note: Note) -> Passages:
    """Finds the lines that are wholly in bold; headings and rules end an answer."""
    topics = Topics(note)
    result = Passages(reason="questions: bold")
    open_one, prompt = -1, ""
    labels = {heading.index for heading in note.blocks.headings if is_label(heading)}
    start = note.start
    for index in range(note.start, note.stop + 1):
        asked = bold_text(note, index) if index < note.stop else ""
        ends = index == note.stop or _ends(note, index, labels)
        if not asked and not ends:
            continue
        if open_one >= 0:
            text, key = split_id(prompt)
            result.passages.append(Passage(text, open_one, range(open_one + 1, index), topics.at(open_one), key))
        else:
            result.left_out.append(range(start, index))
        open_one, prompt, start = (index if asked else -1), asked, index
    result.left_out.extend((range(note.start), range(note.stop, len(note.blocks.lines))))
    return result


def bold_text(note: Note, index: int) -> str:
    """The question on a line that is in bold as a whole; "" for any other line."""
    line, sorts = note.blocks.lines[index], note.blocks.sorts
    if sorts[index] is not Sort.TEXT or len(line) > LONGEST or ("**" not in line and "__" not in line):
        return ""
    found = _LINE.match(line)
    if not found or found["sign"] in found["text"] or answer_line(line) is not None:
        return ""
    return f"{found['before'] or ''}{found['text'].strip()}{found['after']}"


def _ends(note: Note, index: int, labels: set[int]) -> bool:
    sort = note.blocks.sorts[index]
    return sort is Sort.RULE or (sort is Sort.HEADING and index not in labels)
