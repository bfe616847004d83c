"""Rule 1: which headings of a note are questions, and what is said when none is."""

import re

import pytest
from hypothesis import given

from tests.bank.builders import asked, complaints, only, reading
from tests.bank.test_any_text import NOTES


def test_the_shallowest_level_at_which_half_of_the_headings_ask():
    """Headings of that level that do not look like questions are questions too."""
    text = "# Notes\n## Basics\n### What is a set?\na\n### Explain maps\nb\n#### Why?\nc\n## More\n### How so?\nd\n"
    assert asked(text) == ["What is a set?", "Explain maps", "How so?"]
    assert [question.topic for question in reading(text).questions] == ["Basics", "Basics", "More"]


def test_a_note_with_one_title_and_questions_below_it():
    """The title is the topic, even when it is a question itself."""
    assert only("# Sets\n## What is a set?\nA collection.\n").topic == "Sets"
    assert asked("# What is a set?\n## Why sets?\na\n## How are they stored?\nb\n") == [
        "Why sets?",
        "How are they stored?",
    ]


def test_a_title_that_asks_alone_is_the_question():
    """Its deeper headings are the answer."""
    question = only("# ¿Qué es un conjunto?\n## Definición\nUna colección.\n", file="conjuntos.md")
    assert (question.question, question.topic) == ("¿Qué es un conjunto?", "conjuntos")
    assert question.answer == "## Definición\nUna colección."


def test_numbered_sections_give_way_to_the_questions_below_them():
    """`## 1. Basics` is weak evidence."""
    assert asked("## 1. Basics\n### What is a set?\na\n### What is a map?\nb\n") == ["What is a set?", "What is a map?"]
    assert asked("## 1. Explain sets\na\n## 2. Explain maps\nb\n") == ["Explain sets", "Explain maps"]


@pytest.mark.parametrize(
    "heading",
    [
        "¿Qué es un conjunto",
        "Cual es el mejor",
        "Q1. Sets",
        "P3: Conjuntos",
        "集合とは？",
        "True or false: 1 < 2",
        "Sets #card",
    ],
)
def test_headings_that_look_like_questions(heading: str):
    """By a sign, an interrogative, a label or a tag."""
    assert len(asked(f"## {heading}\nanswer\n## Sets\nanswer\n")) == 2


@pytest.mark.parametrize("below", ["- [x] a\n- [ ] b", "= a | b", "<details>\nanswer\n</details>", "?\nanswer"])
def test_headings_that_are_followed_by_an_answer_of_their_own_kind(below: str):
    """Choices, a short answer, a fold or a lone `?` are evidence too."""
    assert asked(f"## Sets\n{below}\n") == ["Sets"]


def test_labels_and_contents_are_no_questions_at_whatever_level():
    """`## Answer` belongs to the question above it; a table of contents to none."""
    text = "## Contents\n- [x](#x)\n## What is a set?\n## Answer\nA collection.\n## [Back](#top)\nnavigation\n"
    assert [(one.question, one.answer) for one in reading(text).questions] == [("What is a set?", "A collection.")]


def test_no_heading_asks():
    """Nothing is imported, and the note's owner learns which values would work."""
    text = "---\ntitle: a\n---\n# Sets\ntext\n## Union\nb\n## Difference\nc\n"
    assert asked(text) == []
    assert complaints(text) == [
        "note.md:4: no heading looks like a question; these would find some: questions: h1 (1), h2 (2), file (1)"
    ]


@given(NOTES)
def test_what_a_note_is_told_to_try_gives_what_is_promised(text: str):
    """Each value is followed by the number of questions that it finds."""
    for problem in reading(text).problems:
        promised = problem.message.partition("would find some: questions: ")[2]
        for way, count in re.findall(r"([\w-]+) \((\d+)\)", promised):
            assert len(reading(text, questions=way).questions) == int(count) > 0


