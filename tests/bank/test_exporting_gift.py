"""GIFT: what Moodle's reader makes of what is written."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given

from bot.bank.exporting import export
from bot.bank.exports import html
from bot.bank.exports.moodle import category_of, escaped
from bot.domain.question import Choice, Kind, Question
from tests.bank import gift_reader
from tests.bank.exported_samples import (
    ALL,
    CLOZE,
    HOSTILE,
    MULTIPLE,
    NASTY,
    OPEN,
    SHORT,
    SINGLE,
    VERDICT,
    any_question,
    nasty,
)
from tests.bank.gift_reader import Item

LEGAL_WEIGHTS = {0, 100, 50, 33.33333, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10}
"""The fractions that Moodle accepts; also negative."""


def written(*questions: Question) -> str:
    return export(questions, "gift", name="My bank").data.decode("utf-8")


def item_of(question: Question) -> Item:
    (item,) = gift_reader.read(written(question))
    return item


def test_an_open_question_is_an_essay():
    """The model answer, its key points and the hint are shown afterwards."""
    assert item_of(OPEN) == Item(
        category="school/math",
        remark="// [id:half-en] [tag:algebra] [tag:school/first year]",
        name="What does ½ x mean?",
        text="<p>What does \\(\\frac{1}{2} x\\) mean?</p>",
        type="essay",
        feedback="<p>Half of <b>x</b>.</p><ul><li>a</li><li>b</li></ul><ul><li>half · 1/2</li><li>of x</li></ul>"
        "<blockquote>💡 <p>Think of <i>cake</i></p></blockquote>",
    )


def test_a_short_question_accepts_its_forms():
    item = item_of(replace(SHORT, key_points=(("París", "5 * 4", "[a]", "%50%b"),)))
    assert item.type == "shortanswer"
    assert item.answers == [(100, "París"), (100, "5 \\* 4"), (100, "[a]"), (100, "%50%b")]


def test_a_text_with_one_gap_is_a_short_answer():
    """With more of them it is an essay."""
    assert item_of(replace(CLOZE, key_points=(("ATP",),))).answers == [(100, "ATP")]
    assert item_of(CLOZE).type == "essay"


def test_an_arrow_would_make_pairs():
    """Moodle has no escape for it: the form is left out, and without another one the question is an essay."""
    assert item_of(replace(SHORT, key_points=(("a -> b", "ab"),))).answers == [(100, "ab")]
    assert item_of(replace(SHORT, key_points=(("a -> b",),))).type == "essay"


def test_a_single_choice_has_one_right_answer():
    item = item_of(SINGLE)
    assert item.type == "multichoice"
    assert item.answers == [(0, "<p><code>a{b}</code></p>"), (100, "<p>the second</p>"), (0, "<p>=third</p>")]
    assert item.feedback == "<p>Because.</p>"


def test_several_right_answers_share_the_points():
    """Ticking everything gives none."""
    item = item_of(MULTIPLE)
    assert item.type == "multichoice, several"
    assert [weight for weight, _ in item.answers] == [33.33333, 33.33333, 33.33333, -100]


@pytest.mark.parametrize("right", range(1, 14))
def test_moodle_knows_every_weight(right: int):
    """It refuses others."""
    for wrong in range(1, 14):
        choices = (Choice("a", True),) * right + (Choice("b", False),) * wrong
        weights = {abs(weight) for weight, _ in item_of(replace(MULTIPLE, choices=choices)).answers}
        assert weights <= LEGAL_WEIGHTS


def test_true_or_false():
    assert item_of(VERDICT).answers == [(100, "FALSE")]
    right = replace(VERDICT, choices=(Choice("Verdadero", True), Choice("Falso", False)))
    assert (item_of(right).type, item_of(right).answers) == ("truefalse", [(100, "TRUE")])


def test_decks_are_categories():
    """Written once for questions that follow each other; what has no deck is in the bank's own."""
    source = written(OPEN, SINGLE, replace(SHORT, deck=""))
    assert re.findall(r"^\$CATEGORY: .*$", source, re.MULTILINE) == ["$CATEGORY: school/math", "$CATEGORY: My bank"]
    assert category_of(" a /\n b\\: //c") == "a/b :/c"


def test_hostile_questions_keep_their_kind_and_their_words():
    """Nothing in them is a command."""
    for question, item in zip(ALL, gift_reader.read(written(*map(nasty, ALL))), strict=True):
        kinds = {Kind.SINGLE: "multichoice", Kind.MULTIPLE: "multichoice, several", Kind.TRUE_FALSE: "truefalse"}
        kinds[Kind.SHORT] = "shortanswer"
        assert item.type == kinds.get(question.kind, "essay")
        assert item.text == html.render(nasty(question).question)
        if question.kind in (Kind.SINGLE, Kind.MULTIPLE):
            assert [text for _, text in item.answers] == [
                html.render(f"{NASTY} {place}") for place in range(len(question.choices))
            ]


@given(HOSTILE)
@example(NASTY)
@example("\\n \\\\n \\: \\\\")
def test_an_escaped_text_has_no_command_left(text: str):
    """Every control character has a backslash of its own before it, and it is one line."""
    line = escaped(text)
    assert "\n" not in line
    assert re.fullmatch(r"(?:\\[\\~=#{}:n]|[^\\~=#{}:])*", line)


@given(any_question())
def test_every_question_can_be_read(question: Question):
    """As one question, whose texts are those of its HTML."""
    item = item_of(question)
    assert item.type in {"essay", "shortanswer", "multichoice", "multichoice, several", "truefalse"}
    assert item.text == (html.render(question.question) or item.text).strip()
    if question.kind is Kind.OPEN:
        assert item.feedback.startswith(html.render(question.answer))
