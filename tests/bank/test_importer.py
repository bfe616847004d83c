"""Loading notes again and again: what changed is found, and what people remember survives."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from bot.bank.importer import Loaded, load
from bot.bank.reading import read_bank
from bot.domain.memory import Card
from bot.store import answers, bank
from bot.store import tables as t
from bot.store.engine import Engine
from bot.store.pool import Pool
from tests.store.builders import NOW, a_learner

pytestmark = pytest.mark.both_databases

JOINS = """\
# SQL

## Joins

### What is an inner join?
The rows that match on both sides.

### What is an outer join?
Also those that match on one side only.
"""
WINDOWS = """\
# SQL

## Windows

### What does OVER do?
It computes over a window of rows.

### What does RANK give to equals?
The same number, and then a gap.
"""
CARD = Card(4.5, 6.0, NOW + timedelta(days=4), NOW)

Count = tuple[int, int, int, int, int, int]


class Vault:
    """A folder of notes that is loaded into a database."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self.engine = engine
        folder.mkdir()

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def load(self) -> Loaded:
        with self.engine.begin() as db:
            return load(db, read_bank([self.folder], default_language="en"), NOW)

    def counts(self) -> Count:
        """Loads; gives how many were added, changed, moved, returned, retired, and left as they were."""
        loaded = self.load()
        whats = ("added", "changed", "moved", "returned", "retired")
        return *(loaded.count(what) for what in whats), loaded.unchanged  # type: ignore[return-value]

    def asked(self) -> list[str]:
        """What can be asked now."""
        with self.engine.begin() as db:
            open_ones = db.execute(select(t.Question.id).where(Pool().condition).order_by(t.Question.id)).scalars()
            return [bank.question_in(db, number, "en").question for number in open_ones.all()]


@pytest.fixture
def vault(tmp_path: Path, engine: Engine) -> Vault:
    vault = Vault(tmp_path / "vault", engine)
    vault.write("joins.md", JOINS)
    vault.write("windows.md", WINDOWS)
    return vault


@pytest.fixture
def remembered(vault: Vault) -> Callable[[], str]:
    """A learner remembers the outer join; gives how the question reads that their card belongs to."""
    vault.load()
    with vault.engine.begin() as db:
        ana = a_learner(db)
        asked = select(t.Variant.question_id).where(t.Variant.prompt == "What is an outer join?")
        answers.keep_card(db, ana.id, db.execute(asked).scalar_one(), CARD)

    def question() -> str:
        with vault.engine.begin() as db:
            number = db.execute(select(t.Card.question_id)).scalar_one()
            assert answers.card(db, a_learner(db).id, number) == CARD
            return bank.question_in(db, number, "en").question

    return question


def test_the_first_load_adds_everything(vault):
    """And a second one changes nothing."""
    assert vault.counts() == (4, 0, 0, 0, 0, 0)
    assert vault.counts() == (0, 0, 0, 0, 0, 4)
    assert vault.load().changes == ()


def test_everything_of_a_question_is_stored(vault, engine):
    """It comes back as it was read, whatever it holds."""
    folder = Path(__file__).parent / "notes"
    shutil.copytree(folder, vault.folder, dirs_exist_ok=True)
    vault.load()
    found = read_bank([vault.folder], default_language="en").questions
    with engine.begin() as db:
        stored = {key: number for number, key in db.execute(select(t.Question.id, t.Question.key))}
        for question in found:
            kept = bank.question_in(db, stored[question.key], question.language)
            assert kept == question


def test_an_answer_that_is_edited(vault, remembered):
    """The question has changed, and is the same question."""
    vault.edit("joins.md", "on one side only", "on one side, with gaps")
    assert vault.counts() == (0, 1, 0, 0, 0, 3)
    assert remembered() == "What is an outer join?"


def test_a_question_that_is_worded_anew(vault, remembered):
    """The nearest of its note that is gone is the one that it was."""
    vault.edit("joins.md", "What is an outer join?", "What is an outer join, exactly?")
    assert vault.counts() == (0, 1, 0, 0, 0, 3)
    assert remembered() == "What is an outer join, exactly?"
    assert vault.counts() == (0, 0, 0, 0, 0, 4)


def test_a_note_that_is_renamed(vault, remembered):
    """Its questions have moved."""
    (vault.folder / "joins.md").rename(vault.folder / "all joins.md")
    assert vault.counts() == (0, 0, 2, 0, 0, 2)
    assert remembered() == "What is an outer join?"


def test_a_question_that_goes_to_another_note(vault, remembered):
    """It has moved, and the ones that stayed have not."""
    section = "### What is an outer join?\nAlso those that match on one side only.\n"
    vault.edit("joins.md", section, "")
    vault.write("windows.md", WINDOWS + "\n" + section)
    assert vault.counts() == (0, 0, 1, 0, 0, 3)
    assert remembered() == "What is an outer join?"


def test_a_question_that_is_deleted_and_comes_back(vault, remembered):
    """Meanwhile it is kept and not asked."""
    vault.edit("joins.md", "### What is an outer join?\nAlso those that match on one side only.\n", "")
    assert vault.counts() == (0, 0, 0, 0, 1, 3)
    assert "What is an outer join?" not in vault.asked()
    assert remembered() == "What is an outer join?"
    vault.write("joins.md", JOINS)
    assert vault.counts() == (0, 0, 0, 1, 0, 3)
    assert "What is an outer join?" in vault.asked()
    assert remembered() == "What is an outer join?"


