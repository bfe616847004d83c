"""A memory worked out anew from all of its reviews, in the order in which they were given."""

from sqlalchemy import Connection, select, update

from bot.domain.conversation import LearnerId
from bot.domain.memory import Grade, review
from bot.store import answers, counts
from bot.store import tables as t
from bot.store.fits import parameters_of


def replay(db: Connection, learner: LearnerId, question: int) -> None:
    """The card that comes of the learner's reviews of a question; without any it stays as it is.

    What each review found before it changes with that, and what it counts for.
    """
    here = (t.Review.learner_id == learner, t.Review.question_id == question)
    columns = (t.Review.id, t.Review.grade, t.Review.at, t.Review.local_day, t.Review.before)
    rows = db.execute(select(*columns).where(*here).order_by(t.Review.at, t.Review.id)).all()
    card, parameters = None, parameters_of(db, learner)
    for row in rows:
        grade, before = Grade(row.grade), answers.kept_card(card)
        counts.take_back(db, learner, row.local_day, answers.told(grade, row.before, row.at))
        counts.add(db, learner, row.local_day, answers.told(grade, before, row.at))
        db.execute(update(t.Review).where(t.Review.id == row.id).values(before=before))
        card = review(card, grade, row.at, parameters)
    if card is not None:
        answers.keep_card(db, learner, question, card)
