"""Turns the passage of a note where a question stands into the question: its kind, choices, hint and key points."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.bank import key_points
from bot.bank.body import Line, as_markdown, is_placeholder, lines_of, trimmed
from bot.bank.callouts import Callouts, take
from bot.bank.choices import short_answer, task_list, verdict
from bot.bank.formats import Passage
from bot.bank.formats.evidence import is_answer_label
from bot.bank.front_matter import difficulty_of
from bot.bank.identity import content_key
from bot.bank.inline import split_id, split_tags, without_comments, without_wikilinks
from bot.bank.note import Note
from bot.domain.question import Choice, Difficulty, Kind, Problem, Question, QuestionKey, Severity

_NUMBER = re.compile(r"\A(?:[QP]?\d+[.):]|[QP]\d+\s*[.:)-])\s+(?=\S)")
_MARKERS = frozenset({"card", "card-reverse", "flashcard", "flashcards"})


@dataclass(slots=True)
class _Parts:
    """What the lines below a question hold."""

    kind: Kind = Kind.OPEN
    question: Sequence[Line] = ()
    answer: str = ""
    choices: tuple[Choice, ...] = ()
    key_points: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Composer:
    """Composes the questions of one note, and gathers what is wrong with them and the lines it leaves out."""

    note: Note
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)

    def compose(self, passage: Passage) -> None:
        """Adds the question of a passage, unless it cannot be asked."""
        heading = Prompt.of(passage)
        callouts = take(lines_of(self.note, passage.body, self.left_out))
        parts = self._parts(heading.text, trimmed(callouts.rest))
        correct = sum(choice.correct for choice in parts.choices)
        if not heading.text:
            self._leave_out(passage, Severity.WARNING, "the heading holds no question")
        elif parts.choices and not correct:
            self._leave_out(
                passage, Severity.ERROR, "no choice is marked as correct with [x]; the question was left out"
            )
        else:
            self.questions.append(self._question(passage, heading, callouts, parts))

    def _parts(self, question: str, lines: Sequence[Line]) -> _Parts:
        if tasks := task_list(lines):
            kind = Kind.MULTIPLE if tasks.correct > 1 else Kind.SINGLE
            return _Parts(kind, tasks.before, as_markdown(tasks.after), tasks.choices)
        if judged := verdict(question, lines, self.note.language):
            return _Parts(Kind.TRUE_FALSE, (), as_markdown(judged.explanation), judged.choices)
        if short := short_answer(lines):
            explanation = as_markdown(short.explanation)
            answer = "\n\n".join(part for part in (short.forms[0], explanation) if part)
            return _Parts(Kind.SHORT, (), answer, (), (short.forms,))
        return self._open(lines)

    def _open(self, lines: Sequence[Line]) -> _Parts:
        """An open answer; what stands before a label such as `#### Answer` belongs to the question."""
        place = next((place for place, line in enumerate(lines) if _is_answer_label(line)), None)
        if place is not None:
            self.left_out.append(lines[place].index)
        before, after = (lines[:place], lines[place + 1 :]) if place is not None else ((), lines)
        answer = as_markdown(after)
        if is_placeholder(answer):
            self.left_out.extend(line.index for line in after)
            answer = ""
        return _Parts(Kind.OPEN, before, answer, (), key_points.of(after) if answer else ())

    def _question(self, passage: Passage, heading: "Prompt", callouts: Callouts, parts: _Parts) -> Question:
        note, line = self.note, self._line(passage)
        text = "\n\n".join(part for part in (heading.text, as_markdown(parts.question)) if part)
        if not parts.answer and not parts.choices:
            self.problems.append(Problem(note.file, line, Severity.WARNING, "the question has no answer"))
        stated = tuple(callouts.key_points)
        if stated and parts.kind is Kind.SHORT:
            self._ignore_key_points(callouts)
            stated = ()
        return Question(
            key=QuestionKey(passage.stated_key) if passage.stated_key else content_key(text, parts.choices),
            file=note.file,
            line=line,
            deck=note.deck,
            topic=passage.topic,
            kind=parts.kind,
            language=note.language,
            question=text,
            answer=parts.answer,
            choices=parts.choices,
            hint=callouts.hint,
            key_points=stated or parts.key_points,
            tags=tuple(dict.fromkeys((*note.tags, *heading.tags))),
            difficulty=heading.difficulty or note.difficulty,
        )

    def _ignore_key_points(self, callouts: Callouts) -> None:
        self.left_out.extend(callouts.key_lines)
        line, message = (
            self.note.line(callouts.key_lines[0]),
            "a short answer is its own key point; [!key] was left out",
        )
        self.problems.append(Problem(self.note.file, line, Severity.WARNING, message))

    def _leave_out(self, passage: Passage, severity: Severity, message: str) -> None:
        self.problems.append(Problem(self.note.file, self._line(passage), severity, message))
        self.left_out.extend((passage.index, *passage.body))

    def _line(self, passage: Passage) -> int:
        return self.note.line(passage.index) if passage.index >= 0 else 1


def _is_answer_label(line: Line) -> bool:
    return "#" in line.text and not line.is_code and is_answer_label(line.text)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The text of a heading that asks, apart from its tags and the difficulty that one of them states."""

    text: str
    tags: tuple[str, ...]
    difficulty: Difficulty | None

    @classmethod
    def of(cls, passage: Passage) -> "Prompt":
        """Reads the heading of a passage."""
        text, tags = split_tags(split_id(without_comments(passage.prompt))[0])
        grades = [difficulty for tag in tags if (difficulty := difficulty_of(tag))]
        kept = tuple(tag for tag in tags if not difficulty_of(tag) and tag.partition("/")[0] not in _MARKERS)
        return cls(_unwrapped(without_wikilinks(text)), kept, grades[-1] if grades else None)


def _unwrapped(text: str) -> str:
    """The question without its number, and without bold type around all of it."""
    text = _NUMBER.sub("", text.strip(), count=1)
    if text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]:
        text = text[2:-2].strip()
    return _NUMBER.sub("", text, count=1)
