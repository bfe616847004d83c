"""What must hold for any text that is full of cards: no exception, no line lost, no time that grows faster than it."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.bank import front_matter
from bot.bank.card_options import from_settings
from bot.bank.formats.card_scanner import cards_in
from bot.bank.formats.cloze_patterns import gaps, patterns
from bot.bank.note import clean_lines
from tests.bank.builders import reading
from tests.bank.test_any_text import LINES, held, words_of

CARD_LINES = st.sampled_from(
    [
        "#flashcards", "#flashcards/a/b", "#flashcards/a Where::there", "a::b", "- perro:::dog", "a::", "::b", "?",
        "??", "? ", "Why", "What is x?", "The ==one== and ==two;;hint==", "{{c1::Uno}} {{c2::dos::pista}}",
        "{1:a} {2:b}", "==1;;a== ==2;;b== ==1;;c==", "==ash;;a== ==sas;;b==", "{{cloze sun}} #card", "==", "{{",
        "**bold** text", "$a::b$", "`a::b`", "std::vector<int>", "key:: value", "[key:: value]", "fe80::1",
        "<!--SR:!2024-01-01,4,270-->", "a::b <!--SR:!2024-01-01,4,270-->", "> [!sr|card-metadata]",
        "> <!--SR:!2024-01-01,4,270-->", "^1665123456789", "$$", "START", "Basic", "Cloze", "Back: b", "Extra: x",
        "Tags: one two", "END", "ID: 123456", "<!--ID: 123456-->", "TARGET DECK", "Deck::Sub", "FILE TAGS",
        "STARTI [Basic] Uno Back: dos ENDI", "STARTI [Cloze] a {b} ENDI", "DELETE", "Q: What?", "A: That.",
        "**Q:** Bold?", "**A:** Yes", "R: no", "- Block? #card", "\t- child", "\t\t- grandchild", "  id:: 12",
        "- #card first", "## Heading #card", "#card", "Line #card-reverse", "Really? #card yes", "quote #card-spaced",
        "%", "[#tag](./a.md)", "## Plain heading", "---", "[[card]]", "- [[card]] linked", "text ^id1",
        "# T #flashcards/c",
    ]
)  # fmt: skip
MARKUP = re.compile(
    r"#flashcards[/\w]*|#card[-\w]*|\[\[card\]\]|STARTI \[\w+\]|ENDI|\b(?:Back|Extra):|;;hint|::pista|"
    r"(?<=[={])(?:\d|ash|sas);;|\{\{c\d::|\{\{cloze|\{\d:|^(?:\*\*)?[QAR]:|"
    r"^\*\*Answer:\*\*"
)
"""What tells a card, and is no part of it."""
NOTES = st.lists(CARD_LINES | LINES | st.just(""), min_size=2, max_size=30).map("\n".join)
HEADS = st.sampled_from(
    ["", "#flashcards\n", "---\ndeck: a\n---\n", "---\nquestions: cards\n---\n", "---\ncards-deck: a\n---\n"]
)
WAYS = st.sampled_from(front_matter.WAYS)
SETTINGS = [
    "singleLineCardSeparator",
    "singleLineReversedCardSeparator",
    "multilineCardSeparator",
    "multilineReversedCardSeparator",
    "multilineCardEndMarker",
    "convertBoldTextToClozes",
    "clozePatterns",
]


@given(HEADS, st.text() | NOTES, WAYS)
def test_no_text_raises(head: str, text: str, way: str):
    """Whatever it is, a note gives questions and problems."""
    reading(head + text, questions=way)


@example("", "#flashcards\nQ: What?\n**Answer:** it", "auto")
@given(HEADS, NOTES, WAYS)
def test_no_line_is_lost(head: str, text: str, way: str):
    """Each line that is not blank is in a question, a section, or among those left out."""
    found = reading(head + text, questions=way)
    lines = clean_lines(head + text)
    start = front_matter.read(lines, "note.md").length
    told, words = {*found.sections, *found.left_out}, words_of(found)
    rest = [line for number, line in enumerate(lines, 1) if number > start and number not in told]
    assert [line for line in rest if not held(MARKUP.sub(" ", line), words)] == []


@pytest.mark.parametrize(
    "unit",
    [
        "Q{n}::A\n", "Q{n}\n?\nA\n\n", "The ==a{n}== b\n\n", "#flashcards/d{n}\na::b\n", "## T #flashcards/d{n}\n",
        "- Q{n} #card\n\t- A\n", "## Q{n} #card\nA\n",
        "START\nBasic\nQ{n}\n", "Q: {n}?\nA: b\n", "Q: {n}?\n", "## H{n}\n%\nx\n",
        "$$\nx\n", "{{{{ == [ ( ** x\n", "?\n",
    ],
)  # fmt: skip
def test_ten_times_the_cards_take_ten_times_as_long(unit: str):
    """Or a little more; reading that looked at each pair of lines would take a hundred times."""
    assert any(_growth(unit) < 40 for _ in range(3))  # others use the machine, too


def _growth(unit: str) -> float:
    few, many = (
        _seconds("#flashcards\n\n" + "".join(unit.format(n=n) for n in range(count))) for count in (400, 4_000)
    )
    return many / max(few, 0.01)


def _seconds(text: str) -> float:
    start = time.process_time()
    reading(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "sign", ["{{", "==", "**", "[", "$", "`", "::", "a::", "{1:", "STARTI [Basic] ", "[k::", "fe80:"]
)
def test_a_line_of_signs_that_open_and_never_close(sign: str):
    """It costs no more than another line."""
    start = time.process_time()
    reading(f"#flashcards\n\n{sign * (200_000 // len(sign))}x\n")
    assert time.process_time() - start < 5


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_pattern_can_be_given(pattern: str, line: str):
    """One that makes no sense finds nothing; gaps lie in the line and apart from each other."""
    found = gaps(line, patterns([pattern]))
    places = [place for gap in found for place in (gap.start, gap.stop)]
    assert places == sorted(places)
    assert all(0 <= place <= len(line) for place in places)
    assert all(gap.answer in line[gap.start : gap.stop] for gap in found)


@given(st.dictionaries(st.sampled_from(SETTINGS), st.text(max_size=3) | st.booleans() | st.none()), NOTES)
def test_any_settings_can_be_given(settings: dict[str, object], text: str):
    """Cards come in the order of their lines, and share none."""
    cards = cards_in(text.split("\n"), from_settings(settings))
    places = [place for card in cards for place in (card.first_line, card.last_line)]
    assert places == sorted(places)
    assert all(above.last_line < below.first_line for above, below in pairwise(cards))
