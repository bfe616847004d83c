"""The CSV that Repaso exports, as it is or after a spreadsheet has saved it: each row states a whole question."""

from collections.abc import Sequence

from bot.bank.cells import lines_of, parted, unguarded
from bot.bank.formats import Passage, Passages
from bot.bank.formats.rows import Row, rows
from bot.bank.formats.stated import Misstated, Stated, is_place
from bot.bank.formats.table import broken, guess
from bot.bank.note import Note, clean_lines
from bot.domain.question import Choice
from bot.texts import reasons as r
from bot.texts.reasons import because

_TELLING = frozenset({"id", "kind", "question", "answer", "choices", "correct"})


def is_own(head: str) -> bool:
    """Whether the first row names the columns of our own export, in whatever order and among whatever others."""
    lines = clean_lines(head)
    return _TELLING.issubset(_names(lines[0]))


def read(note: Note) -> Passages:
    """Finds the questions, one in each row; a row that does not state one is a fault."""
    lines = note.blocks.lines
    names = _names(lines[0])
    result = Passages(reason="the columns that Repaso writes")
    result.left_out.append(range(1))
    for row in rows(lines, guess(lines[0]), 1, len(names)):
        if row.remains:
            result.left_out.append(range(row.start, row.stop))
        else:
            result.passages.append(broken(note, row) if row.fault else _passage(note, row, names))
    return result


def _names(line: str) -> list[str]:
    return [cell.strip().strip('"').strip().lower() for cell in line[:1000].split(guess(line))]


def _passage(note: Note, row: Row, names: Sequence[str]) -> Passage:
    body = range(row.start + 1, row.stop)
    cells = dict(zip(names, map(unguarded, row.cells), strict=False))
    try:
        question = _stated(cells).question_at(note, row.start)
    except Misstated as fault:
        return Passage(cells.get("question", "").strip() or "?", row.start, body, note.title, fault=fault.reason)
    return Passage(question.question, row.start, body, question.topic, whole=question)


def _stated(cells: dict[str, str]) -> Stated:
    """Raises Misstated."""

    def cell(name: str) -> str:
        return cells.get(name, "")

    return Stated(
        id=cell("id").strip(),
        deck=cell("deck"),
        topic=cell("topic"),
        kind=cell("kind"),
        language=cell("language").strip(),
        question=cell("question"),
        answer=cell("answer"),
        choices=_choices(parted(cell("choices"), "\n"), cell("correct")),
        hint=cell("hint"),
        key_points=tuple(tuple(parted(point, "|")) for point in lines_of(cell("key_points")) if point),
        tags=tuple(tag for tag in parted(cell("tags"), " ") if tag),
        difficulty=cell("difficulty").strip(),
    )


def _choices(texts: Sequence[str], correct: str) -> tuple[Choice, ...]:
    """Raises Misstated for a number that is no choice's."""
    places = correct.replace(",", " ").split()
    unknown = [place for place in places if not is_place(place, texts)]
    if unknown:
        raise Misstated(because(r.NO_SUCH_CHOICE, number=unknown[0][:20]))
    right = {int(place) for place in places}
    return tuple(Choice(text, number in right) for number, text in enumerate(texts, 1))
