"""What the bot says → something that rich prints: drawn in a terminal, plain when the output is piped."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.style import Style as Look
from rich.text import Text

from bot.chats.terminal.layout import BOLD, CODE, ITALIC, Layout
from bot.chats.terminal.rows import Row
from bot.domain.conversation import Body, Line, Passage, Style
from bot.markup.cleaning import clean
from bot.markup.reading import parse

_STYLES: dict[Style, str | Look] = {Style.PLAIN: "", Style.BOLD: BOLD, Style.ITALIC: ITALIC, Style.CODE: CODE}


def render(body: Body) -> RenderableType:
    """A body, ready for `Console.print`. Nothing in it can reach the terminal as a control sequence.

    It is drawn when it is printed, because only the console knows whether it is a terminal and how wide.
    `Console.print(…, soft_wrap=True)` leaves long lines whole.
    """
    return _Screen(body)


@dataclass(frozen=True, slots=True)
class _Screen:
    """A body on its way to a console."""

    body: Body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        layout = Layout(fancy=console.is_terminal)
        for part in self.body:
            yield from [Row(_line(part))] if isinstance(part, Line) else _passage(part, layout)


def _passage(passage: Passage, layout: Layout) -> Iterator[Row]:
    blocks = parse(passage.markdown).blocks
    return layout.barred(blocks) if passage.quoted else layout.blocks(blocks)


def _line(line: Line) -> Text:
    return Text.assemble(*((clean(span.text), _STYLES[span.style]) for span in line.spans))
