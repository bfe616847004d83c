"""How a test looks at a message."""

from tests.emulator import Message


def rows(message: Message) -> list[list[str]]:
    """What the buttons say, row by row."""
    return [[button.label for button in row] for row in message.rows]
