"""What commands are called, and what may be typed behind them, where a platform shows both in a form of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES
from bot.texts.messages import Message
from bot.texts.sentences import Sentences


class Takes(StrEnum):
    """What an option is."""

    WORDS = "words"
    TOPIC = "topic"
    """The name of a topic or a deck, which is offered while it is typed."""
    NUMBER = "number"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Option:
    """Something that is typed behind a command."""

    key: str
    name: Message
    about: Message
    takes: Takes = Takes.WORDS


_TOPIC = Option("topic", m.OPTION_TOPIC, m.ABOUT_OPTION_TOPIC, Takes.TOPIC)
_ROLE = Option("role", m.OPTION_ROLE, m.ABOUT_OPTION_ROLE, Takes.ROLE)
_COUNT = Option("count", m.OPTION_COUNT, m.ABOUT_OPTION_COUNT, Takes.NUMBER)

OPTIONS: Mapping[str, tuple[Option, ...]] = {
    "quiz": (_TOPIC, _COUNT),
    "exam": (_TOPIC, _COUNT),
    "daily": (Option("hours", m.OPTION_HOURS, m.ABOUT_OPTION_HOURS),),
    "call": (_ROLE,),
    "publish": (Option("hour", m.OPTION_HOUR, m.ABOUT_OPTION_HOUR),),
    "topics": (_TOPIC,),
    "streak": (Option("why", m.OPTION_WHY, m.ABOUT_OPTION_WHY),),
    "top": (Option("period", m.OPTION_TIME, m.ABOUT_OPTION_TIME),),
    "stats": (Option("whose", m.OPTION_WHOSE, m.ABOUT_OPTION_WHOSE),),
    "timezone": (Option("city", m.OPTION_CITY, m.ABOUT_OPTION_CITY),),
    "language": (Option("language", m.OPTION_LANGUAGE, m.ABOUT_OPTION_LANGUAGE),),
    "pause": (Option("until", m.OPTION_UNTIL, m.ABOUT_OPTION_UNTIL),),
    "report": (Option("words", m.OPTION_WORDS, m.ABOUT_OPTION_WORDS),),
    "link": (Option("code", m.OPTION_CODE, m.ABOUT_OPTION_CODE),),
}
"""By the name of the command in the table, in the order in which they are typed."""

NAMES: Mapping[str, Message] = {
    "start": m.NAME_START,
    "quiz": m.NAME_QUIZ,
    "exam": m.NAME_EXAM,
    "mistakes": m.NAME_MISTAKES,
    "hint": m.NAME_HINT,
    "reveal": m.NAME_REVEAL,
    "skip": m.NAME_SKIP,
    "streak": m.NAME_STREAK,
    "pause": m.NAME_PAUSE,
    "resume": m.NAME_RESUME,
    "top": m.NAME_TOP,
    "stats": m.NAME_STATS,
    "daily": m.NAME_DAILY,
    "call": m.NAME_CALL,
    "publish": m.NAME_PUBLISH,
    "timezone": m.NAME_TIMEZONE,
    "language": m.NAME_LANGUAGE,
    "topics": m.NAME_TOPICS,
    "decks": m.NAME_DECKS,
    "settings": m.NAME_SETTINGS,
    "report": m.NAME_REPORT,
    "mydata": m.NAME_MY_DATA,
    "deleteme": m.NAME_ERASE,
    "help": m.NAME_HELP,
    "doctor": m.NAME_DOCTOR,
    "link": m.NAME_LINK,
    "unlink": m.NAME_UNLINK,
}
"""By the name of the command in the table; one without another name is called the same everywhere."""


def spoken(name: str) -> Mapping[str, str]:
    """What a command is called in each language, by the language."""
    known = NAMES.get(name)
    return {language: Sentences(language).text(known) if known else name for language in LANGUAGES}
