"""The bank's own file of synonyms: what it holds, what is wrong with it, and what is added to it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank import syncing, synonym_file
from bot.bank.survey import Look
from bot.domain.question import QuestionKey
from bot.domain.synonyms import Synonym
from bot.store import synonyms
from bot.store.engine import Engine
from tests.study.town import MONDAY, NOTES

ONE = Synonym(QuestionKey("overfit"), "es", "regularización", "penalizar los pesos")
GOOD = '[[synonym]]\nquestion = "overfit"\nlanguage = "es"\npoint = "regularización"\nwords = "penalizar los pesos"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """In a folder that is not there yet."""
    return tmp_path / "data" / "synonyms.toml"


def problems(path: Path) -> list[str]:
    """What is wrong with the file, as it is printed."""
    return [str(problem) for problem in synonym_file.read(path).problems]


def written(path: Path, text: str) -> Path:
    """The file with this text."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file(path: Path):
    """Nobody has accepted anything yet."""
    assert synonym_file.read(path) == synonym_file.SynonymFile()


def test_what_people_wrote_stays(path: Path):
    """Comments, order and a missing end of line survive what the bot adds."""
    by_hand = f"# my own\n\n{GOOD}# the end"
    synonym_file.add(written(path, by_hand), Synonym(QuestionKey("a"), "en", "p", "w"), "Why?\nBecause")
    assert path.read_text(encoding="utf-8").startswith(f"{by_hand}\n\n# Why? Because\n[[synonym]]\nquestion =")
    assert len(synonym_file.read(path).synonyms) == 2


def test_the_same_synonym_again(path: Path):
    """It stands there once."""
    synonym_file.add(path, ONE, "¿Qué?")
    before = path.read_bytes()
    synonym_file.add(path, ONE, "¿Qué?")
    assert path.read_bytes() == before
    assert list(synonym_file.read(path).synonyms) == [ONE]


WORDS = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40).map(str.strip).filter(bool)


@given(WORDS, WORDS, st.text(max_size=50))
def test_any_words_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, point: str, words: str, asked: str):
    """Quotes, signs of TOML, control characters: what is added is what is read."""
    path = tmp_path_factory.mktemp("any") / "synonyms.toml"
    one = Synonym(QuestionKey("k"), "es", point, words)
    synonym_file.add(path, one, asked)
    found = synonym_file.read(path)
    assert (list(found.synonyms), found.problems) == ([one], [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'{GOOD}\n[[synonym]]\nquestion = "a\nwords = 1\n', "synonyms.toml:8: this is no TOML"),
        (f"{GOOD}\n[[synonym]]\nquestion = 'a'\n", 'synonyms.toml:7: "language" is missing; the synonym was left out'),
        (f"{GOOD}\n[[synonym]]\nwords = 1\n", 'synonyms.toml:7: "question" is missing; the synonym was left out'),
        (f"{GOOD}\nx = 1\n", "synonyms.toml"),
        (f"words = 1\n{GOOD}", 'synonyms.toml:1: "words" is not known here; every entry begins with [[synonym]]'),
        (f"{GOOD}{GOOD.replace('pesos', 'p' * 200)}", 'synonyms.toml:6: "words" is longer than 120 characters'),
        (f"{GOOD}\n[[sinonimo]]\nwords = 'x'\n", 'synonyms.toml:7: "sinonimo" is not known here'),
    ],
)
def test_a_slip_in_one_entry(path: Path, text: str, said: str):
    """It is named with its line, and the others hold."""
    found = synonym_file.read(written(path, text))
    assert list(found.synonyms) == [ONE]
    assert all(str(problem).startswith(said) for problem in found.problems)
    assert found.problems or "x = 1" in text


def test_a_file_that_is_no_text(path: Path):
    """One problem, and what was loaded before stays."""
    written(path, "").write_bytes(b"\xff\xfe\x00\x81")
    found = synonym_file.read(path)
    assert (found.is_readable, problems(path)) == (
        False,
        ["synonyms.toml:1: the synonyms cannot be read (it is not UTF-8); those that were loaded stay"],
    )


def test_syncing_follows_the_file(path: Path, engine: Engine):
    """What is written there by hand counts after the next sync, and what is taken out does not; slips are told."""
    unknown = GOOD.replace("regularización", "otra")
    look = Look([NOTES], "es", "auto", synonyms=written(path, f"{GOOD}{unknown}"))
    told = [str(problem) for problem in syncing.sync(engine, look, MONDAY).problems]
    assert told[-1] == ('synonyms.toml:6: no question "overfit" in es has the key point "otra"; its words wait')
    with engine.connect() as db:
        assert {point for point, _ in synonyms.words_for(db, 1, "es", 0)} == {"regularización", "otra"}  # type: ignore[arg-type]
    written(path, "")
    syncing.sync(engine, look, MONDAY)
    with engine.connect() as db:
        assert synonyms.words_for(db, 1, "es", 0) == []  # type: ignore[arg-type]
