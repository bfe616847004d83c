"""Notes for Obsidian_to_Anki: `START … END` with its fields, and `STARTI [Basic] … Back: … ENDI` on one line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.bank.blocks import Sort
from bot.bank.body import Line, trimmed
from bot.bank.formats import Parts, Passage, Passages
from bot.bank.formats.card_lines import Side, cleaned, passage, side_of
from bot.bank.formats.cloze_patterns import ALWAYS, Pattern, parsed
from bot.bank.formats.clozes import both_ways, gapped
from bot.bank.formats.topics import Topics
from bot.bank.inline import plain, without_comments
from bot.bank.note import Note
from bot.domain.question import Kind
from bot.texts import reasons as r
from bot.texts.reasons import because

_FIELD = re.compile(
    r"\s*(?P<name>front|back|text|(?:back )?extra|question|answer|add reverse|anverso|reverso|texto|recto|verso|"
    r"vorderseite|rückseite|pregunta|respuesta):(?=\s|$)",
    re.IGNORECASE,
)
_FIRST = frozenset({"front", "text", "question", "anverso", "texto", "recto", "vorderseite", "pregunta"})
_INLINE = re.compile(r"STARTI \[(?P<type>[^\[\]\n]{1,60})\](?P<text>(?:(?!STARTI |ENDI).)*)ENDI(?!\w)")
_INLINE_BACK = re.compile(r"\s(?:Back|Reverso|Verso|Rückseite|Extra|Back Extra):\s")
_INLINE_ID = re.compile(r"\sID: \d+\s*$")
_TAGS = re.compile(r"\s*Tags: (\S.*)")
_ID = re.compile(r"\s*(?:<!--\s*)?ID: \d+\s*(?:-->)?\s*$")
_FILE_LINES = re.compile(r"(?:TARGET DECK|FILE TAGS|FROZEN)(?P<rest>:[ \t]+\S.*)?[ \t]*$")
_DELETE = re.compile(r"DELETE\s*$")
_CURLY: Sequence[Pattern] = tuple(
    pattern
    for raw, needs_number in (
        ("{[c123:]answer}", True),
        ("{[c123|]answer}", True),
        ("{[123|]answer}", True),
        ("{answer}", False),
    )
    if (pattern := parsed(raw, needs_number=needs_number))
)
_MOST_TAGS = 50


def read(note: Note) -> Passages:
    """Finds the notes between START and END, and what the file says of all of them."""
    return _Reader(note).read() if any("START" in line for line in note.blocks.lines) else Passages()


@dataclass(slots=True)
class _Reader:
    """Goes down the lines; `_deleted` and the like are residue."""

    note: Note
    result: Passages = field(default_factory=Passages)
    residue: list[int] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    _topics: Topics = field(init=False)

    def __post_init__(self) -> None:
        self._topics = Topics(self.note, but_questions=True)

    def read(self) -> Passages:
        lines = self.note.blocks.lines
        self._read_file_lines()
        for first, stop in self._spans():
            self.result.passages.extend(self._unclosed(first) if stop < 0 else self._block(first, stop))
        for index, line in enumerate(lines):
            if "STARTI [" in line and self.note.blocks.sorts[index] is Sort.TEXT:
                self.result.passages.extend(self._inline(index, line))
        return self._finished()

    def _finished(self) -> Passages:
        kept = [replace(one, tags=(*one.tags, *self.tags)) for one in self.result.passages]
        self.result.passages = sorted(kept, key=lambda one: one.index)
        self.result.reason = f"{len(kept)} between START and END"
        if kept:
            self.result.left_out.append(self.residue)
        return self.result

    def _read_file_lines(self) -> None:
        """`TARGET DECK` (which the note itself has read) and `FILE TAGS`, each with the line below it."""
        lines = self.note.blocks.lines
        for index, line in enumerate(lines):
            found = _FILE_LINES.match(line) if line[:4] in ("TARG", "FILE", "FROZ") else None
            if found:
                below = lines[index + 1] if index + 1 < len(lines) else ""
                value = (found["rest"] or "")[1:] or below
                self.residue.extend((index,) if found["rest"] or not below.strip() else (index, index + 1))
                if line.startswith("FILE TAGS") and not self.tags:
                    self.tags = tuple(value.replace(",", " ").split())[:_MOST_TAGS]
            elif _DELETE.match(line) and index + 1 < len(lines) and _ID.match(lines[index + 1]):
                self.residue.extend((index, index + 1))

    def _spans(self) -> Iterator[tuple[int, int]]:
        """The lines of each START and its END; -1 where it has none but is meant as one."""
        first = -1
        lines, sorts = self.note.blocks.lines, self.note.blocks.sorts
        for index, line in enumerate(lines):
            if sorts[index] is Sort.TEXT and line.rstrip() in ("START", "END"):
                if line.rstrip() == "END" and first >= 0:
                    yield first, index
                    first = -1
                elif line.rstrip() == "START":
                    yield from self._if_meant(first)
                    first = index
        yield from self._if_meant(first)

    def _if_meant(self, first: int) -> Iterator[tuple[int, int]]:
        """A START without its END, when the line below names a kind of note."""
        lines = self.note.blocks.lines
        below = lines[first + 1].strip().lower() if 0 <= first < len(lines) - 1 else ""
        if first >= 0 and below.startswith(("basic", "cloze", "básic", "basique", "einfach")):
            yield first, -1

    def _unclosed(self, first: int) -> list[Passage]:
        return [Passage("START", first, (), self._topics.at(first), lines=(), fault=because(r.NO_END))]

    def _block(self, first: int, stop: int) -> list[Passage]:
        inside = range(first + 1, stop)
        kind = next((index for index in inside if self.note.blocks.lines[index].strip()), -1)
        self.residue.extend((first, stop, *((kind,) if kind > 0 else ())))
        if kind < 0:
            return []
        tags: tuple[str, ...] = ()
        wanted: list[int] = []
        for index in range(kind + 1, stop):
            if found := _TAGS.match(self.note.blocks.lines[index]):
                tags = tuple(found.group(1).split())
                self.residue.append(index)
            else:
                wanted.append(index)
        lines = cleaned(self.note, wanted, self.residue)
        return self._made(self.note.blocks.lines[kind], _fields(lines), tags)

    def _inline(self, index: int, line: str) -> Iterator[Passage]:
        for found in _INLINE.finditer(line):
            text, _, said = _INLINE_ID.sub("", without_comments(found["text"])).partition(" Tags: ")
            tags = tuple(said.split())
            back = _INLINE_BACK.search(text)
            front = text[: back.start()] if back else text
            sides = [[Line(index, front.strip(), is_code=False)]]
            if back:
                sides.append([Line(index, text[back.end() :].strip(), is_code=False)])
            yield from self._made(found["type"], sides, tags)

    def _made(self, kind: str, fields: Sequence[Sequence[Line]], tags: tuple[str, ...]) -> list[Passage]:
        """The questions of one note, by the name of its kind."""
        front, *rest = (side_of(lines) for lines in fields)
        if not front.lines:
            return []
        front = replace(front, tags=(*tags, *front.tags))
        indexes = sorted({line.index for side in (front, *rest) for line in side.lines})
        topic, name = self._topics.at(indexes[0]), kind.strip().lower()
        back = rest[0] if rest else Side(())
        among = ALWAYS if any("{{c" in line.text for line in front.lines) else (*ALWAYS, *_CURLY)
        if "cloze" in name and (found := gapped(front, among, indexes, topic, more=back.text, counted=True)):
            return found
        if "type in" in name and (typed := _typed(back)):
            return [passage(front, (), indexes, topic, parts=typed)]
        return both_ways(front, back, indexes, topic, is_reversed="revers" in name and _wants_reverse(name, rest))


def _typed(back: Side) -> Parts | None:
    """A short answer, for notes of the kind whose answer is typed."""
    form = plain(back.text)
    return Parts(Kind.SHORT, (), back.text, (), ((form,),)) if form and "\n" not in back.text else None


def _wants_reverse(name: str, rest: Sequence[Side]) -> bool:
    return "optional" not in name or len(rest) > 1


def _fields(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each field; those before the first name are of the first field."""
    fields: list[list[Line]] = [[]]
    for line in lines:
        found = None if line.is_code else _FIELD.match(line.text)
        text = replace(line, text=line.text[found.end() :].lstrip()) if found else line
        if found and found["name"].lower() not in _FIRST:
            fields.append([text])
        else:
            fields[-1].append(text)
    return [trimmed(one) for one in fields]
