"""Other words for key points: the bank's, as its file has them, and each learner's own."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, Row, Select, delete, func, insert, select, update

from bot.domain.conversation import LearnerId
from bot.domain.folding import fold
from bot.domain.question import Question, QuestionKey
from bot.domain.synonyms import MOST_A_QUESTION, Proposal, ProposalState, Synonym
from bot.store import tables as t
from bot.store.bank import question_in
from bot.store.prepared import Bound, prepared
from bot.store.upsert import insert_new


def words_for(db: Connection, question: int, language: str, learner: LearnerId) -> list[tuple[str, str]]:
    """What says the key points of a question in other words, for this learner: (label, words)."""
    return [(row.point, row.words) for row in db.execute(*_words_for(question, language, learner))]


@prepared
def _words_for(question: Bound, language: Bound, learner: Bound) -> Executable:
    of_bank = (
        select(t.Synonym.point, t.Synonym.words)
        .join(t.Question, t.Question.key == t.Synonym.question_key)
        .where(t.Question.id == question, t.Synonym.language == language)
    )
    own = select(t.Proposal.point, t.Proposal.words).where(
        t.Proposal.learner_id == learner, t.Proposal.question_id == question, t.Proposal.language == language
    )
    return of_bank.union_all(own)


def propose(
    db: Connection, learner: LearnerId, question: int, language: str, point: str, words: str, now: datetime
) -> bool:
    """Keeps a learner's words for a key point; False when they have as many as one may have, and nothing is kept."""
    mine = (t.Proposal.learner_id == learner, t.Proposal.question_id == question)
    if db.execute(select(func.count()).select_from(t.Proposal).where(*mine)).scalar_one() >= MOST_A_QUESTION:
        return False
    row = {"learner_id": learner, "question_id": question, "language": language, "point": point, "words": words}
    insert_new(db, t.Proposal, **row, state=ProposalState.WAITING, at=now)
    return True


def waiting(db: Connection) -> list[Proposal]:
    """What waits for an admin, oldest first, the same words once. Never of a learner's own deck: that is theirs."""
    found: dict[object, Proposal] = {}
    for row in db.execute(_waiting().order_by(t.Proposal.id)):
        same = (row.question_id, row.language, row.point, fold(row.words))
        found.setdefault(same, _proposal(db, row))
    return list(found.values())


def proposal(db: Connection, number: int) -> Proposal | None:
    """One that waits, or None: the number may come from a forged button, or somebody was quicker."""
    row = db.execute(_waiting().where(t.Proposal.id == number)).first()
    return None if row is None else _proposal(db, row)


def decide(db: Connection, decided: Proposal, *, accepted: bool) -> None:
    """Closes a proposal, and those of other learners with the same words; what is accepted is everybody's from now."""
    one = decided.synonym
    number = select(t.Proposal.question_id).where(t.Proposal.id == decided.id).scalar_subquery()
    same = (t.Proposal.question_id == number, t.Proposal.language == one.language, t.Proposal.point == one.point)
    open_ones = db.execute(select(t.Proposal.id, t.Proposal.words).where(*same, _IS_WAITING)).all()
    alike = [row.id for row in open_ones if fold(row.words) == fold(one.words)]
    state = ProposalState.ACCEPTED if accepted else ProposalState.REJECTED
    db.execute(update(t.Proposal).where(t.Proposal.id.in_(alike)).values(state=state))
    if accepted:
        insert_new(db, t.Synonym, **_values(one))


def mirror(db: Connection, synonyms: Sequence[Synonym]) -> None:
    """Makes the stored synonyms of the bank those of its file."""
    wanted = set(synonyms)
    if wanted != set(_stored(db)):
        db.execute(delete(t.Synonym))
        if wanted:
            db.execute(insert(t.Synonym), [_values(one) for one in dict.fromkeys(synonyms)])


def without_point(db: Connection, synonyms: Collection[Synonym]) -> list[Synonym]:
    """Those whose question is not in the bank, or has no such key point."""
    known: dict[tuple[QuestionKey, str], frozenset[str]] = {}
    for one in synonyms:
        place = (one.question, one.language)
        if place not in known:
            known[place] = _labels(db, *place)
    return [one for one in synonyms if fold(one.point) not in known[one.question, one.language]]


_IS_WAITING = t.Proposal.state == ProposalState.WAITING


def _waiting() -> Select[Any]:
    columns = (*t.Proposal.__table__.columns, t.Question.key)
    return select(*columns).join(t.Question).where(_IS_WAITING, t.Question.upload_id.is_(None))


def _proposal(db: Connection, row: Row[Any]) -> Proposal:
    question = question_in(db, row.question_id, row.language)
    synonym = Synonym(QuestionKey(row.key), row.language, row.point, row.words)
    return Proposal(row.id, synonym, question.question, question.file, question.line)


def _labels(db: Connection, key: QuestionKey, language: str) -> frozenset[str]:
    query = select(t.Question.id).where(t.Question.key == key, t.Question.upload_id.is_(None))
    number = db.execute(query).scalar()
    question: Question | None = None if number is None else question_in(db, number, language)
    points = question.key_points if question and question.language == language else ()
    return frozenset(fold(point[0]) for point in points if point)


def _stored(db: Connection) -> list[Synonym]:
    columns = (t.Synonym.question_key, t.Synonym.language, t.Synonym.point, t.Synonym.words)
    return [
        Synonym(QuestionKey(key), language, point, words)
        for key, language, point, words in db.execute(select(*columns))
    ]


def _values(one: Synonym) -> dict[str, str]:
    return {"question_key": one.question, "language": one.language, "point": one.point, "words": one.words}
