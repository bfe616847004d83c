"""Rule 5 and 7: what a question is known by."""

from pathlib import Path

from bot.bank.identity import content_key, is_stated
from bot.bank.reading import read_bank, with_keys
from bot.domain.question import Choice
from tests.bank.builders import a_question, only, reading


def test_a_hash_does_not_depend_on_where_the_question_stands():
    """Nor on its number, its case, its emphasis or its level."""
    asked = only("## What is a set?\na", file="a.md")
    numbered = only("# B\n### 3. **What is a set?** #easy\nb", file="x/b.md")
    in_a_list = only("- ## what is  a set?\nc", file="c.md")
    assert asked.key == numbered.key == in_a_list.key
    assert len(asked.key) == 12


def test_code_and_choices_are_part_of_what_is_asked():
    """The order of the choices is not."""
    first, second = Choice("a", True), Choice("b", False)
    assert content_key("What?") != content_key("What?", [first, second])
    assert content_key("What?", [first, second]) == content_key("What?", [second, first])
    assert content_key("What?\n\n```\na == b\n```") != content_key("What?\n\n```\na != b\n```")


def test_questions_that_ask_the_same_are_numbered():
    """In the order of the files."""
    kept, problems = with_keys([a_question("Why?"), a_question("Why?", file="z.md"), a_question("How?")])
    key = content_key("Why?")
    assert [question.key for question in kept] == [key, f"{key}~2", content_key("How?")]
    assert not problems
    assert not any(is_stated(question) for question in kept)


def test_one_id_in_two_languages_makes_variants(tmp_path: Path):
    """They share a key, and so a memory."""
    (tmp_path / "es.md").write_text("## ¿Qué es? ^what\nEso.")
    (tmp_path / "en.md").write_text("## What is it? ^what\nThat.")
    bank = read_bank([tmp_path], default_language="en")
    assert [(one.key, one.language) for one in bank.questions] == [("what", "en"), ("what", "es")]
    assert not bank.problems


def test_one_id_twice_in_a_language_is_an_error(tmp_path: Path):
    """Both places are named, and the first counts."""
    (tmp_path / "a.md").write_text("## Why? ^id1\nSo.\n")
    (tmp_path / "b.md").write_text("# B\n\n## How? ^id1\nSo.\n")
    bank = read_bank([tmp_path], default_language="en")
    assert [one.question for one in bank.questions] == ["Why?"]
    assert [str(problem) for problem in bank.problems] == [
        "b.md:3: ^id1 already stands at a.md:1; this question was left out"
    ]


def test_an_id_in_the_front_matter_is_that_of_the_only_question(tmp_path: Path):
    """Whatever asks in the note: so two languages share a memory, and a second one in a language is an error."""
    (tmp_path / "en.md").write_text("---\nid: what\n---\n# Sets\n\n## What is it?\nThat.\n")
    (tmp_path / "es.md").write_text("---\nid: what\nlang: es\n---\n#flashcards\n\nConjunto::Colección\n")
    (tmp_path / "fr.md").write_text("---\nlang: en\nid: what\n---\n## Why?\nSo.\n")
    bank = read_bank([tmp_path], default_language="en")
    assert [(one.key, one.language) for one in bank.questions] == [("what", "en"), ("what", "es")]
    assert [str(problem) for problem in bank.problems] == [
        "fr.md:5: ^what already stands at en.md:6; this question was left out"
    ]


def test_an_id_in_the_front_matter_of_several_questions_is_told():
    """It could be that of any of them."""
    found = reading("---\nlang: en\nid: sets\n---\n## What?\na\n## Why?\nb\n")
    assert [is_stated(question) for question in found.questions] == [False, False]
    assert [str(problem) for problem in found.problems] == [
        "note.md:3: id: sets is for a note with one question, and this one has 2; give each question its own ^id"
    ]


def test_an_id_beside_the_question_counts_more_than_that_of_the_note():
    """Two ids for one question are told."""
    found = reading("---\nid: sets\n---\n## What? ^what\na\n")
    assert [question.key for question in found.questions] == ["what"]
    assert [str(problem) for problem in found.problems] == ["note.md:2: id: sets is not used: the question has ^what"]


def test_an_id_that_no_database_could_hold_is_told():
    """The question is known by its words."""
    long = "x" * 80
    found = reading(f"---\nid: {long}\n---\n## What? ^{long}\na\n")
    assert not is_stated(found.questions[0])
    assert [(problem.line, problem.message.partition(" ")[0]) for problem in found.problems] == [
        (2, "id"),
        (4, "^xxx…"),
    ]


def test_an_id_before_or_behind_the_tags():
    """Both are no part of the question."""
    for heading in ("Why? #easy ^why", "Why? ^why #easy", "Why? ^why #easy #ml"):
        question = only(f"## {heading}\nSo.\n")
        assert (question.key, question.question, question.difficulty) == ("why", "Why?", "easy")
