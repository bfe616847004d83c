"""Rows of the terminal: something to show behind what stands at the left of it, such as a bar or a bullet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

_NARROWEST = 16


@dataclass(frozen=True, slots=True)
class Row:
    """A text, which wraps behind its edge, or a table. `first` is the edge of its first line, `rest` of the others."""

    content: RenderableType
    first: Text = field(default_factory=Text)
    rest: Text = field(default_factory=Text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(_NARROWEST, options.max_width - cell_len(self.rest.plain))
        for number, line in enumerate(self._lines(console, options, width)):
            edge = self.rest if number else self.first
            yield from _segments(edge if line else _without_end(edge), console)
            yield from line
            yield Segment.line()

    def _lines(self, console: Console, options: ConsoleOptions, width: int) -> Iterator[list[Segment]]:
        if not isinstance(self.content, Text):
            yield from console.render_lines(self.content, options.update(width=width), pad=False)
            return
        overflow: OverflowMethod = "ignore" if options.no_wrap else "fold"
        for line in self.content.wrap(console, width, overflow=overflow, no_wrap=options.no_wrap):
            yield _segments(line, console)


def behind(rows: Iterable[Row], first: Text, rest: Text) -> Iterator[Row]:
    """The rows with one more edge at their left."""
    for number, row in enumerate(rows):
        yield Row(row.content, (rest if number else first) + row.first, rest + row.rest)


def _segments(text: Text, console: Console) -> list[Segment]:
    if not text.spans:  # of a text without spans, rich would leave out the style of the whole
        return [Segment(text.plain, console.get_style(text.style))] if text.plain else []
    return list(text.render(console, end=""))


def _without_end(edge: Text) -> Text:
    """An empty line does not end in spaces."""
    bare = edge.copy()
    bare.rstrip()
    return bare
