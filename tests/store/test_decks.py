"""Learners' own decks in the database: apart from the bank, apart from each other, and gone when they are removed."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select

from bot.bank.importer import load
from bot.domain.question import Bank
from bot.domain.uploads import Enclosure
from bot.store import answers, bank, bank_sync, candidates, decks
from bot.store import tables as t
from bot.store.bank import Reach
from bot.store.engine import Connection, Engine
from bot.store.pool import Pool
from tests.bank.builders import a_question
from tests.store.builders import NOW, a_chat, a_learner, asked

QUESTIONS = [a_question("What is a closure?", line=1), a_question("How does hoisting work?", line=4)]


def rows(db: Connection, table: type) -> int:
    """How many rows a table has."""
    return db.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.both_databases
def test_the_life_of_a_deck(engine: Engine):
    """Made, changed, asked, learnt, and removed with all that hangs on it; the bank's same questions stay."""
    with engine.begin() as db:
        ana, luis, chat = a_learner(db), a_learner(db, 2, name="Luis"), a_chat(db)
        load(db, Bank(1, QUESTIONS), NOW)
        deck = decks.make_deck(db, ana.id, "js.md", NOW)
        assert decks.make_deck(db, ana.id, "js.md", NOW) == deck
        assert load(db, Bank(1, QUESTIONS), NOW, deck).count("added") == 2
        assert load(db, Bank(1, QUESTIONS), NOW, deck).changes == ()

        own = Reach(ana.id, deck)
        assert bank.count_questions(db) == bank.count_questions(db, own) == 2
        assert bank.count_questions(db, Reach(ana.id)) == 4
        assert bank.count_questions(db, Reach(luis.id, deck)) == 0
        assert [topic.questions for topic in bank.topics(db, "en", Reach(ana.id))] == [4]
        assert [one.key for one in decks.questions_in(db, deck)[1]] == [one.key for one in QUESTIONS]

        first = db.execute(select(func.min(t.Question.id)).where(Pool(reach=own).condition)).scalar_one()
        assert len(candidates.fresh(db, ana.id, chat.id, Pool(reach=Reach(ana.id)), start=0)) == 2
        delivery = asked(db, chat, first)
        answers.keep_answer(
            db, delivery, ana.id, answers.Given("x", None, frozenset()), chat=chat.id, message=1, at=NOW
        )
        edited = [replace(QUESTIONS[0], answer="Other."), a_question("Something else entirely?", line=9)]
        changed = load(db, Bank(1, edited), NOW, deck)
        assert {what: changed.count(what) for what in ("added", "changed", "retired")} == {
            "added": 1,
            "changed": 1,
            "retired": 1,
        }
        decks.forget_unasked(db, deck)
        assert decks.decks_of(db, ana.id) == [decks.Deck(deck, "js.md", 2)]
        assert decks.deck_of(db, luis.id, deck) is None

        decks.remove_deck(db, deck)
        assert (rows(db, t.Upload), rows(db, t.Question), rows(db, t.Variant), rows(db, t.Delivery)) == (0, 2, 2, 0)
        assert {known.key for known in bank_sync.known_variants(db)} == {one.key for one in QUESTIONS}


@pytest.mark.both_databases
def test_a_learner_who_goes_takes_their_decks_along(engine: Engine):
    """Erasing a learner erases what they sent."""
    with engine.begin() as db:
        ana = a_learner(db)
        load(db, Bank(1, QUESTIONS), NOW, decks.make_deck(db, ana.id, "js.md", NOW))
        db.execute(delete(t.Learner).where(t.Learner.id == ana.id))
        assert (rows(db, t.Upload), rows(db, t.Question), rows(db, t.Variant)) == (0, 0, 0)


@pytest.mark.both_databases
def test_what_a_deck_encloses(engine: Engine):
    """Kept with the deck, replaced when it is sent again, weighed for its learner, and gone with it."""
    with engine.begin() as db:
        ana, luis = a_learner(db), a_learner(db, 2, name="Luis")
        first, second, other = (
            decks.make_deck(db, owner.id, name, NOW)
            for owner, name in ((ana, "a.zip"), (ana, "b.zip"), (luis, "a.zip"))
        )
        decks.keep_enclosures(db, first, [Enclosure("cell.png", b"12345"), Enclosure("dna.png", b"1")])
        decks.keep_enclosures(db, second, [Enclosure("cell.png", b"123")])
        assert decks.enclosure(db, first, "cell.png") == Enclosure("cell.png", b"12345")
        assert decks.enclosure(db, other, "cell.png") is None
        assert [
            decks.bytes_enclosed(db, who.id, but=but) for who, but in ((ana, first), (ana, other), (luis, first))
        ] == [
            3,
            9,
            0,
        ]
        decks.keep_enclosures(db, first, [Enclosure("cell.png", b"54321")])
        assert decks.enclosure(db, first, "cell.png") == Enclosure("cell.png", b"54321")
        assert decks.enclosure(db, first, "dna.png") is None
        decks.remove_deck(db, first)
        assert decks.enclosure(db, first, "cell.png") is None
        assert rows(db, t.Enclosure) == 1
