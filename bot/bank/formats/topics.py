"""Which section a line stands in."""

from bisect import bisect_left

from bot.bank.formats.evidence import asks, is_label, is_navigation, words_of
from bot.bank.note import Note


class Topics:
    """The sections of a note, by the lines on which they begin; `but_questions` leaves out headings that ask."""

    def __init__(self, note: Note, *, but_questions: bool = False) -> None:
        self._title = note.title
        self._sections = [
            heading
            for heading in note.blocks.headings
            if note.start <= heading.index < note.stop and not is_label(heading) and not is_navigation(heading)
            if not (but_questions and (heading.in_item or asks(heading, note.blocks)))
        ]
        self._starts = [heading.index for heading in self._sections]

    def at(self, index: int) -> str:
        """The nearest heading above a line, or the title of the note."""
        place = bisect_left(self._starts, index)
        return words_of(self._sections[place - 1]) if place else self._title
