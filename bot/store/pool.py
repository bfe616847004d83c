"""What a chat can be asked: of which topics, from whose decks, how hard."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from bot.domain.question import Difficulty
from bot.store.bank import PUBLIC, Reach, within

_CODE_BYTES = 8


@dataclass(frozen=True, slots=True)
class Pool:
    """Topics by their codes (none: all), whose questions, and the difficulty chosen (None: any)."""

    topics: frozenset[str] = frozenset()
    reach: Reach = PUBLIC
    difficulty: Difficulty | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether its questions are few enough to begin with them; else one looks through an index of all."""
        return bool(self.topics) or self.reach.deck is not None

    @property
    def condition(self) -> Any:
        """The condition that a question belongs to it, for a statement on questions."""
        return within(self.topics, self.reach, self.difficulty)

    @property
    def code(self) -> str:
        """A short word that differs where topics or difficulty do; empty where everything is asked."""
        chosen = [*sorted(self.topics), *([self.difficulty.value] if self.difficulty else [])]
        return blake2b("\n".join(chosen).encode(), digest_size=_CODE_BYTES).hexdigest() if chosen else ""
