"""Questions that are list items or lines in bold: only where somebody says so."""

import pytest

from tests.bank.builders import asked, complaints, reading

BULLETS = """---
questions: bullets
---
# Front end

1. [General](#general)
2. [How to help](https://example.org/help)

## General

* What is a closure?
  A function that remembers.
* What is `this`?
 * Who sets it?
* Explain these headers:
  - `ETag`
  - `Age`
* Make this work:
```js
f(1)
```
* List three tags ^tags
  - a
  - b

---
Written on a train.
"""


def test_each_item_at_the_margin_asks():
    """Nested items answer; nested questions and code at the margin go on asking; links are navigation."""
    found = [(one.line, one.topic, one.question, one.answer) for one in reading(BULLETS).questions]
    assert found == [
        (11, "General", "What is a closure?", "A function that remembers."),
        (13, "General", "What is `this`?\n\n* Who sets it?", ""),
        (15, "General", "Explain these headers:\n\n- `ETag`\n- `Age`", ""),
        (18, "General", "Make this work:\n\n```js\nf(1)\n```", ""),
        (22, "General", "List three tags", "- a\n- b"),
    ]


def test_items_are_no_questions_unless_the_note_says_so():
    """A list is a list."""
    assert asked("# To do\n- Buy milk?\n- Why so late?\n") == []


def test_many_missing_answers_are_told_once():
    """In one warning with their lines, so that other problems are seen."""
    text = "\n".join(f"- What is {number}?" for number in range(10))
    assert complaints(text, questions="bullets") == [
        "note.md:1: 10 of 10 questions have no answer (lines 1, 2, 3, 4, 5, 6, 7, 8, …)"
    ]


BOLD = """# Sets

**What is a set?**
A collection.

- **Note**: no order

**2. Explain maps** #ml
Pairs.

**Answer:** or so

## More
text
**How so?** Like **that**.

__Why?__

Because.
"""


def test_each_line_in_bold_asks():
    """A line that only begins in bold, and a label, do not."""
    assert [(one.question, one.topic, one.answer, one.tags) for one in reading(BOLD, questions="bold").questions] == [
        ("What is a set?", "Sets", "A collection.\n\n- **Note**: no order", ()),
        ("Explain maps", "Sets", "Pairs.\n\n**Answer:** or so", ("ml",)),
        ("Why?", "More", "Because.", ()),
    ]
    assert asked(BOLD) == []


def test_a_note_in_which_nothing_asks_is_told_what_would():
    """Each value, with how many questions it gives."""
    text = "# Sets\n## Union\n**Why**\nx\n- a\n- b\n"
    (told,) = complaints(text)
    assert told.startswith("note.md:1: no heading looks like a question; these would find some: questions: ")
    assert told.endswith("questions: h1 (1), h2 (1), bold (1), bullets (2), file (1)")


@pytest.mark.parametrize(("way", "count"), [("h1", 1), ("h2", 1), ("bold", 1), ("bullets", 2), ("file", 1)])
def test_the_promised_numbers_are_kept(way: str, count: int):
    """What the warning says is what the value gives."""
    assert len(asked("# Sets\n## Union\n**Why**\nx\n- a\n- b\n", questions=way)) == count


@pytest.mark.parametrize(
    "item",
    [
        "- [What is HTML?](#html)",
        "1. [`[]` and `()`](#lists-(all))",
        "- [HTML](#html) and [CSS](#css)",
        "- ¿[Qué](#qué)? · [Cómo](#cómo)",
        "- **[HTML](#html)**",
        "- [ ] [[#HTML|the language]]",
        '* <a href="#top"><b>Back to top</b></a>',
        "- Web\n  - [HTML](#html)\n  - [CSS](#css)",
        "- [Web](#web)\n\t- [HTML](#html)",
    ],
)
def test_a_table_of_contents_neither_asks_nor_answers(item: str):
    """Whatever stands before or after it, and however its links look."""
    text = f"{item}\n- What is HTML?\n  - A language\n  - [Up](#web)\n{item}\n- What is CSS?\n  See [below](#css).\n"
    found = reading(text, questions="bullets").questions
    assert [(one.question, one.answer) for one in found] == [
        ("What is HTML?", "- A language"),
        ("What is CSS?", "See [below](#css)."),
    ]


def test_a_question_answered_by_links_only_is_unanswered():
    """It is kept and told; links to other pages are an answer."""
    found = reading(
        "- What is HTML?\n  - [HTML](#html)\n- What is CSS?\n  - [MDN](https://mdn.io)\n", questions="bullets"
    )
    assert [(one.question, one.answer) for one in found.questions] == [
        ("What is HTML?", ""),
        ("What is CSS?", "- [MDN](https://mdn.io)"),
    ]
    assert [str(one) for one in found.problems] == ["note.md:1: the question has no answer"]