def test_nothing_that_would_work():
    """No value is suggested that finds nothing."""
    (problem,) = reading("## #tag\n").problems
    assert problem.message == "no heading looks like a question"


def test_the_note_says_which_level_asks():
    """Its own word counts more than what is passed in."""
    text = "# Sets\n## Union\nb\n## Difference\nc\n"
    assert asked(text, questions="h2") == ["Union", "Difference"]
    assert asked(f"---\nquestions: h1\n---\n{text}", questions="h2") == ["Sets"]


def test_list_headings_ask_beside_one_level_of_others():
    """An indented heading in the item, and a deeper one below it, are answer text."""
    text = (
        "## What is a set?\na\n\n- ### And a map?\n\n  # Heading in the item\n  b\n#### Deeper\nc\n## What else?\nd\n"
    )
    assert asked(text) == ["What is a set?", "And a map?", "What else?"]
    assert asked(f"---\nquestions: list-heading\n---\n{text}") == ["And a map?"]


def test_a_note_that_is_one_question():
    """`questions: file`: the title or the opening heading asks, and the rest answers."""
    whole = only(
        "---\ntitle: 'What is a set?'\nquestions: file\nid: sets\n---\n## Why?\nBecause.\n", file="math/sets.md"
    )
    assert (whole.key, whole.question, whole.answer) == ("sets", "What is a set?", "## Why?\nBecause.")
    assert (whole.topic, whole.line) == ("math", 1)
    assert only("### Explain sets ^sets\nThey hold.\n", questions="file").question == "Explain sets"


def test_an_answer_ends_at_a_rule():
    """What follows it belongs to no question and is listed."""
    found = reading("## What is a set?\nA collection.\n\n***\n\nWritten on a train.\n")
    assert [one.answer for one in found.questions] == ["A collection."]
    assert found.left_out == (4, 6)


@pytest.mark.parametrize(
    "heading", ["🔥 Cómo se crea", "2.3 Where is it", "❓ Qué es", "1.2.1. How it works", "V/F: es así"]
)
def test_what_stands_before_a_question_does_not_hide_it(heading: str):
    """Pictures and numbers."""
    assert len(asked(f"# T\n\n## {heading}\nx\n\n## Other\ny\n")) == 2


def test_headings_that_are_underlined():
    """By equal signs or by dashes of about their length; a short rule below a text is a rule."""
    text = "Questions\n=========\n\nWhat is a set?\n--------------\n\nA collection.\n\nSo?\n---\n\nMaps\n----\nPairs."
    assert [(one.line, one.topic, one.question, one.answer) for one in reading(text).questions] == [
        (4, "Questions", "What is a set?", "A collection.\n\nSo?"),
        (12, "Questions", "Maps", "Pairs."),
    ]
    assert asked("## Why?\ntwo\nlines\n-----\n\n| a |\n----\n") == ["Why?"]


def test_deeper_questions_in_sections_of_their_own_are_told():
    """One level asks; those that are in no answer would be lost in silence."""
    text = "# T\n## A\n#### Why?\na\n#### How?\nb\n## B\n### What?\nc\n#### Why so?\nd\n"
    assert asked(text) == ["What?"]
    assert complaints(text) == [
        "note.md:3: 2 deeper headings look like questions, but a shallower level asks; questions: h4 would take them"
    ]
    assert complaints("# T\n## A\n#### Why?\na\n## B\n### What?\nc\n") == [
        "note.md:3: a deeper heading looks like a question, but a shallower level asks; questions: h4 would take it"
    ]


def test_an_arrow_to_the_contents_is_no_part_of_a_heading():
    """Neither of a section nor of a question."""
    text = "#### [[⬆]](#toc) <a name='css'>CSS:</a>\n\n##### [↑](#toc) What is a float?\nx\n\n##### Why [so](#so)?\ny\n"
    assert [(one.topic, one.question) for one in reading(text).questions] == [
        ("CSS:", "What is a float?"),
        ("CSS:", "Why [so](#so)?"),
    ]
