"""Commands in what the bot says, as something to press.

Discord shows a command under its name in the reader's language (`/racha`): `/streak` in a sentence would be a riddle.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.chats.discord.rendering import LONGEST, render
from bot.domain.conversation import Body, Line, Passage, Span, Style

_BEGIN, _END = "\ue000", "\ue001"
"""Around a command's name until the text is rendered: signs that no writing uses, and no markup."""
_MARKED = re.compile(f"{_BEGIN}([a-z]+){_END}")
_COMMAND = re.compile(r"(?<![\w/])/([a-z]+)\b(?!/)")
_LONGER_BY = 30
"""How many characters a command takes more at most."""
_MOST_COMMANDS = 33
"""With more of them, as somebody may write who wants to see what happens, they stay words."""


class CommandMentions:
    """Knows the numbers that Discord gave our commands, once it has."""

    def __init__(self) -> None:
        self.numbers: Mapping[str, int] = {}

    def render(self, body: Body) -> list[str]:
        """The messages that show a body; what stands in notes is left as it is written."""
        marked = tuple(self._line(part) if isinstance(part, Line) else part for part in body)
        count = sum(text.count(_BEGIN) for part in marked for text in _texts(part))
        if not 0 < count <= _MOST_COMMANDS:
            return render(body)
        texts = render(marked, LONGEST - _LONGER_BY * count)
        return [_MARKED.sub(self._mention, text) for text in texts]

    def _line(self, line: Line) -> Line:
        return Line(tuple(part for span in line.spans for part in self._spans(span)))

    def _spans(self, span: Span) -> Iterator[Span]:
        """The same, with commands marked: one in code leaves the code, and what is typed behind it stays there."""
        if span.style is not Style.CODE:
            yield replace(span, text=_COMMAND.sub(self._marked, span.text))
            return
        command, _, behind = span.text.partition(" ")
        if command.removeprefix("/") not in self.numbers:
            yield span
            return
        yield Span(_COMMAND.sub(self._marked, command) + (" " if behind else ""))
        if behind:
            yield Span(behind, Style.CODE)

    def _marked(self, found: re.Match[str]) -> str:
        return f"{_BEGIN}{found[1]}{_END}" if found[1] in self.numbers else found[0]

    def _mention(self, found: re.Match[str]) -> str:
        return f"</{found[1]}:{self.numbers[found[1]]}>" if found[1] in self.numbers else found[0]


def _texts(part: Line | Passage) -> Sequence[str]:
    return [span.text for span in part.spans] if isinstance(part, Line) else [part.markdown]
