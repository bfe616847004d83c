"""What the bank exports, it reads: the same questions, but for the file and line that they stand on now."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.bank.exporting import export
from bot.bank.reading import Reading, read_bank
from bot.domain.question import Bank, Choice, Kind, Question
from tests.bank.builders import a_question, complaints, reading
from tests.bank.exported_samples import ALL, SINGLE, question_of_a_note

FORMATS = ("csv", "json")
HEADER = "id,deck,topic,kind,language,question,answer,choices,correct,hint,key_points,tags,difficulty\n"


def again(questions: Sequence[Question], format: str) -> Reading:  # noqa: A002  # as in `export`
    """The file of some questions, read."""
    return reading(export(questions, format, name="x").data.decode(), file=f"x.{format}", language="fr")


def elsewhere(questions: Sequence[Question]) -> list[Question]:
    """Questions as they are wherever they stand."""
    return [replace(question, file="", line=0, own_key="") for question in questions]


@given(st.lists(question_of_a_note(), min_size=1, max_size=3), st.sampled_from(FORMATS))
@example(list(ALL), "csv")
@example(list(ALL), "json")
def test_whatever_leaves_comes_back(questions: list[Question], format: str):  # noqa: A002
    """Every kind, with quotes, line ends, signs of formulas, semicolons, pipes and emoji in every part."""
    found = again(questions, format)
    assert elsewhere(found.questions) == elsewhere(questions)
    assert all(problem.message == "the question has no answer" for problem in found.problems)


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_of_the_whole_bank_is_a_bank(tmp_path: Path, format: str):  # noqa: A002
    """With the ids that the questions have, so that what people remember of them stays theirs."""
    before = read_bank([Path("content")], default_language="en").questions
    file = tmp_path / f"repaso.{format}"
    file.write_bytes(export(before, format, name="x").data)
    after = read_bank([tmp_path], default_language="fr")
    assert elsewhere(after.questions) == elsewhere(before)
    assert after.problems == ()


def test_questions_that_ask_the_same_stay_apart():
    """The second of them has a number in its id, which is its own when it comes back."""
    twins = [a_question(key="abc"), a_question(key="abc~2")]
    assert [question.key for question in again(twins, "csv").questions] == ["abc", "abc~2"]


def test_a_spreadsheet_saved_it():
    """Semicolons, another order of the columns, quotes around all, and a column of one's own."""
    text = '"kind";"question";"Mine";"choices";"correct";"answer";"id"\n"";"Which?";"x";"a\nb\nc";"1, 3";"";""\n'
    (found,) = reading(text, file="x.csv").questions
    assert (found.kind, found.language, found.line) == (Kind.MULTIPLE, "en", 2)
    assert found.choices == (Choice("a", True), Choice("b", False), Choice("c", True))


def row(**cells: str) -> str:
    names = HEADER.strip().split(",")
    stated = {"kind": "open", "question": "Why?", "answer": "So."} | cells
    return ",".join(f'"{stated.get(name, "")}"' for name in names) + "\n"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"kind": "essay"}, 'its kind "essay" is not open, short, single, multiple, true/false, cloze'),
        ({"question": " "}, "it asks nothing"),
        ({"kind": "single"}, "it has no choices to choose from"),
        ({"kind": "single", "choices": "a\nb"}, "none of its choices is the right one"),
        ({"choices": "a\nb", "correct": "3"}, '"3" in the column correct is the number of no choice'),
        ({"choices": "a\nb", "correct": "²"}, '"²" in the column correct is the number of no choice'),
        ({"kind": "short"}, "what counts as right stands in no key point"),
        ({"difficulty": "hrad"}, 'its difficulty "hrad" is not easy, medium or hard'),
        ({"language": "Spanish!"}, 'its language "Spanish!" is no code such as "es" or "en-GB"'),
        ({"id": "x" * 81}, "its id is longer than 80 signs"),
        (
            {"kind": "true/false", "choices": "a\nb\nc", "correct": "1"},
            "true or false has two choices, one of them right",
        ),
    ],
)
def test_a_row_that_states_no_question(cells: dict[str, str], reason: str):
    """Somebody edited it: told with its line, and the other rows are read."""
    text = HEADER + row() + row(**cells) + row(question="How?")
    assert complaints(text, file="x.csv") == [f"x.csv:3: {reason}; the question was left out"]
    assert [question.question for question in reading(text, file="x.csv").questions] == ["Why?", "How?"]


def test_a_formula_that_was_typed_into_the_sheet():
    """An apostrophe that guards nothing belongs to the text."""
    text = HEADER + row(question="'tis what?", answer="'=1+1", hint="''twas")
    (found,) = reading(text, file="x.csv").questions
    assert (found.question, found.answer, found.hint) == ("'tis what?", "=1+1", "'twas")


