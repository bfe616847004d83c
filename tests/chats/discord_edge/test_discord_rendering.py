"""What Discord is sent: Markdown of which its clients show exactly what was meant."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chats.discord.escaping import ZERO_WIDTH
from bot.chats.discord.markdown import markdown
from bot.chats.discord.rendering import render
from bot.chats.styled.writing import Look, Mark, Styled
from bot.domain.conversation import Body, Line, Passage, Span, Style
from bot.markup.cleaning import clean
from tests.chats.discord_edge.reader import Seen, read
from tests.markup.test_reading import hostile_markdown
from tests.shared import shared

LIMIT = 2_000
SPACE = "\N{EN SPACE}"


def shown(note: str, quoted: bool = False) -> str:
    """The only message that a passage becomes."""
    [message] = render((Passage(note, quoted),))
    return message


def said(text: str, style: Style = Style.PLAIN) -> str:
    """The only message that a sentence becomes."""
    [message] = render((Line((Span(text, style),)),))
    return message


PASSAGES = {
    "a\n\nb": "a\n\nb",
    "# A `b` c\nd": "**A** `b` **c**\nd",
    "**a *b* ~~c~~ ||d||**": "**a *b* ~~c~~ ||d||**",
    "**a**`b`*c*": f"**a**{ZERO_WIDTH}`b`{ZERO_WIDTH}*c*",
    "**a**_b_": f"**a**{ZERO_WIDTH}*b*",
    "**a  \nb**": "**a**\n**b**",
    "||a `b` c||": "||a `b` c||",
    "``a`b`` `` ` ``": "``a`b`` `` ` ``",
    "[a](https://x.y/z_(w)) [b](tg://z) [c](d.md) [[e]]": "[a](<https://x.y/z_%28w%29>) b c e",
    "[a **b** [c]](https://x.y)": "[a **b** (c)](<https://x.y>)",
    "[https://x.y/a_b](https://x.y/a_b)": "<https://x.y/a_b>",
    "[https://x.y](https://z.w)": "<https://x.y> (<https://z.w>)",
    "https://x.y/a_b~c.": "<https://x.y/a_b%7Ec>.",
    f"[a](https://x.y/{'z' * 600})": "a",
    "![a](b.png) ![](https://x.y/z.png)": "🖼 a [🖼](<https://x.y/z.png>)",
    "$x^2$ $\\begin{a}$": "x² `\\begin{a}`",
    "a\n\n---\n\nb": "a\n\n———\n\nb",
    "a:\n- b\n  - c\n    - d\n      e": f"a:\n• b\n{SPACE * 2}◦ c\n{SPACE * 4}▪ d\n{SPACE * 6}e",
    "3. a\n4. b\n\n- [x] c\n- [ ] d": "3\\. a\n4\\. b\n\n☑ c\n☐ d",
    "a\n```python\nb:\n\n    *c*\n```\nd": "a\n```python\nb:\n\n    *c*\n```\n\nd",
    "````\n```py\na\n```\n````": f"```\n{ZERO_WIDTH.join('```')}py\na\n{ZERO_WIDTH.join('```')}\n```",
    "```a b\nc\n```": "```a\nc\n```",
    "```ñ\nc\n```": "```\nc\n```",
    "> a **b**\n>\n> > c": "> a **b**\n> \n> ▎c",
    "> a\n\n> b": "> a\n\n> b",
    "> ```py\n> a\n>\n> b\n> ```": "> ```py\n> a\n> \n> b\n> ```",
    "> [!warning] A\n> b": "> ⚠️ **A**\n> b",
    "<details><summary>a</summary>\n\n`b`\n\n> c\n\n</details>\n\nd": "**a**\n> `b`\n> \n> ▎c\n\nd",
    "| a | b |\n|---|--:|\n| 日本 | 1 |": "```\na    | b\n-----+--\n日本 | 1\n```",
    f"| a | |\n|---|---|\n| {'x' * 40} | `{'y' * 40}` |\n| | z |": f"**a**: {'x' * 40}\n`{'y' * 40}`\n\nz",
}


@pytest.mark.parametrize(("note", "expected"), PASSAGES.items())
def test_a_passage(note: str, expected: str) -> None:
    """Each construct of a note has its look in Discord."""
    assert shown(note) == expected


def test_a_quoted_passage() -> None:
    """The model answer is a quote, with its code and its lists inside."""
    assert shown("a:\n- b\n\n```\nc\n```\n\n> d", quoted=True) == "> a:\n> • b\n> \n> ```\n> c\n> ```\n> \n> ▎d"


NAMES = {
    "*_*": r"\*\_\*",
    "||a||": r"\|\|a\|\|",
    "@everyone": rf"\@{ZERO_WIDTH}everyone",
    "<@123> <@!1> <@&2> <#3>": (rf"\<\@{ZERO_WIDTH}123\> \<\@{ZERO_WIDTH}!1\> \<\@{ZERO_WIDTH}&2\> \<\#3\>"),
    "<:a:1> <t:0:R> </b:2> :smile:": r"\<\:a:1\> \<t\:0:R\> \</b:2\> \:smile:",
    "[a](https://x.y)": r"\[a\](<https://x.y>)",
    "# a\n-# b\n- c\n+ d\n* e\n1. f\n> g\n>>> h": "\\# a\n\\-\\# b\n\\- c\n\\+ d\n\\* e\n1\\. f\n\\> g\n\\>\\>\\> h",
    "```py\na```": "\\`\\`\\`py\na\\`\\`\\`",
    r"¯\_(ツ)_/¯": r"¯\\\_(ツ)\_/¯",
    "ana@example.org, 10:30": "ana@example.org, 10:30",
    "1.5 - 2 + C#": r"1.5 - 2 + C\#",
    "discord.gg/xyz Discord.com/invite/xyz": r"discord\.gg/xyz Discord\.com/invite/xyz",
    "<https://x.y/@everyone>": r"\<<https://x.y/%40everyone>\>",
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_a_name_that_looks_like_markup(name: str, expected: str) -> None:
    """What a learner is called or writes is shown letter for letter, calls nobody and heads nothing."""
    assert said(name) == expected
    assert plain(read(said(name)).text).replace("%40", "@") == name


def test_code_does_not_end_the_spoiler_around_it() -> None:
    """Bars of code that a spoiler hides stay hidden with it."""
    hidden = Styled("a || b", (Mark(Look.SPOILER, 0, 6), Mark(Look.CODE, 2, 6)))
    assert markdown(hidden) == f"||a `|{ZERO_WIDTH}| b`||"


def test_sentences_and_passages_stand_below_each_other() -> None:
    """Lines end with one line feed, an empty line is a gap, and nothing in a span is markup."""
    body: Body = (
        Line((Span("👋 "), Span("a*b*", Style.BOLD), Span(" c ", Style.ITALIC), Span("<d>", Style.CODE))),
        Line((Span("e"),)),
        Line(),
        Passage("f", quoted=True),
        Passage("<!-- nothing to see -->"),
        Line((Span("g"),)),
    )
    assert render(body) == [r"👋 **a\*b\*** *c* `<d>`" + "\ne\n\n> f\ng"]


@pytest.mark.parametrize("body", [(), (Line(), Line()), (Line((Span(" \n", Style.BOLD),)),), (Passage("<b> </b>"),)])
def test_nothing_to_see_is_no_message(body: Body) -> None:
    """A body without a visible character gives no message, for Discord refuses empty ones."""
    assert render(body) == []


def test_a_long_answer_is_cut_between_paragraphs_and_stays_a_quote() -> None:
    """Each message holds whole paragraphs, and each is a quote."""
    paragraphs = [f"{number} " + "word " * 150 for number in range(4)]
    messages = render((Passage("\n\n".join(paragraphs), quoted=True),))
    assert messages == [
        "\n> \n> ".join(["> " + paragraphs[0].strip(), paragraphs[1].strip()]),
        "\n> \n> ".join(["> " + paragraphs[2].strip(), paragraphs[3].strip()]),
    ]


def test_long_code_is_opened_anew_in_each_message() -> None:
    """Code that needs several messages is code of its language in each, cut where a new function begins."""
    function = "def f():\n" + "    x = 1\n" * 30
    messages = render((Passage("```py\n" + function * 20 + "```"),))
    looks = [read(message).looks for message in messages]
    assert all(len(look) == 1 and look[0][0] == "pre" and look[0][2] == "py" for look in looks)
    assert "\n".join(look[0][1] for look in looks) == (function * 20).strip()
    assert all(look[0][1].startswith("def f():") for look in looks)


def test_a_message_full_of_signs_counts_with_its_backslashes() -> None:
    """The limit is one of what is sent, so 3,000 stars need four messages and not two."""
    messages = render((Line((Span("* " * 1_500),)),))
    assert "".join(plain(read(message).text) for message in messages).replace(" ", "") == "*" * 1_500
    assert all(1_000 < len(message) <= LIMIT for message in messages[:-1])


# --- what must hold for any text -------------------------------------------------------------------

SIGNS = [*"*_~`|<>[]()#-+.!@:/\\ \n1a", "**", "||", "~~", "```", "@everyone", "@here", "<@1>", "<#2>", "<:a:3>", ":a:"]
SIGNS += ["<t:4>", "](https://x.y)", "https://x.y/", "> ", "- ", "# ", "1. ", ">>> ", "-# ", "</a:5>"]
signs = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)
spans = st.builds(Span, st.one_of(st.text(), signs), st.sampled_from(Style))
lines = st.builds(lambda these: Line(tuple(these)), st.lists(spans, max_size=4))
passages = st.builds(Passage, st.one_of(hostile_markdown, signs), st.booleans())
bodies = st.lists(st.one_of(lines, passages), max_size=5).map(tuple)
FORBIDDEN = {"special", "heading", "list", "underline", "everything quoted"}


def plain(text: str) -> str:
    """What is seen of a text."""
    return text.replace(ZERO_WIDTH, "")


def letters(text: str) -> str:
    """What must survive: everything but white space, and signs that links and addresses write in another way."""
    text = re.sub(r"%[0-9A-F]{2}", lambda code: chr(int(code[0][1:], 16)), plain(text))
    return "".join(text.split())


@given(bodies)
def test_no_words_become_markup(body: Body) -> None:
    """Whatever is said, no message is too long, calls anybody, or has a heading or a list that nobody meant."""
    for message in render(body):
        assert 0 < len(message.encode("utf-16-le")) // 2 <= LIMIT
        assert message == message.strip()
        assert {look for look, *_ in read(message).looks}.isdisjoint(FORBIDDEN)


@given(st.lists(lines, max_size=5).map(tuple))
def test_what_is_said_is_seen(body: Body) -> None:
    """Every letter arrives, and each style covers what it covered."""
    seen = [read(message) for message in render(body, limit=1_000)]
    assert letters("".join(message.text for message in seen)) == letters(words(body))
    for look, style in (("bold", Style.BOLD), ("italic", Style.ITALIC), ("code", Style.CODE)):
        assert letters("".join(covered(seen, look))) == letters(words(body, style))


code = st.builds(lambda language, text: f"~~~~~~{language}\n{text}\n~~~~~~", st.sampled_from(("", "py")), signs)


@given(st.lists(st.one_of(passages, st.builds(Passage, code, st.booleans())), min_size=1, max_size=4))
@settings(max_examples=50)
def test_cutting_loses_nothing(parts: list[Passage]) -> None:
    """Cut or whole, the same letters are seen, and every fence that a message opens it closes."""
    body = tuple(parts) * 20
    whole, pieces = render(body, limit=1_000_000), render(body, limit=1_000)
    assert all(len(piece.encode("utf-16-le")) // 2 <= 1_000 for piece in pieces)
    seen = [read(piece) for piece in pieces]
    assert [piece.count("```") for piece in pieces] == [2 * len(list(covered([one], "pre"))) for one in seen]
    if not any("](<" in piece for piece in pieces):  # where words are cut that open an address, it is in both messages
        assert letters("".join(one.text for one in seen)) == letters("".join(read(text).text for text in whole))


def words(body: Body, style: Style | None = None) -> str:
    """What the spans of a body say, or those of one style."""
    spans = [span for line in body if isinstance(line, Line) for span in line.spans]
    return "".join(clean(span.text) for span in spans if style in (None, span.style))


def covered(seen: list[Seen], look: str) -> list[str]:
    """The words with a look."""
    return [words for message in seen for kind, words, *_ in message.looks if kind == look]


@given(st.lists(st.text(alphabet="abcñéß日本😀1*_", min_size=1, max_size=12), min_size=1), st.booleans())
def test_every_word_arrives_in_order(written: list[str], quoted: bool) -> None:
    """The words of a long sentence are the words of the messages."""
    messages = render((Line((Span(" ".join(written * 40), Style.BOLD if quoted else Style.PLAIN),)),))
    assert plain(" ".join(read(message).text for message in messages)).split() == written * 40


BANKS = ["avamzat-copilot-vault", "h5bp-frontend-es", "midudev-react-es", "sudheerj-react"]


@pytest.mark.parametrize("bank", BANKS)
def test_the_answers_of_public_banks(bank: str) -> None:
    """Real answers keep the limit, and their code is code in every message."""
    source = shared(f"corpora/{bank}/README.md").read_text(encoding="utf-8")
    for answer in re.split(r"(?m)^\s*(?:- |\d+\. )?#{1,6} .*$", source):
        for message in render((Passage(answer, quoted=True),)):
            assert len(message) <= LIMIT
            assert not message.count("```") % 2
            assert {look for look, *_ in read(message).looks}.isdisjoint(FORBIDDEN)
