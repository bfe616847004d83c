"""Errors quote what they choke on; the log does not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.seeing.discretion import discreet, traced


def raised(work) -> Exception:
    """What the work raises."""
    try:
        work()
    except Exception as error:  # noqa: BLE001  # whatever it is
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("invalid literal for int() with base 10: 'mi respuesta'", "invalid literal for int() with base 10: '…'"),
        ("""no "l'été" here""", "no '…' here"),
        ("it isn't there, and can't be", "it isn't there, and can't be"),
        ("UNIQUE constraint failed: answers.chat_id", "UNIQUE constraint failed: answers.chat_id"),
        ("new row violates it\nDETAIL:  Failing row contains (1, mi respuesta).", "new row violates it\nDETAIL: …"),
    ],
)
def test_a_sentence(sentence: str, told: str):
    """What is quoted goes, and so does PostgreSQL's row; the rest says what is wrong."""
    assert discreet(sentence) == told


def test_a_traceback():
    """Where it happened and what kind of error it is stay."""
    told = traced(raised(lambda: int("mi respuesta")))
    assert "test_discretion.py" in told
    assert told.endswith("ValueError: invalid literal for int() with base 10: '…'")


def test_what_led_to_it():
    """Every error of the chain is told so."""

    def work() -> None:
        try:
            {}["mi respuesta"]
        except KeyError as error:
            raise RuntimeError("no 'otra cosa'") from error

    told = traced(raised(work))
    assert "KeyError: '…'" in told
    assert "RuntimeError: no '…'" in told


def test_several_at_once():
    """Those of a group, too."""
    group = ExceptionGroup("some", [ValueError("not 'mi respuesta'"), json.JSONDecodeError("bad", "mi respuesta", 0)])
    told = traced(group)
    assert "mi respuesta" not in told
    assert "ValueError: not '…'" in told


@given(st.text(min_size=5).filter(lambda written: len(set(written)) > 3))
def test_whatever_was_written(written: str):
    """As Python quotes it, nothing of it stays."""
    assert repr(written)[1:-1] not in discreet(f"it is no number: {written!r}")
