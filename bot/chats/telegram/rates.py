"""How much Telegram takes of a bot (core.telegram.org/bots/faq): more is answered with 429."""

from bot.domain.turns import Limits

FREE = Limits(30, chat_alone=True, group_in_a_minute=20)
"""Short bursts into one chat are sometimes let through; we do not count on it."""
PAID = Limits(1000, chat_alone=True, group_in_a_minute=20)
"""With paid broadcast: what goes beyond 30 a second costs Stars."""
