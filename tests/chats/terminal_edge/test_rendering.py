"""What is seen in the terminal, and what a pipe gets."""

import re
import unicodedata
from io import StringIO
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.chats.terminal.rendering import render
from bot.domain.conversation import Body, Line, Passage, Span, Style
from tests.markup.test_reading import hostile_markdown

ESCAPE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def printed(body: Body, terminal: bool = False, width: int = 40, soft_wrap: bool = False) -> str:
    """What rich prints."""
    colours: Literal["standard"] | None = "standard" if terminal else None
    console = Console(file=StringIO(), force_terminal=terminal, width=width, color_system=colours, legacy_windows=False)
    console.print(render(body), soft_wrap=soft_wrap)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


NOTE = """\
# Title with `code`
One **bold** word, [a link](https://x.y), [a note](x.md), ![a cat](cat.png), $x^2$ and 🎉.

- a
  - an item that does not fit into one line of the terminal
- [x] done

3. three

```python
def f(x):
    return x
```

> quoted
> > inner

> [!tip] Think
> of this

<details><summary>More</summary>

hidden

</details>

| Name | n |
|------|--:|
| 日本 | 1 |

---
"""

PLAIN = """\
Title with code
One bold word, a link (https://x.y), a
note, [image: a cat], x² and 🎉.

• a
  ◦ an item that does not fit into one
    line of the terminal
☑ done

3. three

  def f(x):
      return x

| quoted
|
| | inner

| 💡 Think
| of this

More
  hidden

+------+---+
| Name | n |
+------+---+
| 日本 | 1 |
+------+---+

------------------------
"""

FANCY = """\
Title with code
One bold word, a link, a note, [image: a
cat], x² and 🎉.

• a
  ◦ an item that does not fit into one
    line of the terminal
☑ done

3. three

  def f(x):
      return x

▌ quoted
▌
▌ ▌ inner

▌ 💡 Think
▌ of this

More
  hidden

╭──────┬───╮
│ Name │ n │
├──────┼───┤
│ 日本 │ 1 │
╰──────┴───╯

────────────────────────
"""


def without_line_ends(text: str) -> str:
    """The text without spaces at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.split("\n"))


def test_a_note_in_a_pipe() -> None:
    """Piped output is plain text without escapes, and says where links lead."""
    assert without_line_ends(printed((Passage(NOTE),))) == PLAIN


def test_a_note_in_a_terminal() -> None:
    """A terminal gets bars, boxes and links that open."""
    shown = printed((Passage(NOTE),), terminal=True)
    assert without_line_ends(ESCAPE.sub("", shown)) == FANCY
    assert "\x1b]8;" in shown
    assert "https://x.y" in shown


def test_code_is_highlighted_in_a_terminal() -> None:
    """Code whose language is known has colours; unknown languages are no fault."""
    shown = printed((Passage("```python\ndef f(): pass\n```"),), terminal=True)
    assert re.search(r"\x1b\[[\d;]*mdef\x1b\[0m", shown)
    assert ESCAPE.sub("", printed((Passage("```nolang\na\n```"),), terminal=True)) == "  a\n"


def test_a_quoted_passage_has_a_bar() -> None:
    """Every line of a quoted passage stands behind a bar, also where it wraps and in its list, code and table."""
    body: Body = (Line((Span("Answer", Style.BOLD),)), Passage("word " * 12 + "\n- a\n\n```\nb\n```", quoted=True))
    assert without_line_ends(printed(body)) == (
        "Answer\n"
        "| word word word word word word word\n"
        "| word word word word word\n"
        "|\n"
        "| • a\n"
        "|\n"
        "|   b\n"
    )  # fmt: skip


def test_lines_are_shown_as_they_are() -> None:
    """Square brackets and emoji names in a span are no markup of rich's, and an empty line is one."""
    body: Body = (Line((Span("[bold]a[/bold] "), Span(":smile:", Style.CODE))), Line(), Line((Span("b"),)))
    assert printed(body) == "[bold]a[/bold] :smile:\n\nb\n"
    assert printed((Line((Span("a", Style.BOLD),)),), terminal=True) == "\x1b[1ma\x1b[0m\n"


def test_nothing_in_a_note_commands_the_terminal() -> None:
    """Escapes in notes, names and addresses are taken out."""
    body: Body = (Line((Span("a\x1b[2Jb\x07"),)), Passage("c\x9b2Kd [e](https://x/\x1b]0;f\x07)\n```\n\x1b[31mg\n```"))
    assert ESCAPE.sub("", printed(body, terminal=True)) == "ab\ncd e\n\n  g\n"


def test_soft_wrap_leaves_lines_whole() -> None:
    """Who pipes the output into a search may ask for lines that do not wrap."""
    assert printed((Passage("word " * 30, quoted=True),), soft_wrap=True) == "| " + ("word " * 30).strip() + "\n"


spans = st.builds(Span, st.text(), st.sampled_from(Style))
lines = st.builds(lambda these: Line(tuple(these)), st.lists(spans, max_size=3))
bodies = st.lists(st.one_of(lines, st.builds(Passage, hostile_markdown, st.booleans())), max_size=4).map(tuple)


@given(bodies, st.booleans())
def test_anything_can_be_printed(body: Body, terminal: bool) -> None:
    """No body raises, and no control character but rich's own colours and links comes out."""
    shown = ESCAPE.sub("", printed(body, terminal))
    assert not {character for character in shown if unicodedata.category(character) in ("Cc", "Cs")} - {"\n", "\t"}


@given(st.lists(st.text(alphabet="abcñéß日本1", min_size=1, max_size=12), min_size=1), st.booleans())
def test_every_word_is_printed_in_order(words: list[str], quoted: bool) -> None:
    """The words of a plain paragraph are all there, wrapped or not."""
    shown = printed((Passage(" ".join(words), quoted),), soft_wrap=True)
    assert shown.removeprefix("| ").split() == words
