"""The CSV: one row for each question, safe in a spreadsheet, and readable again."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.exporting import export
from bot.domain.question import Question
from tests.bank import csv_reader
from tests.bank.exported_samples import ALL, HOSTILE, MULTIPLE, OPEN, any_question, nasty


def written(*questions: Question) -> str:
    return export(questions, "csv", name="x").data.decode("utf-8")


def row_of(question: Question) -> dict[str, str]:
    (row,) = csv.DictReader(StringIO(written(question), newline=""))
    return row


def test_a_question_is_a_row():
    """Lists are cells that a person can read."""
    assert row_of(replace(MULTIPLE, key_points=(("a", "b|c"), ("d\\",)))) == {
        "id": "multiple",
        "deck": "school/math",
        "topic": "js",
        "kind": "multiple",
        "language": "en",
        "question": "Which one?",
        "answer": "Because.",
        "choices": "one\ntwo\nthree\nfour",
        "correct": "1 2 3",
        "hint": "",
        "key_points": "a|b\\|c\nd\\\\",
        "tags": "algebra school/first\\ year",
        "difficulty": "easy",
        "file": "math.md",
        "line": "7",
    }


def test_the_encoding_and_the_line_ends():
    """UTF-8 without a mark of byte order, as every program on every system reads it; rows end as RFC 4180 says."""
    data = export([replace(OPEN, question="¿Qué? שלום 🦆")], "csv", name="x").data
    assert data.startswith(b"id,deck,topic")
    assert data.endswith(b",math.md,7\r\n")
    assert "¿Qué? שלום 🦆".encode() in data


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "\r=1", "\n=1", "'quoted'"])
def test_what_looks_like_a_formula_has_an_apostrophe_before_it(start: str):
    """A spreadsheet shows it and does not compute it; one apostrophe less gives the text back."""
    question = replace(OPEN, question=start)
    assert row_of(question)["question"] == f"'{start}"
    assert csv_reader.read(written(question)) == [question]


def test_hostile_questions_come_back():
    hostile = [nasty(question) for question in ALL]
    assert csv_reader.read(written(*hostile)) == hostile


@given(st.lists(any_question(), max_size=3))
def test_whatever_leaves_comes_back(questions: list[Question]):
    """No character is lost or changed."""
    assert csv_reader.read(written(*questions)) == questions


@given(any_question(), HOSTILE)
def test_no_cell_begins_as_a_formula(question: Question, text: str):
    """None at all, in any column."""
    for cell in row_of(replace(question, topic=text)).values():
        assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))
