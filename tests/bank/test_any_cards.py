"""What must hold for any text that is full of cards: no exception, no line lost, no time that grows faster than it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.bank import front_matter
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
    r"(?<=[={])(?:\d|ash|sas);;|\{\{c\d::|\{\{cloze|\{\d:|^(?:\*\*)?[QAR]:"
)
"""What tells a card, and is no part of it."""
NOTES = st.lists(CARD_LINES | LINES | st.just(""), min_size=2, max_size=30).map("\n".join)
HEADS = st.sampled_from(
    ["", "#flashcards\n", "---\ndeck: a\n---\n", "---\nquestions: cards\n---\n", "---\ncards-deck: a\n---\n"]
)
WAYS = st.sampled_from(front_matter.WAYS)


@given(HEADS, st.text() | NOTES, WAYS)
def test_no_text_raises(head: str, text: str, way: str):
    """Whatever it is, a note gives questions and problems."""
    reading(head + text, questions=way)


@given(HEADS, NOTES, WAYS)
def test_no_line_is_lost(head: str, text: str, way: str):
    """Each line that is not blank is in a question, a section, or among those left out."""
    found = reading(head + text, questions=way)
    lines = clean_lines(head + text)
    start = front_matter.read(lines, "note.md").length
    told, words = {*found.sections, *found.left_out}, words_of(found)
    rest = [line for number, line in enumerate(lines, 1) if number > start and number not in told]
    assert [line for line in rest if not held(MARKUP.sub(" ", line), words)] == []
