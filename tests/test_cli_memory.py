"""`repaso memory fit`, and what `repaso bank sync` says of strong edits."""

from pathlib import Path

import pytest

from bot.store import answers, fits
from bot.store.engine import open_engine
from tests.domain.test_fitting import forgetful
from tests.store.builders import NOW, a_chat, a_learner, asked, questions
from tests.test_cli import Run, folder, repaso  # noqa: F401  # fixtures

DATABASE = "sqlite:///data/repaso.db"


def remembers(name: str, account: int, count: int) -> None:
    """A learner with so many reviews, who forgets fast."""
    engine = open_engine(DATABASE)
    with engine.begin() as db:
        learner, chat = a_learner(db, account, name=name), a_chat(db, account)
        history = forgetful()[:count]
        numbers = questions(db, *(f"Question {number} of {name}?" for number in range(150)))
        for place, one in enumerate(history):
            delivery = asked(db, chat, numbers[one.question], key=str(place), day=NOW.date(), now=one.at)
            answers.keep_review(db, delivery, learner.id, one.grade, before=None, at=one.at, day=one.at.date())
    engine.dispose()


def test_nobody_has_enough_reviews(repaso: Run):  # noqa: F811
    """It says how many it takes, and that is no fault."""
    assert repaso("memory", "fit") == (
        0,
        "Nobody has 400 reviews yet; until then everybody's parameters are the best guess.\n",
        "",
    )


def test_learners_are_fitted(repaso: Run):  # noqa: F811
    """Log-loss before and after on held-back reviews, for who has enough; by name, also who has not."""
    repaso("db", "upgrade")
    remembers("Ana", 1, 1200)
    remembers("Luis", 2, 100)
    status, out, err = repaso("memory", "fit")
    line, *more = out.splitlines()
    assert (status, more, err) == (0, [], "")
    before, after = (float(number) for number in line.partition("log-loss ")[2].partition(":")[0].split(" → "))
    assert after < before
    assert line.startswith("Ana (1): 1200 reviews, log-loss ")
    assert line.endswith(": kept")
    engine = open_engine(DATABASE)
    with engine.connect() as db:
        assert fits.parameters_of(db, 1) != fits.parameters_of(db, 2)
    engine.dispose()
    assert repaso("memory", "fit", "--learner", "Luis").out == "Luis (2): 100 reviews, a fit needs 400\n"
    assert repaso("memory", "fit", "--learner", "1").out.startswith("Ana (1): 1200 reviews, log-loss ")


@pytest.mark.parametrize("name", ["Eva", "99", "9" * 40, "²"])
def test_a_learner_that_there_is_not(repaso: Run, name: str):  # noqa: F811
    """One sentence and exit status 2."""
    status, out, err = repaso("memory", "fit", "--learner", name)
    assert (status, out) == (2, "")
    assert err.startswith(f'There is no learner "{name}"')


def test_sync_says_what_is_asked_again(repaso: Run, folder: Path):  # noqa: F811
    """An edit that changes the answer stands out from one that does not."""
    note = folder / "vault" / "sql.md"
    repaso("bank", "sync", "vault")
    note.write_text(note.read_text().replace("The **rows** that match.", "The **rows** that match both."))
    assert repaso("bank", "sync").out == (
        "changed  sql.md:10: What is an inner join?\n"
        "added 0 · changed 1 · moved 0 · returned 0 · retired 0 · unchanged 1\n"
    )
    note.write_text(note.read_text().replace("The **rows** that match both.", "A carpenter's corner."))
    assert repaso("bank", "sync").out == (
        "changed  sql.md:10: What is an inner join? (asked again soon)\n"
        "added 0 · changed 1 · moved 0 · returned 0 · retired 0 · unchanged 1 · asked again soon 1\n"
    )
