"""Cards of obsidian-spaced-repetition: what counts as one, and the questions that they become."""

import json
from pathlib import Path

import pytest

from bot.bank.card_options import CardOptions, fingerprint, from_settings, of_vault
from bot.bank.formats.card_scanner import cards_in
from bot.bank.reading import read_bank
from bot.domain.question import Difficulty, Kind
from tests.bank.builders import asked, complaints, only, reading
from tests.shared import shared, truth

CASES = "corpora/osr-conformance/cases.json"
VAULT = "corpora/avamzat-copilot-vault"
CARDS = Path(__file__).parent / "notes" / "cards.md"
SETTINGS = ".obsidian/plugins/obsidian-spaced-repetition/data.json"


def a_vault(folder: Path, settings: object) -> Path:
    """A vault whose card plugin has these settings; gives the path of a note deep inside."""
    file = folder / SETTINGS
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings), encoding="utf-8")
    note = folder / "a" / "b" / "note.md"
    note.parent.mkdir(parents=True, exist_ok=True)
    return note


def test_the_plugin_finds_the_same_cards(tmp_path: Path):
    """All 99 cases of its own tests: type, text and lines, with its separators or those of a vault."""
    cases = json.loads(shared(CASES).read_text(encoding="utf-8"))
    for case in cases:
        options = (
            CardOptions() if case["default_options"] else of_vault(a_vault(tmp_path, {"settings": case["options"]}))
        )
        found = [
            {"type": card.type, "text": card.text, "first_line": card.first_line, "last_line": card.last_line}
            for card in cards_in(case["text"].split("\n"), options)
        ]
        assert found == case["expected"], case
    assert (len(cases), sum(case["default_options"] for case in cases)) == (99, 70)


def test_the_flashcards_of_a_public_vault():
    """24 with a `?`, in the deck of the tag on the first line; scheduling is no part of an answer."""
    file = "ObsidianVault/Flashcards Features.md"
    bank = read_bank([shared(f"{VAULT}/{file}")], default_language="es")
    expected = truth(f"{VAULT}/truth.json")
    answers = {one.question: one.answer for one in bank.questions}
    checks = [check for check in expected["checks"] if check["file"] == file]
    assert (len(bank.questions), len(answers)) == (expected["expected"][file], 24)
    assert [check["question"] for check in checks if check["answer_contains"] not in answers[check["question"]]] == []
    assert ({one.deck for one in bank.questions}, len(checks)) == ({"GitHubCopilot/Features"}, 5)
    assert not any("SR:" in answer for answer in answers.values())
    assert list(bank.problems) == []


def test_a_note_full_of_cards():
    """Each with its line, deck, kind and key; what only looks like a card is none."""
    found = read_bank([CARDS], default_language="es").questions
    assert [(one.line, one.deck, one.kind.value, one.question, one.answer) for one in found] == [
        (5, "bio/celula", "cloze", "La […] produce ATP.", "La **mitocondria** produce ATP."),
        (5, "bio/celula", "cloze", "La mitocondria produce [molécula de energía].", "La mitocondria produce **ATP**."),
        (8, "bio/celula", "open", "Capital de Italia", "Roma"),
        (9, "bio/celula", "open", "perro", "dog"),
        (9, "bio/celula", "open", "dog", "perro"),
        (
            13,
            "bio/celula",
            "open",
            "¿Qué es **RAG**?\n(en dos palabras)",
            "- Recuperación\n- y “generación”",
        ),
        (19, "bio/celula", "open", "¿Cómo se ordena una lista?", SORTED),
        (19, "bio/celula", "open", SORTED, "¿Cómo se ordena una lista?"),
        (32, "quimica", "open", "El agua es", "H2O"),
        (36, "historia", "cloze", "El […] terminó en 1500 y empezó en […].", CENTURY),
        (36, "historia", "cloze", "El siglo XV terminó en [año] y empezó en 1401.", YEAR),
        (38, "historia", "open", "Sin respuesta", ""),
    ]
    assert [one.key for one in found if one.key.startswith(("atp", "ordenar"))] == [
        "atp-1",
        "atp-2",
        "ordenar",
        "ordenar-reversed",
    ]
    assert [one.key_points for one in found if one.line == 36] == [(("siglo XV",), ("1401",)), (("1500",),)]
    assert {one.topic for one in found} == {"La célula"}
    assert found[3].tags == found[4].tags == ("idiomas",)
    assert len({one.key for one in found}) == len(found)