def test_a_note_that_is_deleted_and_comes_back_elsewhere(vault, remembered):
    """It returns with what people remember of it."""
    (vault.folder / "joins.md").unlink()
    assert vault.counts() == (0, 0, 0, 0, 2, 2)
    assert vault.counts() == (0, 0, 0, 0, 0, 2)
    vault.write("archive/old joins.md", JOINS)
    assert vault.counts() == (0, 0, 0, 2, 0, 2)
    assert remembered() == "What is an outer join?"


def test_lines_that_shift(vault, engine):
    """A paragraph above changes no question, but where it stands is known."""
    vault.load()
    vault.edit("joins.md", "# SQL\n", "# SQL\n\nA few words first.\n")
    assert vault.counts() == (0, 0, 0, 0, 0, 4)
    with engine.connect() as db:
        line = select(t.Variant.line).where(t.Variant.prompt == "What is an inner join?")
        assert db.execute(line).scalar_one() == JOINS.splitlines().index("### What is an inner join?") + 3


def test_a_language_that_is_added(vault, engine):
    """The same `^id` in another language is the same question, asked in the reader's language."""
    vault.write("en.md", "---\nlang: en\n---\n# SQL\n\n### What is a view? ^view\nA stored query.\n")
    vault.write("es.md", "---\nlang: es\n---\n# SQL\n\n### ¿Qué es una vista? ^view\nUna consulta guardada.\n")
    vault.load()
    with engine.begin() as db:
        assert bank.count_questions(db) == 5
        number = db.execute(select(t.Question.id).where(t.Question.key == "view")).scalar_one()
        assert bank.question_in(db, number, "es").question == "¿Qué es una vista?"
        assert bank.question_in(db, number, "en").question == "What is a view?"
        assert bank.question_in(db, number, "fr").question in {"¿Qué es una vista?", "What is a view?"}


def test_a_language_that_is_taken_away(vault, engine):
    """The question goes on in the other one, and is retired with the last."""
    vault.write("en.md", "---\nlang: en\n---\n# SQL\n\n### What is a view? ^view\nA stored query.\n")
    vault.write("es.md", "---\nlang: es\n---\n# SQL\n\n### ¿Qué es una vista? ^view\nUna consulta guardada.\n")
    vault.load()
    (vault.folder / "en.md").unlink()
    assert vault.counts() == (0, 0, 0, 0, 1, 5)
    assert "¿Qué es una vista?" in vault.asked()
    (vault.folder / "es.md").unlink()
    assert vault.counts() == (0, 0, 0, 0, 1, 4)
    assert len(vault.asked()) == 4


def test_two_notes_that_swap_their_languages(vault):
    """Both variants of a question change at once."""
    vault.write("a.md", "---\nlang: en\n---\n# SQL\n\n### What is a view? ^view\nA stored query.\n")
    vault.write("b.md", "---\nlang: es\n---\n# SQL\n\n### ¿Qué es una vista? ^view\nUna consulta guardada.\n")
    vault.load()
    vault.edit("a.md", "lang: en", "lang: es")
    vault.edit("b.md", "lang: es", "lang: en")
    loaded = vault.load()
    assert loaded.count("added") == loaded.count("retired") == 0
    assert vault.load().changes == ()


def test_topics_follow_the_notes(vault, engine):
    """Each with its questions that can be asked."""
    vault.load()
    vault.edit("joins.md", "### What is an inner join?\nThe rows that match on both sides.\n", "")
    vault.edit("windows.md", "## Windows", "## Window functions")
    vault.load()
    with engine.connect() as db:
        assert [(topic.title, topic.questions) for topic in bank.topics(db, "en")] == [
            ("Joins", 1),
            ("Window functions", 2),
        ]


def test_a_load_that_fails_half_way_leaves_everything_as_it_was(vault, engine):
    """The notes were retired and loaded, and then something breaks: nothing of it is kept."""
    vault.load()
    before = kept(engine)
    shutil.rmtree(vault.folder)
    vault.folder.mkdir()
    vault.write("new.md", "# SQL\n\n### What is a trigger?\nCode that runs by itself.\n")
    with pytest.raises(NoResultFound):
        load_and_break(vault)
    assert kept(engine) == before


def load_and_break(vault: Vault) -> None:
    with vault.engine.begin() as db:
        loaded = load(db, read_bank([vault.folder], default_language="en"), NOW)
        assert (loaded.count("added"), loaded.count("retired")) == (1, 4)
        bank.question_in(db, 404, "en")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as db:
        rows = db.execute(select(*t.Variant.__table__.columns).order_by(t.Variant.id)).all()
        return [tuple(row) for row in rows]


def test_a_bank_of_many_notes(vault, engine):
    """Two thousand questions are loaded, and loaded again, within bounds."""
    for note in range(20):
        questions = "".join(f"### What is thing {note}-{number}?\nIt is that.\n\n" for number in range(100))
        vault.write(f"note {note}.md", f"# Things {note}\n\n{questions}")
    assert vault.counts() == (2004, 0, 0, 0, 0, 0)
    assert vault.counts() == (0, 0, 0, 0, 0, 2004)
    with engine.connect() as db:
        assert db.execute(select(func.count()).select_from(t.Variant)).scalar() == 2004
