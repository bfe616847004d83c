"""What the top of a note says about it, and how its faults are told."""

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.front_matter import simple
from bot.domain.question import Difficulty
from tests.bank.builders import complaints, only, reading


def note(front: str) -> str:
    return f"---\n{front}\n---\n## Why?\nBecause.\n"


@pytest.mark.parametrize(
    "tags",
    [
        "tags: [ia, b/c]",
        "tags: ia, b/c",
        "tags: '#ia #b/c'",
        "tags: #ia #b/c",
        "tags:\n  - ia\n  - b/c",
        "tag: ia, b/c",
    ],
)
def test_tags_in_all_their_spellings(tags: str):
    """Even the one that is a comment to YAML."""
    assert only(note(tags)).tags == ("ia", "b/c")


@pytest.mark.parametrize(
    ("front", "deck"),
    [
        ("deck: a/b", "a/b"),
        ("cards-deck: a::b", "a/b"),
        ("TARGET DECK: a", "a"),
        ("tags: [flashcards/a/b]", "a/b"),
        ("x: y", "math/sets"),
    ],
)
def test_decks_in_all_their_spellings(front: str, deck: str):
    """Else the folder."""
    assert only(note(front), file="math/sets/union.md").deck == deck


@pytest.mark.parametrize(("value", "difficulty"), [("easy", "easy"), ("2", "easy"), ("3", "medium"), ("5", "hard")])
def test_difficulty_in_words_and_numbers(value: str, difficulty: str):
    """One to five, two for each end."""
    assert only(note(f"difficulty: {value}")).difficulty is Difficulty(difficulty)


def test_each_bad_value_is_told_with_its_line():
    """The note is read all the same."""
    text = note("title: Sets\ndifficulty: hrad\nlang: '??'\nquestions: h7\ntags: {a: b}\ndeck: [a]")
    assert complaints(text) == [
        'note.md:3: difficulty "hrad" is not easy, medium or hard',
        'note.md:4: lang "??" is not a language code such as "es" or "en-GB"',
        'note.md:5: questions "h7" is not auto, h1, h2, h3, h4, h5, h6, list-heading, bold, bullets, cards or file',
        'note.md:6: tags "…" is not a list, "a, b" or "#a #b"',
        'note.md:7: deck "…" is not a text',
    ]
    assert only(text).line == 9


def test_broken_yaml_is_told_with_its_line_and_the_rest_of_it_is_kept():
    """An id must not be lost to another key's typo."""
    text = note("questions: file\nid: sets\ntitle: 'What is a set?\ntags:\t#a")
    assert complaints(text)[0].startswith("note.md:4: front matter is not valid YAML: ")
    assert only(text).key == "sets"


@pytest.mark.parametrize("value", ["[" * 50_000, "2025-99-99", "&a [*a]", "!!python/object:os.system x", "- " * 9_000])
def test_strange_yaml_does_no_harm(value: str):
    """Nor does it end the process."""
    assert only(note(f"title: {value}")).question == "Why?"


def test_text_between_rules_at_the_top_is_no_front_matter():
    """Nor is a rule that nothing closes."""
    assert [one.question for one in reading("---\n## Why?\nBecause.\n---\n").questions] == ["Why?"]
    assert only("---\n## Why?\nBecause.\n").line == 2


@pytest.mark.parametrize(
    ("text", "file", "language"),
    [
        ("## ¿Por qué el cielo es azul?\nPor la luz.\n", "a.md", "es"),
        ("## Why is the sky blue?\nIt is the light.\n", "a.md", "en"),
        ("## 集合とは？\n集まり\n", "a.md", "fr"),
        ("## Why is the sky blue?\nIt is the light.\n", "sky/pt-BR.md", "pt-BR"),
        ("---\nlang: ES_mx\n---\n## Why?\nBecause.\n", "en.md", "es-mx"),
        ("---\nlang: no\n---\n## Why?\nBecause.\n", "a.md", "no"),
    ],
)
def test_the_language_of_a_note(text: str, file: str, language: str):
    """What it says, else its name, else its words, else the default."""
    assert only(text, file=file, language="fr").language == language


def test_properties_at_the_top_and_a_trailer_are_read_as_tags():
    """Never as an answer."""
    question = only("tags: a, b\nlinks: [[x]]\n\n## Why?\nBecause.\n\n---\ntags:\n\t#c #d\n[[y]] [[z]]\n")
    assert (question.tags, question.answer) == (("a", "b", "c", "d"), "Because.")


def test_signs_that_cannot_be_seen():
    """Byte order marks, zero widths, Windows' line ends and odd spaces are made plain."""
    question = only("\ufeff##\u00a0Why\u200b?\r\nBecause\u00a0so.\r\n")
    assert (question.question, question.answer, question.line) == ("Why?", "Because so.", 1)


@pytest.mark.parametrize(
    "rest", ["", "\n---\n\nA trailer of words: none\n", "\n---\ntags: #c\n", "\n### How: by `x`?\n\nSo.\n---\n"]
)
def test_front_matter_that_nobody_closes(rest: str):
    """Its keys count, the rest is the note, and the missing line is told."""
    found = reading(f"---\ntitle: Sets\ndeck: math\ntags:\n  - a\n  - b\n\n### Why?\n\nBecause: so.\n{rest}")
    first = found.questions[0]
    assert (first.question, first.answer, first.line) == ("Why?", "Because: so.", 8)
    assert (first.topic, first.deck, first.tags[0]) == ("Sets", "math", "a")
    assert [str(problem) for problem in found.problems] == [
        "note.md:1: front matter is never closed; it was read to line 6"
    ]


@pytest.mark.parametrize("text", ["---\n\nA rule.\n\n## Why?\nSo.\n", "---\n# Sets\n\n## Why?\nSo.\n"])
def test_a_rule_at_the_top_is_no_front_matter(text: str):
    """Nothing is wrong with it."""
    found = reading(text)
    assert [question.answer for question in found.questions] == ["So."]
    assert not found.problems


def test_comments_in_front_matter_are_no_headings():
    """With whatever number of signs."""
    found = reading("---\n# about\n## more\ntitle: Sets\n---\n## Why?\nSo.\n")
    assert [question.topic for question in found.questions] == ["Sets"]
    assert not found.problems


WORDS = st.text("aZñÉo 10()/._+-~:#,[]{}&*!|>'\"%@=?\t", max_size=12) | st.sampled_from(
    ["yes", "No", "null", "on", "Infinity", "e5", "a.b", "2026-11-23", "a - b", "- a", "a:", "a #b", "title"]
)
VALUES = WORDS | st.lists(WORDS, max_size=3).map(lambda words: f"[{', '.join(words)}]")


@given(st.lists(st.tuples(WORDS, st.sampled_from([": ", ":  ", ":"]), VALUES).map("".join), min_size=1, max_size=3))
def test_simple_front_matter_says_what_yaml_says(lines: list[str]):
    """The short way gives the same, or leaves it to the library."""
    short = simple(lines)
    assert short is None or short == YAMLHandler().load("\n".join(lines))


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (
            ["title: Nota 1", "lang: es", "tags: [ia, entrevista]"],
            {"title": "Nota 1", "lang": "es", "tags": ["ia", "entrevista"]},
        ),
        (["difficulty: medium  ", "tags: [ a ]"], None),
        (["lang: no"], None),
        (["title: C# y más"], None),
        (["date: 2026-11-23"], None),
        (["tags:", "  - a"], None),
    ],
)
def test_what_is_simple(lines: list[str], values: dict[str, object] | None):
    """Most front matter is."""
    assert simple(lines) == values
