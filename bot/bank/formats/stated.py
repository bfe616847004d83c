"""A question whose every part a file states, as our own CSV and JSON do: nothing is read out of its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.bank.front_matter import difficulty_of
from bot.bank.identity import content_key, own_key_of
from bot.bank.note import Note
from bot.domain.question import Choice, Kind, Question, QuestionKey
from bot.domain.reason import Reason
from bot.texts import reasons as r
from bot.texts.reasons import because

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$")
_LONGEST_ID, _SHOWN = 80, 40
_CHOOSING = (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE)
_FORMS = (Kind.SHORT, Kind.CLOZE)


class Misstated(Exception):
    """The question cannot be asked."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stated:
    """The parts of a question as a file has them; words that the file leaves empty are "" and decided by the rest."""

    id: str
    deck: str
    topic: str
    kind: str
    language: str
    question: str
    answer: str
    choices: tuple[Choice, ...]
    hint: str
    key_points: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...]
    difficulty: str

    def question_at(self, note: Note, index: int) -> Question:
        """The question on a line of the note, by its index. Raises Misstated."""
        key = content_key(self.question, self.choices)
        own = own_key_of(self.id, key)
        self._check(own)
        return Question(
            key=QuestionKey(self.id) or key,
            file=note.file,
            line=note.line(index),
            deck=self.deck,
            topic=self.topic,
            kind=_kind(self.kind, self.choices),
            language=self.language or note.language,
            question=self.question,
            answer=self.answer,
            choices=self.choices,
            hint=self.hint,
            key_points=self.key_points,
            tags=self.tags,
            difficulty=difficulty_of(self.difficulty),
            own_key=own,
        )

    def _check(self, own_key: str) -> None:
        kind = _kind(self.kind, self.choices)
        right = sum(choice.correct for choice in self.choices)
        faults = {
            because(r.ASKS_NOTHING): not self.question.strip(),
            because(r.LONG_ID, most=_LONGEST_ID): len(own_key) > _LONGEST_ID,
            because(r.ODD_LANGUAGE, language=self.language[:_SHOWN]): not _LANGUAGE.match(self.language or "en"),
            because(r.ODD_DIFFICULTY, difficulty=self.difficulty[:_SHOWN]): not difficulty_of(
                self.difficulty or "easy"
            ),
            because(r.NO_CHOICES): kind in _CHOOSING and len(self.choices) < 2,
            because(r.NO_RIGHT_CHOICE): self.choices and not right,
            because(r.TWO_CHOICES): kind is Kind.TRUE_FALSE and (len(self.choices), right) != (2, 1),
            because(r.NO_FORMS): kind in _FORMS and not self.key_points,
        }
        for fault, found in faults.items():
            if found:
                raise Misstated(fault)


def _kind(word: str, choices: Sequence[Choice]) -> Kind:
    """The kind as it is stated; between one right choice and several the choices decide. Raises Misstated."""
    try:
        stated = Kind(word.strip().lower() or Kind.OPEN)
    except ValueError:
        raise Misstated(because(r.ODD_KIND, kind=word[:_SHOWN], kinds=", ".join(Kind))) from None
    if not choices or stated is Kind.TRUE_FALSE:
        return stated
    return Kind.MULTIPLE if sum(choice.correct for choice in choices) > 1 else Kind.SINGLE


def is_place(word: str, choices: Sequence[str]) -> bool:
    """Whether a word is the number, from 1, of one of these choices."""
    return word.isascii() and word.isdigit() and len(word) < 5 and 0 < int(word) <= len(choices)