SORTED = "Con `sorted`:\n```python\n# copia\n\norden::nuevo\n?\nsorted(lista)\n```"
CENTURY = "El **siglo XV** terminó en 1500 y empezó en **1401**."
YEAR = "El siglo XV terminó en **1500** y empezó en 1401."


def test_a_card_without_a_back_is_told():
    """With its line; the others are read."""
    assert complaints("#flashcards\nWhy::\nHow::So\n") == ["note.md:2: the question has no answer"]
    assert asked("#flashcards\n\nWhy\n?\n\nHow::So\n") == ["Why", "How"]


def test_windows_line_ends():
    """They are line ends."""
    found = reading("#flashcards\r\n\r\nWhy\r\n?\r\nSo.\r\n\r\nHow::Thus\r\n").questions
    assert [(one.question, one.answer) for one in found] == [("Why", "So."), ("How", "Thus")]


@pytest.mark.parametrize(
    "line",
    [
        "key:: value",
        "- due-date:: 2024-01-01",
        "In [key:: value] and (other:: value) fields",
        "Use std::vector<int> here",
        "Call Vec::new() and then String::from(x)",
        "Listen on fe80::1 or 2001:db8::1",
        "See https://example.org/a::b",
        "As `a::b` says",
        "With $a::b$ as type",
        "See [[a::b]]",
        "| a::b | c |",
        "::: warning",
        "<!-- a::b -->",
        "Style ::before it",
        "    ```\n    a::b\n    ```",
        "$$\na::b\n==c==\n$$",
        "if a == b or b == c",
        "The `==` and `==` operators",
        "```\nWhy\n?\nSo\n```",
    ],
)
def test_what_is_no_card(line: str):
    """Though the note opts in."""
    assert asked(f"#flashcards\n\n{line}\n") == []


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("perro::dog", "perro"),
        ("Term:: a definition", "Term"),
        ("My question :: My answer", "My question"),
        ("- [ ] to do::done", "to do"),
        ("Year 1945::end", "Year 1945"),
        ("What is `a::b`?::a scope", "What is `a::b`?"),
        ("What is std::vector::An array", "What is std::vector"),
        ("It costs $5::five", "It costs $5"),
        ("12:30::lunch", "12:30"),
        ("“curly”::quotes", "“curly”"),
    ],
)
def test_what_is_a_card(line: str, question: str):
    """The first `::` that is none of another language parts it."""
    assert asked(f"#flashcards\n\n{line}\n") == [question]


@pytest.mark.parametrize(
    "head",
    [
        "#flashcards\n\n",
        "---\ntags: [flashcards]\n---\n",
        "---\ntags: flashcards/a/b\n---\n",
        "---\ncards-deck: a\n---\n",
        "---\ndeck: a\n---\n",
        "---\nquestions: cards\n---\n",
        "## A front #card\nIts back.\n\n## Else\n",
    ],
)
def test_how_a_note_opts_in(head: str):
    """By a tag, a deck, its `questions:`, or the tag of another plugin."""
    assert "Rome" in asked(f"{head}Rome::Italy\n")


def test_other_notes_have_no_cards():
    """Their `::` and `==` are text."""
    assert asked("# T\nRome::Italy\n\nThe ==gap==.\n\nWhy\n?\nSo\n") == []


def test_a_lone_question_mark_below_a_heading_is_no_part_of_the_answer():
    """In any note."""
    assert only("## Sets\n?\nCollections.\n\nOf things.\n").answer == "Collections.\n\nOf things."


def test_a_deck_alone_leaves_answers_as_they_are():
    """Highlights and the first paragraph below a heading that asks are no cards, unless cards come before."""
    text = (
        "---\ndeck: a\n---\n## What is it?\nA ==big== thing.\nAs a::b\n\nStill ==it==.\n\nRome::Italy\n\nThe ==gap==.\n"
    )
    found = reading(text).questions
    assert [one.question for one in found] == ["What is it?", "Rome", "The […]."]
    assert found[0].answer == "A ==big== thing.\nAs a::b\n\nStill ==it==."


