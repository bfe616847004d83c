"""What people see: a platform accepts whatever somebody wrote, and nothing in it becomes a sign of its own."""

import re
from io import StringIO

from rich.console import Console

from bot.chats.discord import rendering as discord_rendering
from bot.chats.telegram import rendering as telegram_rendering
from bot.chats.terminal import rendering as terminal_rendering
from bot.domain.conversation import Body, Line, Passage, Span, Style
from tests.chats.discord_edge.reader import read
from tests.chats.discord_edge.test_discord_rendering import FORBIDDEN, LIMIT, letters, words
from tests.chats.telegram_edge.test_rendering import check
from tests.fuzz.work import check_grows_with_its_length, is_chosen

_PARTS = "\n\x1f\n"
"""Between the parts of a body. One that begins with `"` is a sentence, one with `>` a quote, any other a passage."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def telegram(data: bytes) -> None:
    """Entities lie in the text and nest, no message is too long, and cutting loses nothing."""
    source = data.decode("utf-8", "replace")
    body = _body(source)
    for message in telegram_rendering.render(body):
        check(message)
    _check_cuts(body)
    if is_chosen(data, one_in=128):
        check_grows_with_its_length(lambda text: telegram_rendering.render(_body(text)), source)


def _check_cuts(body: Body) -> None:
    whole = "".join(piece.text for piece in telegram_rendering.render(body, limit=1_000_000))
    pieces = telegram_rendering.render(body, limit=60)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(whole.split())
    for piece in pieces:
        check(piece)
        assert len(piece.text.encode("utf-16-le")) // 2 <= 60


def discord(data: bytes) -> None:
    """No message is too long, calls anybody, or has a look that nobody meant; sentences are seen letter by letter."""
    source = data.decode("utf-8", "replace")
    body = _body(source)
    messages = discord_rendering.render(body)
    for message in messages:
        assert 0 < len(message.encode("utf-16-le")) // 2 <= LIMIT
        assert {look for look, *_ in read(message).looks}.isdisjoint(FORBIDDEN)
    if all(isinstance(part, Line) for part in body):
        assert letters("".join(read(message).text for message in messages)) == letters(words(body))
    if is_chosen(data, one_in=128):
        check_grows_with_its_length(lambda text: discord_rendering.render(_body(text)), source)


def terminal(data: bytes) -> None:
    """Nothing reaches the terminal as a control sequence, on a screen and in a pipe."""
    body = _body(data.decode("utf-8", "replace"))
    for is_screen in (True, False):
        out = StringIO()
        console = Console(file=out, force_terminal=is_screen, width=60, color_system=None, legacy_windows=False)
        console.print(terminal_rendering.render(body), soft_wrap=not is_screen)
        # Of what rich itself writes, only looks are left without colours.
        assert not _CONTROLS.search(re.sub(r"\x1b\[[\d;]*m", "", out.getvalue()))


def _body(source: str) -> Body:
    return tuple(_part(part) for part in source.split(_PARTS))


def _part(part: str) -> Line | Passage:
    if part.startswith('"'):
        spans = (Span(text, list(Style)[number % len(Style)]) for number, text in enumerate(part[1:].split("\x1e")))
        return Line(tuple(spans))
    return Passage(part.removeprefix(">"), quoted=part.startswith(">"))
