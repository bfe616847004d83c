"""Quizzes in callouts, as the Obsidian plugin Quiz Generator writes them.

`> [!question] text`, perhaps with choices (`> a) …`), and the answer in a callout inside (`>> [!success]- Answer`) or
right below.
"""

import re
from dataclasses import dataclass, field

from bot.bank.answer_labels import opens_answer
from bot.bank.blocks import Sort
from bot.bank.body import Line, as_markdown, trimmed
from bot.bank.choices import verdict
from bot.bank.folds import answer_mark
from bot.bank.formats import Parts, Passage, Passages
from bot.bank.formats.evidence import asks_by_words
from bot.bank.formats.topics import Topics
from bot.bank.inline import plain, without_comments
from bot.bank.labelled import labelled
from bot.bank.note import Note
from bot.domain.question import Kind

_CALLOUT = re.compile(r"\s*(?P<quotes>(?:>[ \t]?){1,9})\[!(?P<kind>[\w-]+)\](?P<fold>[-+]?)[ \t]*(?P<title>.*)")
_QUOTE = re.compile(r"\s*>[ \t]?")
_INSIDE = re.compile(r"\s*>\s*>[ \t]?")
_ANSWERS = frozenset({"success", "check", "done", "answer", "solution", "respuesta", "solución", "solucion"})
_ASKING = frozenset({"question", "faq", "help"})
_GROUPS = frozenset({"example", "ejemplo"})
_TRUE_OR_FALSE = re.compile(r"\W*(?:true or false|verdadero o falso)\W*$", re.IGNORECASE)
_BLANK = re.compile(r"_{2,}|(?:\\_){2,}")
_ITEM = re.compile(r"\(?\w{1,2}[).]\s+\S")
_SHORT, _SHORT_BLANK, _WORDS = 60, 120, 6


def read(note: Note) -> Passages:
    """Finds the callouts that ask and have an answer or choices; others are only asking in a quiz full of them."""
    quizzes = [quiz for quiz in _quizzes(note) if quiz.prompt]
    is_quiz = any(quiz.answered or quiz.choices for quiz in quizzes)
    for quiz in quizzes:
        quiz.unfold()
    quizzes = [quiz for quiz in quizzes if quiz.answered or quiz.choices or (is_quiz and quiz.is_plain)]
    if not quizzes:
        return Passages()
    topics = Topics(note)
    result = Passages(reason=f"{len(quizzes)} [!question] callouts")
    for quiz in quizzes:
        result.passages.append(quiz.passage(note, topics.at(quiz.index)))
        result.left_out.append(quiz.left_out)
    return result


@dataclass(slots=True)
class _Quiz:
    """One callout that asks: the lines before its answer, those of the answer, and what is only markup.

    `is_plain` says that it is a `[!question]` whose answer, if it has one, is in a callout of its own.
    """

    index: int
    prompt: str
    stop: int = 0
    before: list[Line] = field(default_factory=list)
    answer: list[Line] = field(default_factory=list)
    answered: bool = False
    matching: bool = False
    is_folded: bool = False
    is_plain: bool = True
    left_out: list[int] = field(default_factory=list)

    @property
    def choices(self) -> bool:
        """Whether it has labelled choices."""
        if self.matching:
            return False
        return len(self.before) > 1 and labelled([*self.before, answer_mark()]) is not None

    def unfold(self) -> None:
        """What a folded callout hides below a title that asks is its answer: `> [!faq]- What is a set?`."""
        hides = self.is_folded and not self.answered and any(not line.is_blank for line in self.before)
        if hides and asks_by_words(plain(self.prompt)) and not self.choices:
            self.before, self.answer, self.answered, self.is_plain = [], self.before, True, False

    def passage(self, note: Note, topic: str) -> Passage:
        lines, parts = [*self.before, answer_mark(), *self.answer], None
        if self.is_plain and not self.choices:
            parts = self._verdict(note.language) or self._short() or self._pairs()
        body = range(self.index + 1, self.stop)
        return Passage(self.prompt, self.index, body, topic, lines=lines, parts=parts)

    def _verdict(self, language: str) -> Parts | None:
        judged = verdict("true or false", trimmed(self.answer), language)
        if not judged:
            return None
        said = [line for line in self.before if _TRUE_OR_FALSE.match(line.text)]
        self.left_out.extend(line.index for line in said)
        question = [line for line in self.before if line not in said]
        return Parts(Kind.TRUE_FALSE, question, as_markdown(judged.explanation), judged.choices)

    def _pairs(self) -> Parts | None:
        """What goes with what is an open question: labels of two groups are no choices."""
        return Parts(question=self.before, answer=as_markdown(self.answer)) if self.matching else None

    def _short(self) -> Parts | None:
        """A short answer: one line of a few words, or what fills the blanks of the question."""
        lines = trimmed(self.answer)
        if len(lines) != 1 or lines[0].is_code or self.matching:
            return None
        text = lines[0].text.strip()
        fills = bool(_BLANK.search(self.prompt)) or any(_BLANK.search(line.text) for line in self.before)
        few = len(text) <= _SHORT and len(text.split()) <= _WORDS
        form = plain(text)
        if not form or not (few or (fills and len(text) <= _SHORT_BLANK)):
            return None
        return Parts(Kind.SHORT, self.before, text, (), ((form,),))