def test_cards_beside_heading_questions():
    """Each line is in one question only."""
    found = reading("#flashcards\n## What is it?\nA thing\n\n## How is it?\nGood\n\nRome::Italy\n").questions
    assert [(one.question, one.answer) for one in found] == [
        ("What is it?", "A thing"),
        ("How is it?", "Good"),
        ("Rome", "Italy"),
    ]


def test_deck_tags_change_from_section_to_section():
    """On a line of its own or in a heading a tag speaks for all below it; before a question, only for that."""
    text = "a::1\n#flashcards/x\nb::2\n#flashcards/y c::3\nd::4\n## T #flashcards/z\ne::5\n#flashcards\nf::6\n"
    found = reading(text, file="f/note.md").questions
    assert [one.deck for one in found] == ["x", "x", "y", "x", "z", "f"]


def test_gaps_that_are_asked_shown_or_hidden_in_turn():
    """Letters instead of a number say for each question what happens to a gap."""
    found = reading("#flashcards\n\n==ash;;One== ==sas;;two== three\n").questions
    assert [one.question for one in found] == ["[…] two three", "One […] three"]


def test_anki_gaps_share_their_numbers():
    """With their hints; the answer has in bold what was asked."""
    found = reading("#flashcards\n\n{{c1::A}} is {{c2::b::letter}} and {{c1::C}}.\n").questions
    assert [(one.question, one.answer) for one in found] == [
        ("[…] is b and […].", "**A** is b and **C**."),
        ("A is [letter] and C.", "A is **b** and C."),
    ]
    assert {one.kind for one in found} == {Kind.CLOZE}


def test_a_gap_of_code():
    """Its form is the code without its signs."""
    question = only("#flashcards\n\nIt is ==`a == b`== here\n")
    assert (question.question, question.key_points) == ("It is […] here", (("a == b",),))


def test_keys_of_gaps_do_not_change_when_other_cards_come():
    """They are made of the text and of which gap it is."""
    text = "The ==one== and the ==two==.\n"
    before = {one.key for one in reading(f"#flashcards\n\n{text}").questions}
    after = {one.key for one in reading(f"#flashcards\n\nq::a\n\nNew ==gap==.\n\n{text}").questions}
    assert len(before) == 2
    assert before < after


def test_a_vault_says_what_its_cards_look_like(tmp_path: Path):
    """Separators, patterns, tags, and whether every note has cards; other vaults are as the plugin comes."""
    settings = {"singleLineCardSeparator": ">>", "flashcardTags": ["#karten"], "clozePatterns": ["**answer**"]}
    note = a_vault(tmp_path, {"settings": settings})
    note.write_text("#karten/x\n\nRome>>Italy\n\nA **big** ==thing==\n\na::b\n", encoding="utf-8")
    found = read_bank([tmp_path], default_language="en").questions
    assert [(one.question, one.deck) for one in found] == [("Rome", "x"), ("A […] ==thing==", "x")]
    a_vault(tmp_path, {"settings": {"convertFoldersToDecks": True}})
    note.write_text("Rome::Italy\n", encoding="utf-8")
    assert [one.deck for one in read_bank([tmp_path], default_language="en").questions] == ["a/b"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"settings": []}', '{"settings": {"clozePatterns": 3}}', "\x00"])
def test_settings_that_cannot_be_read(tmp_path: Path, content: str):
    """They are as if they were not there."""
    note = a_vault(tmp_path, {})
    (tmp_path / SETTINGS).write_text(content, encoding="utf-8")
    assert of_vault(note) == from_settings({})


def test_switches_of_older_versions():
    """Of the plugin; its patterns came later."""
    options = from_settings({"convertHighlightsToClozes": False, "convertBoldTextToClozes": True})
    assert options.cloze_patterns == ("**[123;;]answer[;;hint]**",)


def test_changed_settings_are_another_way_of_reading(tmp_path: Path):
    """So that notes are read again that did not change themselves."""
    note = a_vault(tmp_path, {})
    before = fingerprint([str(note)])
    a_vault(tmp_path, {"settings": {"singleLineCardSeparator": ">>"}})
    assert fingerprint([str(note)]) != before
    assert fingerprint([str(tmp_path.parent / "elsewhere" / "note.md")]) == ()


def test_difficulty_as_a_tag_of_a_card():
    """On either side; it is no tag of the question."""
    question = only("#flashcards\n\nRome::Italy #facil #geo\n")
    assert (question.difficulty, question.tags) == (Difficulty.EASY, ("geo",))
