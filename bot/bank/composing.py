"""Turns the passage of a note where a question stands into the question: its kind, choices, hint and key points."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.bank import answer_callouts, comments
from bot.bank.body import Line, as_markdown, lines_of, trimmed
from bot.bank.callouts import Callouts, take
from bot.bank.choice_checks import checked
from bot.bank.folds import unfold
from bot.bank.formats import Parts, Passage
from bot.bank.front_matter import LONGEST_ID, difficulty_of
from bot.bank.identity import content_key, own_key_of
from bot.bank.inline import split_id, split_tags, without_comments, without_wikilinks
from bot.bank.note import Note
from bot.bank.parts import Finding, find, with_choices
from bot.domain.question import Difficulty, Kind, Problem, Question, QuestionKey, Severity
from bot.domain.reason import Reason
from bot.texts import reasons as r
from bot.texts.reasons import because

_NUMBER = re.compile(
    r"\A(?:[QP]?\d+[.):]|[QP]\d+\s*[.:)-]|\d{1,2}(?:\.\d{1,2}){1,3}[.):]?(?=\s+[^\Wa-z\d_]|\s+[¿*`])|"
    r"(?:Question|Pregunta)\s+#?\d+\s*[.:)–—-])\s+(?=\S)"
)
_ANCHOR = re.compile(r"<a\s+(?:name|id)\s*=[^<>]*>(.*?)(?:</a>|$)", re.IGNORECASE)
_SPACES = re.compile(r"(`+[^`\n]*`+)|(?<=\S)[ \t]{2,}(?=\S)")
_ADDED = len("-reversed")
_MARKERS = frozenset({"card", "card-reverse", "flashcard", "flashcards"})


@dataclass(slots=True)
class Composer:
    """Composes the questions of one note, and gathers what is wrong with them and the lines it leaves out."""

    note: Note
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)

    def compose(self, passage: Passage) -> None:
        """Adds the question of a passage, unless it cannot be asked."""
        if passage.whole:
            self._keep(passage.whole)
            return
        heading = Prompt.of(passage)
        lines = lines_of(self.note, passage.body, self.left_out) if passage.lines is None else passage.lines
        unfolded = unfold(lines)
        opened = answer_callouts.opened(unfolded.lines)
        callouts = take(opened.lines)
        finding = self._finding(passage, heading.text, trimmed(callouts.rest))
        choices = checked(finding.parts.choices)
        fault = passage.fault or finding.fault or choices.fault
        if not heading.text:
            self._leave_out(passage, Severity.WARNING, because(r.NO_QUESTION))
        elif fault:
            self._leave_out(passage, Severity.ERROR, because(r.LEFT_OUT, why=fault))
        else:
            self.left_out.extend((*unfolded.dropped, *opened.dropped, *callouts.titles, *finding.left_out))
            self._warn(passage, choices.complaints)
            parts = with_choices(finding.parts, choices.choices)
            self._keep(self._question(passage, heading, callouts, parts))

    def _keep(self, question: Question) -> None:
        if not question.answer and not question.choices:
            self.problems.append(Problem(question.file, question.line, Severity.WARNING, because(r.NO_ANSWER)))
        self.questions.append(question)

    def _finding(self, passage: Passage, question: str, lines: Sequence[Line]) -> Finding:
        if not passage.parts:
            return find(question, lines, self.note.language)
        kept = {line.index for line in lines}
        asked = [line for line in passage.parts.question if line.index in kept]
        return Finding(replace(passage.parts, question=asked))

    def _question(self, passage: Passage, heading: "Prompt", callouts: Callouts, parts: Parts) -> Question:
        note, said = self.note, comments.read(self.note, passage.body)
        text = "\n\n".join(part for part in (heading.text, as_markdown(parts.question)) if part)
        key, content = self._stated_key(passage), content_key(text, parts.choices)
        stated = tuple(callouts.key_points)
        if stated and parts.kind is Kind.SHORT:
            self._ignore_key_points(callouts)
            stated = ()
        return Question(
            own_key=own_key_of(key, content),
            key=QuestionKey(key) if key else content,
            file=note.file,
            line=self._line(passage),
            deck=passage.deck or note.deck,
            topic=passage.topic,
            kind=parts.kind,
            language=note.language,
            question=text,
            answer=parts.answer,
            choices=parts.choices,
            hint=callouts.hint,
            key_points=stated or parts.key_points,
            tags=tuple(dict.fromkeys((*note.tags, *heading.tags, *_without_markers(passage.tags), *said.tags))),
            difficulty=heading.difficulty or passage.difficulty or said.difficulty or note.difficulty,
        )

    def _stated_key(self, passage: Passage) -> str:
        if len(passage.stated_key) <= LONGEST_ID + _ADDED:
            return passage.stated_key
        self._warn(passage, [because(r.LONG_STATED_ID, id=passage.stated_key[:3], most=LONGEST_ID)])
        return ""

    def _warn(self, passage: Passage, messages: Sequence[Reason]) -> None:
        line = self._line(passage)
        self.problems.extend(Problem(self.note.file, line, Severity.WARNING, message) for message in messages)

    def _ignore_key_points(self, callouts: Callouts) -> None:
        self.left_out.extend(callouts.key_lines)
        line = self.note.line(callouts.key_lines[0])
        self.problems.append(Problem(self.note.file, line, Severity.WARNING, because(r.SHORT_IS_KEY)))

    def _leave_out(self, passage: Passage, severity: Severity, message: str) -> None:
        self.problems.append(Problem(self.note.file, self._line(passage), severity, message))
        self.left_out.extend((passage.index, *passage.body))

    def _line(self, passage: Passage) -> int:
        return self.note.line(passage.index) if passage.index >= 0 else 1


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
        kept = tuple(tag for tag in _without_markers(tags) if not difficulty_of(tag))
        return cls(worded(text), kept, grades[-1] if grades else None)


def worded(heading: str) -> str:
    """What a heading asks, without its tags: even spaces, words for wikilinks, no number, no bold type around it."""
    return _unwrapped(_evenly(without_wikilinks(heading)))


def _evenly(text: str) -> str:
    """The text with one space between its words; in code, and over several lines, spaces may mean something."""
    return text if "\n" in text else _SPACES.sub(lambda found: found[1] or " ", text)


def _without_markers(tags: Sequence[str]) -> tuple[str, ...]:
    """The tags but for those that only say that there is a card."""
    return tuple(tag for tag in tags if tag.partition("/")[0] not in _MARKERS)


def _unwrapped(text: str) -> str:
    """The question without its number, and without bold type around all of it."""
    text = _ANCHOR.sub(r"\1", text) if "<" in text else text
    text = _NUMBER.sub("", text.strip(), count=1)
    if text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]:
        text = text[2:-2].strip()
    return _NUMBER.sub("", text, count=1)