def _quizzes(note: Note) -> list[_Quiz]:
    found: list[_Quiz] = []
    index = note.start
    while index < note.stop:
        opening = _opening(note, index)
        if opening and _asks(opening):
            title = without_comments(opening["title"]).strip()
            folded, plain_kind = bool(title) and opening["fold"] == "-", opening["kind"].lower() == "question"
            quiz = _Reading(note, _Quiz(index, title, is_folded=folded, is_plain=plain_kind)).read()
            found.append(quiz)
            index = quiz.stop
        else:
            index += 1
    return found


def _asks(opening: re.Match[str]) -> bool:
    return opening["kind"].lower() in _ASKING and opening["quotes"].count(">") == 1


def _opening(note: Note, index: int) -> re.Match[str] | None:
    line = note.blocks.lines[index]
    return _CALLOUT.match(line) if "[!" in line and note.blocks.sorts[index] is Sort.TEXT else None


@dataclass(slots=True)
class _Reading:
    """Goes down one callout; `part` is the callout inside it where it stands."""

    note: Note
    quiz: _Quiz
    part: str = ""

    def read(self) -> _Quiz:
        index = self.quiz.index + 1
        while index < self.note.stop and self._belongs(index):
            self._line(index)
            index += 1
        if not self.quiz.answered:
            index = self._answer_below(index)
        if not self.quiz.prompt and self.quiz.before:
            self.quiz.prompt = self.quiz.before.pop(0).text.strip()
        self.quiz.stop = index
        return self.quiz

    def _belongs(self, index: int) -> bool:
        opening = _opening(self.note, index)
        if opening and _asks(opening):
            return False
        return bool(_QUOTE.match(self.note.blocks.lines[index]))

    def _answer_below(self, index: int) -> int:
        """An answer that has a callout of its own, after a blank line."""
        start = index
        while index < self.note.stop and index < start + 3 and self.note.blocks.sorts[index] is Sort.BLANK:
            index += 1
        opening = _opening(self.note, index) if index < self.note.stop else None
        if not opening or opening["kind"].lower() not in _ANSWERS or not opens_answer(opening["title"]):
            return start
        self.quiz.answered = True
        self.quiz.left_out.append(index)
        index += 1
        while index < self.note.stop and self._belongs(index) and not _opening(self.note, index):
            self._keep(self.quiz.answer, index, _QUOTE)
            index += 1
        return index

    def _line(self, index: int) -> None:
        opening = _opening(self.note, index)
        if opening and opening["quotes"].count(">") > 1:
            self._open(index, opening["kind"].lower(), opening["title"].strip())
            return
        inside = _INSIDE.match(self.note.blocks.lines[index])
        if not inside:
            self.part = ""
        if self.part == "answer":
            self._keep(self.quiz.answer, index, _INSIDE)
        elif self.part == "group":
            self._keep(self.quiz.before, index, _INSIDE)
        else:
            self._keep(self.quiz.before, index, _QUOTE)

    def _open(self, index: int, kind: str, title: str) -> None:
        if kind in _ANSWERS:
            self.part, self.quiz.answered = "answer", True
            if title and not opens_answer(title):
                self.quiz.answer.append(Line(index, title, is_code=False))
            else:
                self.quiz.left_out.append(index)
        elif kind in _GROUPS:
            self.part, self.quiz.matching = "group", True
            self.quiz.before.append(Line(index, f"\n**{title}**\n" if title else "", is_code=False))
        else:
            self.part = "other"
            self._keep(self.quiz.before, index, _QUOTE)

    def _keep(self, lines: list[Line], index: int, quotes: re.Pattern[str]) -> None:
        text = without_comments(quotes.sub("", self.note.blocks.lines[index], count=1))
        is_code = self.note.blocks.sorts[index] in (Sort.FENCE, Sort.CODE)
        if not is_code and self.quiz.matching and _ITEM.match(text):
            text = f"- {text}"
        lines.append(Line(index, text, is_code))
