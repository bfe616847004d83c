"""The bank as it is kept: questions, their text in each language, and their topics."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Executable, Row, Select, exists, func, select, true

from bot.domain.conversation import LearnerId
from bot.domain.folding import fold
from bot.domain.question import Choice, Difficulty, Question, QuestionKey
from bot.domain.uploads import UploadId
from bot.store import tables as t
from bot.store.prepared import Bound, prepared

TOPIC_CODE_BYTES = 5

VARIANT = (*t.Variant.__table__.columns, t.Question.key, t.Question.upload_id)
"""What `question_of` needs of a row."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose questions a chat gets: the bank's, and those in the decks of `owner`; with `deck`, of that one alone."""

    owner: LearnerId | None = None
    deck: UploadId | None = None


PUBLIC = Reach()


@dataclass(frozen=True, slots=True)
class Topic:
    """A section of the bank that can be chosen, with how many questions it has."""

    code: str
    title: str
    deck: str
    questions: int


@lru_cache(maxsize=1_000)
def topic_code(deck: str, topic: str) -> str:
    """A short code for a topic, which a button can carry: ten hexadecimal digits."""
    return hashlib.blake2b(f"{fold(deck)}\n{fold(topic)}".encode(), digest_size=TOPIC_CODE_BYTES).hexdigest()


def question_in(db: Connection, question: int, language: str) -> Question:
    """The text of a question in a language, else in another that it has; a retired one is better than none.

    Raises NoResultFound for an unknown id.
    """
    return question_of(db.execute(*_best(question, language)).one())


@prepared
def _best(question: Bound, language: Bound) -> Executable:
    order = (t.Variant.retired_at.is_not(None), t.Variant.language != language, t.Variant.language)
    return select(*VARIANT).join(t.Question).where(t.Question.id == question).order_by(*order).limit(1)


def topics(db: Connection, language: str, reach: Reach = PUBLIC) -> list[Topic]:
    """The topics that have questions, in the order of decks and files; each question counts in one language."""
    best = _best_variants(language, reach).subquery()
    columns = (best.c.topic_code, best.c.topic, best.c.deck, func.count().label("questions"))
    query = select(*columns).group_by(best.c.topic_code, best.c.topic, best.c.deck)
    rows = db.execute(query.order_by(func.min(best.c.file), func.min(best.c.line)))
    return [Topic(row.topic_code, row.topic, row.deck, row.questions) for row in rows]


def _best_variants(language: str, reach: Reach) -> Select[Any]:
    """Of each question the variant that a reader of `language` would get."""
    rank = func.row_number().over(
        partition_by=t.Variant.question_id, order_by=(t.Variant.language != language, t.Variant.language)
    )
    query = select(*t.Variant.__table__.columns, rank.label("rank")).join(t.Question)
    ranked = query.where(t.Variant.retired_at.is_(None), _within_reach(reach)).subquery()
    return select(ranked).where(ranked.c.rank == 1)


def count_questions(db: Connection, reach: Reach = PUBLIC) -> int:
    """How many questions can be asked."""
    return db.execute(select(func.count()).select_from(t.Question).where(within((), reach))).scalar_one()


def any_within(db: Connection, topics: Collection[str], reach: Reach, difficulty: Difficulty | None) -> bool:
    """Whether there is anything to ask; see `within`."""
    return db.execute(select(exists().where(within(topics, reach, difficulty)))).scalar_one()


def is_in(db: Connection, language: str, reach: Reach) -> bool:
    """Whether any question can be asked in a language."""
    of_it = (t.Variant.language == language) & t.Variant.retired_at.is_(None)
    return db.execute(
        select(exists().where(t.Variant.question_id == t.Question.id, of_it, within((), reach)))
    ).scalar_one()


def is_of_bank(db: Connection, question: int) -> bool:
    """Whether a question is everybody's, and of no learner's deck."""
    return db.execute(select(exists().where(t.Question.id == question, of_bank()))).scalar_one()


# SQLAlchemy has no public type for a condition.


def within(topics: Collection[str], reach: Reach = PUBLIC, difficulty: Difficulty | None = None) -> Any:
    """The condition that a question can be asked: not retired, in reach, of one of these topics (none: all), and of
    this difficulty (None: any).
    """
    asked = t.Question.retired_at.is_(None) & _within_reach(reach) & suits(difficulty)
    if not topics:
        return asked
    chosen = select(t.Variant.question_id).where(t.Variant.topic_code.in_(topics), t.Variant.retired_at.is_(None))
    return asked & t.Question.id.in_(chosen)


def suits(difficulty: Difficulty | None) -> Any:
    """The condition that a question is as hard as that; one whose note says nothing of it is as good as any."""
    if difficulty is None:
        return true()
    as_hard = (t.Variant.difficulty == difficulty) | t.Variant.difficulty.is_(None)
    return exists().where(t.Variant.question_id == t.Question.id, t.Variant.retired_at.is_(None), as_hard)


def of_bank() -> Any:
    """The condition that a question is everybody's."""
    return t.Question.upload_id.is_(None)


def of_decks(owner: LearnerId, deck: UploadId | None = None) -> Any:
    """The condition that a question is in one of the learner's own decks, or in this one of them."""
    decks = select(t.Upload.id).where(t.Upload.learner_id == owner)
    return t.Question.upload_id.in_(decks if deck is None else decks.where(t.Upload.id == deck))


def _within_reach(reach: Reach) -> Any:
    if reach.owner is None:
        return of_bank()
    own = of_decks(reach.owner, reach.deck)
    return own if reach.deck is not None else of_bank() | own


def stored_key(key: QuestionKey, upload: UploadId | None) -> str:
    """The key in the database. That of a deck's question begins with a space, as no key does that a note can state."""
    return key if upload is None else f" {upload}:{key}"


def stated_key(stored: str, upload: UploadId | None) -> QuestionKey:
    """The key as the note has it."""
    return QuestionKey(stored if upload is None else stored.removeprefix(f" {upload}:"))


def question_of(row: Row[*tuple[Any, ...]]) -> Question:
    """A row of VARIANT."""
    return Question(
        key=stated_key(row.key, row.upload_id),
        file=row.file,
        line=row.line,
        deck=row.deck,
        topic=row.topic,
        kind=row.kind,
        language=row.language,
        question=row.prompt,
        answer=row.answer,
        choices=tuple(Choice(text, correct) for text, correct in row.choices),
        hint=row.hint,
        key_points=tuple(tuple(point) for point in row.key_points),
        tags=tuple(row.tags),
        difficulty=row.difficulty,
        own_key=row.own_key,
        attachments=tuple(row.attachments),
        answer_attachments=tuple(row.answer_attachments),
    )


def variant_values(question: Question, fingerprint: str) -> dict[str, Any]:
    """A question as the columns of its variant."""
    return {
        "language": question.language,
        "file": question.file,
        "line": question.line,
        "deck": question.deck,
        "topic": question.topic,
        "topic_code": topic_code(question.deck, question.topic),
        "kind": question.kind,
        "prompt": question.question,
        "answer": question.answer,
        "choices": tuple((choice.text, choice.correct) for choice in question.choices),
        "hint": question.hint,
        "key_points": question.key_points,
        "tags": question.tags,
        "difficulty": question.difficulty,
        "fingerprint": fingerprint,
        "own_key": question.own_key,
        "attachments": question.attachments,
        "answer_attachments": question.answer_attachments,
    }
