"""Tables of cards: what Anki exports as text, and CSV whose first row names its columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.bank import html_text, key_points
from bot.bank.body import Line
from bot.bank.formats import Parts, Passage, Passages
from bot.bank.formats.rows import Row, rows
from bot.bank.front_matter import difficulty_of
from bot.bank.note import Note, clean_lines
from bot.domain.question import Kind

_HEADER = re.compile(
    r"#(?P<key>separator|html|deck|tags|notetype|columns|(?:deck|tags|notetype|guid) column|if matches)"
    r"\s*:[ \t]*(?P<value>.*)",
    re.IGNORECASE,
)
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
_CLOZE = re.compile(r"\{\{c\d+::(?P<text>(?:(?!\}\}|::).){0,2000})(?:::(?P<hint>(?:(?!\}\}).){0,500}))?\}\}", re.DOTALL)
_NAMES = {
    **dict.fromkeys(("question", "front", "pregunta", "anverso", "prompt", "term", "término", "termino"), "front"),
    **dict.fromkeys(("answer", "back", "respuesta", "reverso", "definition", "definición", "definicion"), "back"),
    **dict.fromkeys(("explanation", "explicación", "explicacion", "extra", "notes"), "more"),
    **dict.fromkeys(("tags", "tag", "etiquetas"), "tags"),
    **dict.fromkeys(("deck", "mazo"), "deck"),
    **dict.fromkeys(("topic", "tema", "category", "categoría", "categoria", "section"), "topic"),
    **dict.fromkeys(("difficulty", "dificultad", "level", "nivel"), "difficulty"),
}


@dataclass(slots=True)
class _Shape:
    """How a table is written: what parts its columns, what they hold (by place), and what all rows share."""

    separator: str = "\t"
    html: bool = False
    columns: dict[int, str] = field(default_factory=dict)
    deck: str = ""
    tags: tuple[str, ...] = ()
    rows_from: int = 0
    named: bool = False

    def place(self, name: str) -> int | None:
        return next((place for place, held in self.columns.items() if held == name), None)


def is_anki(head: str) -> bool:
    """Whether a text begins with the header lines of Anki's export."""
    first = next((line for line in clean_lines(head) if line.strip()), "")
    return bool(_HEADER.match(first))


def has_known_names(head: str) -> bool:
    """Whether the first row names a column that asks and one that answers."""
    lines = clean_lines(head)
    return bool(lines) and {"front", "back"} <= set(_names(lines[0], guess(lines[0])).values())


def read(note: Note) -> Passages:
    """Finds the cards, one in each row."""
    lines = note.blocks.lines
    shape = _anki_shape(lines) if is_anki("\n".join(lines[:20])) else _named_shape(lines)
    result = Passages(reason="its header lines" if not shape.named else "the names of its columns")
    result.left_out.append(range(shape.rows_from))
    for row in rows(lines, shape.separator, shape.rows_from, 1 + max(shape.columns, default=1)):
        if row.remains:
            result.left_out.append(range(row.start, row.stop))
        else:
            result.passages.append(broken(note, row) if row.fault else _passage(note, shape, row))
    return result


def broken(note: Note, row: Row) -> Passage:
    """A row that cannot be read, at the line where it went wrong."""
    body = [at for at in range(row.start, row.stop) if at != row.faulty]
    return Passage("?", row.faulty, body, note.title, fault=row.fault)


def _anki_shape(lines: Sequence[str]) -> _Shape:
    shape = _Shape(rows_from=next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines)))
    said = [found for line in lines[: shape.rows_from] if (found := _HEADER.match(line))]
    for found in said:
        key, value = found["key"].lower(), found["value"].strip()
        if key == "separator":
            shape.separator = _SEPARATORS.get(value.lower(), value[:1] or "\t")
        elif key == "html":
            shape.html = value.lower() == "true"
        elif key == "deck":
            shape.deck = value.replace("::", "/")
        elif key == "tags":
            shape.tags = tuple(value.split())
        elif key.endswith(" column") and value.isdigit() and len(value) < 4:
            shape.columns[int(value) - 1] = key.removesuffix(" column")
    return shape


def _named_shape(lines: Sequence[str]) -> _Shape:
    separator = guess(lines[0])
    return _Shape(separator, columns=_names(lines[0], separator), rows_from=1, named=True)


def guess(line: str) -> str:
    """What parts the columns of a table whose first row this is."""
    return max(("\t", ";", ","), key=line.count)


def _names(line: str, separator: str) -> dict[int, str]:
    names = (cell.strip().strip('"').strip().lower() for cell in line[:1000].split(separator))
    return {place: _NAMES[name] for place, name in enumerate(names) if name in _NAMES}


def _passage(note: Note, shape: _Shape, row: Row) -> Passage:
    start, cells = row.start, row.cells
    plain = [place for place in range(len(cells)) if place not in shape.columns or shape.columns[place] == "more"]
    front = shape.place("front") if shape.named else next(iter(plain), None)
    back = shape.place("back") if shape.named else next(iter(plain[1:]), None)
    more = [place for place in plain if place not in (front, back) and cells[place].strip()]
    said = {name: cells[place].strip() for place, name in shape.columns.items() if place < len(cells)}
    question = _text(cells, front, shape)
    answer = "\n\n".join(text for place in (back, *more) if (text := _text(cells, place, shape)))
    kind, question, answer = _cloze(question, answer)
    lines = [Line(start, line, is_code=False) for line in answer.split("\n")]
    points = key_points.of(lines) if answer else ()
    return Passage(
        question,
        start,
        range(start + 1, row.stop),
        said.get("topic") or note.title,
        lines=(),
        parts=Parts(kind, (), answer, (), points),
        tags=(*shape.tags, *_tags(said)),
        deck=said.get("deck", "").replace("::", "/") or shape.deck,
        difficulty=difficulty_of(said.get("difficulty", "")),
    )


def _text(cells: Sequence[str], place: int | None, shape: _Shape) -> str:
    if place is None or place >= len(cells):
        return ""
    return html_text.as_markdown(cells[place]) if shape.html else cells[place].strip()


def _cloze(question: str, answer: str) -> tuple[Kind, str, str]:
    """A text with gaps: what asks has them empty, and what answers has them filled."""
    if "{{c" not in question or not _CLOZE.search(question):
        return Kind.OPEN, question, answer
    gaps = _CLOZE.sub(lambda gap: f"[{gap['hint'] or '…'}]", question)
    filled = _CLOZE.sub(lambda gap: f"**{gap['text']}**", question)
    return Kind.OPEN, gaps, "\n\n".join(part for part in (filled, answer) if part)


def _tags(said: Mapping[str, str]) -> list[str]:
    words = said.get("tags", "")
    parted = words.split(",") if "," in words else words.split()
    return [word.strip().lstrip("#").replace("::", "/") for word in parted if word.strip()]