def test_json_that_breaks_off():
    """What stands before is read, and the place is named; so is an object that is no question."""
    whole = export([SINGLE, SINGLE], "json", name="x").data.decode()
    found = reading(whole[: whole.rindex('"kind"')], file="x.json")
    assert [question.question for question in found.questions] == ["Which one?"]
    assert [str(problem) for problem in found.problems] == [
        "x.json:36: from here on it is no JSON; the question was left out"
    ]
    odd = '{"files": 1, "questions": [{"question": ["x"]}, {"choices": [1]}, {"tags": "a"}, 7, "\\ud800"]}'
    assert [problem.message for problem in reading(odd, file="x.json").problems] == [
        "a text is missing its quotation marks; the question was left out",
        "a choice has a text and says whether it is correct; the question was left out",
        "a list is missing its brackets; the question was left out",
        "it asks nothing; the question was left out",
        "it asks nothing; the question was left out",
    ]


@given(st.text() | st.text('[]{}":,\n a1').map(lambda text: f'{{"files": 1, "questions": [{text}'))
def test_no_json_raises(text: str):
    """Whatever it is."""
    reading(text, file="x.json")


def test_other_json_is_no_note(tmp_path: Path):
    """Vaults are full of it."""
    (tmp_path / "package.json").write_text('{"name": "x", "questions": []}')
    assert read_bank([tmp_path], default_language="en") == Bank(0, (), (), ())


def test_what_gift_can_hold():
    """Kinds, choices, accepted forms, decks and answers come back; several gaps become an open question."""
    found = reading(export(ALL, "gift", name="x").data.decode(), file="x.gift").questions
    assert [(one.kind, one.deck) for one in found] == [
        (Kind.OPEN if one.kind is Kind.CLOZE else one.kind, "school/math") for one in ALL
    ]
    assert [one.choices for one in found] == [one.choices for one in ALL]
    assert [one.question for one in found[1:5]] == [one.question for one in ALL[1:5]]
    assert found[0].answer.startswith("Half of **x**.\n\n- a\n\n- b")
    assert (found[1].key_points, found[2].answer) == ((("París", "Paris"),), "Because.")


@pytest.mark.parametrize(
    ("braces", "texts"),
    [
        ("{~<b>a</b> =<i>b</i> #<b>no</b>}", ["**a**", "*b*"]),
        ("{~[plain]<b>a</b> =%50%b}", ["<b>a</b>", "b"]),
        ("{~\\=<b>a</b> =b}", ["=**a**", "b"]),
    ],
)
def test_choices_of_moodle_are_in_the_format_of_their_question(braces: str, texts: list[str]):
    """Unless they say another."""
    (found,) = reading(f"[html]Which? {braces}\n", file="x.gift").questions
    assert [choice.text for choice in found.choices] == texts


def test_what_is_typed_is_never_html():
    """Nobody types tags; and a number stays one."""
    found = reading("[html]A? {=a < b =<b>}\n\n[html]B? {#3:1 ####<b>x</b>}\n", file="x.gift").questions
    assert [one.key_points for one in found] == [(("a < b", "<b>"),), (("3",),)]


# --- a quotation mark that never closes --------------------------------------------------------------


def test_a_quotation_mark_that_never_closes_costs_one_row():
    """The line where it opens is named, and the rows below are questions."""
    text = 'question,answer\nOne?,"1\nTwo?,2\nThree?,"3"\nFour?,4\n'
    found = reading(text, file="x.csv")
    assert [(one.line, one.question, one.answer) for one in found.questions] == [
        (3, "Two?", "2"),
        (4, "Three?", "3"),
        (5, "Four?", "4"),
    ]
    assert [str(problem) for problem in found.problems] == [
        "x.csv:2: a quotation mark opens here and never closes; the question was left out"
    ]


@pytest.mark.parametrize(
    ("text", "asked", "lines"),
    [
        ('question,answer\nA?,"1\n', [], [2]),
        ('question,answer\nA?,"1\nmore of it\nB?,2\n', ["B?"], [2]),
        ('question,answer\n"A?\nso,"1\nB?,2\nC?,"3\nD?,4\n', ["B?", "D?"], [2, 3, 5]),
        ('question,answer\nA?,5" disk\nB?,"so "it" is"\nC?,3\n', ["A?", "B?", "C?"], []),
        ('question,answer\nA?,"1\n2"\nB?,2\n', ["A?", "B?"], []),
        ('question,answer\nA?,""\nB?,"""x"""\n', ["A?", "B?"], []),
    ],
)
def test_quotation_marks(text: str, asked: list[str], lines: list[int]):
    """Those that close over several lines, or stand amid a text, are nothing to complain of."""
    found = reading(text, file="x.csv")
    assert [question.question for question in found.questions] == asked
    assert [problem.line for problem in found.problems if "quotation" in problem.message] == lines


@pytest.mark.parametrize("line", ['a,"b', 'a","c', 'a,"b""', '"""a', '"a"b,"'])
def test_a_file_of_broken_rows(line: str):
    """Ten times the rows are ten times the work, whichever way they are broken."""
    for count in (100, 10_000):
        assert reading("question,answer\n" + f"{line}\n" * count, file="x.csv").problems


@given(st.text('",;\n a') | st.text())
def test_no_table_raises(text: str):
    """Whatever it is, all of its rows are questions or problems."""
    reading(f"question,answer\n{text}", file="x.csv")
    reading(f"{HEADER}{text}", file="x.csv")
