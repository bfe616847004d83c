"""Polls and quizzes, with the limits of sendPoll."""

from dataclasses import dataclass, field
from typing import Any

from tests.emulator.checks import length
from tests.emulator.errors import bad_request

Json = dict[str, Any]

LONGEST_POLL_QUESTION = 300
LONGEST_POLL_OPTION = 100
MOST_POLL_OPTIONS = 12
LONGEST_EXPLANATION = 200
MOST_LINE_FEEDS = 2


def check_poll(question: str, options: list[str], correct: list[int] | None, explanation: str) -> None:
    """Raises what sendPoll would answer; lengths are in characters, the explanation's in UTF-16 units.

    The words are those of TDLib, which the Bot API passes on; what is said of a long explanation was never seen.
    """
    if not question.strip():
        raise bad_request("poll question must be non-empty")
    if len(question) > LONGEST_POLL_QUESTION:
        raise bad_request(f"poll question length must not exceed {LONGEST_POLL_QUESTION}")
    if len(options) < 2:
        raise bad_request("poll must have at least 2 option")
    if len(options) > MOST_POLL_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_POLL_OPTIONS} options")
    if not all(option.strip() for option in options):
        raise bad_request("poll options must be non-empty")
    if any(len(option) > LONGEST_POLL_OPTION for option in options):
        raise bad_request(f"poll options length must not exceed {LONGEST_POLL_OPTION}")
    if correct is not None and not (correct and all(0 <= place < len(options) for place in correct)):
        raise bad_request("wrong correct option ID specified")
    if length(explanation) > LONGEST_EXPLANATION or explanation.count("\n") > MOST_LINE_FEEDS:
        raise bad_request("MESSAGE_TOO_LONG")


@dataclass(eq=False)
class Poll:
    """A poll or quiz: who voted for which option, as Telegram keeps it."""

    id: str
    question: str
    options: list[str]
    anonymous: bool = True
    correct: list[int] | None = None
    explanation: str = ""
    closed: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)

    def json(self) -> Json:
        """As Telegram describes it to the bot that sent it."""
        counts = [sum(place in votes for votes in self.votes.values()) for place in range(len(self.options))]
        options = [
            {"text": text, "voter_count": count, "persistent_id": str(place)}
            for place, (text, count) in enumerate(zip(self.options, counts, strict=True))
        ]
        told = {"id": self.id, "question": self.question, "options": options, "total_voter_count": len(self.votes)}
        told |= {
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": "quiz" if self.correct else "regular",
        }
        told |= {"allows_multiple_answers": False, "allows_revoting": False, "members_only": False}
        return told | ({"correct_option_ids": self.correct, "explanation": self.explanation} if self.correct else {})
