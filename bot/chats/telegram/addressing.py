"""Commands as a group has to write them: `/quiz@OurBot`, for a bare `/quiz` reaches only the bot that spoke last."""

import re
from collections.abc import Collection
from dataclasses import replace

from bot.domain.conversation import Body, Line, Span


class Addressing:
    """Knows the names of our commands; those of other bots stay as they are."""

    def __init__(self, commands: Collection[str]) -> None:
        names = "|".join(re.escape(name) for name in sorted(commands, key=len, reverse=True))
        self._command = re.compile(rf"(?<![\w/@])/({names})\b(?![@/])") if names else None

    def in_group(self, body: Body, username: str) -> Body:
        """What the bot says, with its name behind each command; notes are left as they are written."""
        if self._command is None or not username:
            return body
        return tuple(self._line(part, username) if isinstance(part, Line) else part for part in body)

    def _line(self, line: Line, username: str) -> Line:
        return Line(tuple(self._span(span, username) for span in line.spans))

    def _span(self, span: Span, username: str) -> Span:
        if self._command is None or "/" not in span.text:
            return span
        return replace(span, text=self._command.sub(rf"/\1@{username}", span.text))
