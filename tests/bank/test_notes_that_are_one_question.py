"""Notes of which each is one question, without being told so."""

import pytest

from bot.domain.question import Difficulty
from tests.bank.builders import asked, only, reading


@pytest.mark.parametrize(
    "title",
    [
        "What is a set?",
        "Explain how sets are stored",
        "Describe `set`s and how they work.",
        "Given two sets, find their union.",
        "¿Qué es un conjunto?",
        "Cómo funciona un conjunto",
        "Descreva os conjuntos e como funcionam.",
        "描述集合及其工作原理。",
        "集合是什么",
    ],
)
def test_a_title_that_can_only_ask(title: str):
    """In the front matter; deeper headings are the answer, one that asks among them."""
    body = "A collection.\n\n## Which to choose?\n\nIt depends.\n\n### Details\n\nMore.\n"
    question = only(f"---\ntitle: '{title}'\n---\n\n{body}", file="sets/en-US.mdx")
    assert (question.question, question.answer, question.language) == (title, body.strip(), "en-US")


@pytest.mark.parametrize(
    "title",
    [
        "Sets",
        "How to bake bread",
        "Why I left",
        "Design patterns",
        "List comprehension",
        "Explain",
        "Cómo hacer pan",
        "Meeting of 3 May.",
        "Preguntas para entrevistas",
    ],
)
def test_a_note_with_a_title_and_prose_is_only_a_note(title: str):
    """It becomes no question by accident."""
    assert asked(f"---\ntitle: {title}\n---\n\n# {title}\n\nProse.\n\n## History\n\nMore prose.\n") == []


def test_a_title_gives_way_to_headings_that_ask():
    """A note with several questions is about its title."""
    assert asked("---\ntitle: What is a set?\n---\n## Why sets?\na\n## How so?\nb\n") == ["Why sets?", "How so?"]
    assert asked("---\ntitle: What is a set?\n---\n") == []


def test_a_heading_with_an_answer_heading_below_asks_whatever_it_says():
    """What stands before the label belongs to the question; comments tell tags and difficulty."""
    text = (
        "### Create a function `f`.\n\n```js\nf(1)\n```\n\n#### Answer\n\nLike this.\n\n#### Good to hear\n\n* pure\n\n"
        "##### Additional links\n\n<!-- tags: (javascript, react) -->\n\n<!-- expertise: (2) -->\n"
    )
    question = only(text)
    assert question.question == "Create a function `f`.\n\n```js\nf(1)\n```"
    assert question.answer == "Like this.\n\n#### Good to hear\n\n* pure\n\n##### Additional links"
    assert (question.tags, question.difficulty) == (("javascript", "react"), Difficulty.HARD)


@pytest.mark.parametrize(
    ("comment", "difficulty"),
    [
        ("expertise: (0)", Difficulty.EASY),
        ("expertise: 1", Difficulty.MEDIUM),
        ("difficulty: 5", Difficulty.HARD),
        ("nivel: fácil", Difficulty.EASY),
        ("expertise: (7)", None),
        ("a word: 1", None),
    ],
)
def test_difficulty_in_a_comment(comment: str, difficulty: Difficulty | None):
    """Expertise goes from 0 to 2, difficulty from 1 to 5."""
    assert only(f"## Why?\nBecause.\n<!-- {comment} -->\n").difficulty is difficulty


def test_why_a_note_was_read_as_it_was():
    """Each convention says what spoke for it."""
    note = "---\ntitle: What is a set?\n---\nA collection.\n"
    assert [(one.name, one.reason, one.count) for one in reading(note).conventions] == [
        ("whole note", "the title in the front matter asks", 1)
    ]
    note = "## Why?\na\n## How?\nb\n## Sets\nc\n\n> [!question] 1 < 2\n>> [!success] Answer\n>> True\n"
    assert [(one.name, one.reason, one.count) for one in reading(note).conventions] == [
        ("quiz callouts", "1 [!question] callouts", 1),
        ("headings", "level 2: 2 of 3 look like questions", 3),
    ]
