"""What somebody asks to be asked about: topics by their names, and how many questions."""

import re
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.domain.actions import Action, Ask, BeginRound, OpenPrivately
from bot.domain.conversation import Button, Reply, Rows, Say
from bot.domain.folding import fold, vocabulary
from bot.domain.rounds import EXAM, MOST, Reading, readings
from bot.store import bank
from bot.store.bank import Topic
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES

NEAR = 75
"""How alike (0 to 100) a topic has to be before the bot asks whether it was meant."""
PRIVATE_ROUND, PRIVATE_EXAM = "r_", "x_"
"""How the payload of a deep link to a round begins; the words that asked for it follow, in Base64."""
LONGEST_WORDS = 46
"""Bytes of these words that fit into the 64 characters of a payload."""
EVERYTHING = vocabulary("todo todos off no nada everything all any siempre")
"""Words for no topic in particular."""
_SEVERAL = re.compile(r"(?<!\s)\s*(?:,|;|\+|\s[ye]\s|\sand\s|\s&\s)\s*", re.IGNORECASE)
_AFTER_A_BEGINNING = ("", " ", ":", ",", ".", "-")


@dataclass(frozen=True, slots=True)
class Wish:
    """Codes of topics (None: whatever the chat chose), and a number when one was given; it may be out of bounds."""

    topics: frozenset[str] | None
    count: int | None = None


def wish_of(visit: Visit, argument: str, *, exam: bool = False) -> Wish | Reply:
    """What the words behind `/quiz` or `/exam` mean, or what to say when no topic is called so.

    Topics are known by their names in every language, the learner's first.
    """
    if not argument:
        return Wish(None)
    for topics in _in_languages(visit):
        for reading in readings(argument):
            if not reading.name:
                return Wish(None, reading.count)
            if found := _named(topics, reading):
                return Wish(frozenset(topic.code for topic in found), reading.count)
    return _unknown(visit, argument, exam=exam)


def topics_named(visit: Visit, name: str) -> list[Topic]:
    """The topics that somebody means by this name or a part of it, in any language; none when nothing is called so."""
    found = (_named(topics, Reading(name)) for topics in _in_languages(visit))
    return next((topics for topics in found if topics), [])


def topics_listed(visit: Visit, names: str) -> tuple[frozenset[str], str]:
    """The codes of topics as in “SQL, Redes y Git”, and the first name that nothing has (empty: all are known)."""
    wanted = [names] if topics_named(visit, names) else _SEVERAL.split(names)
    found = {name: topics_named(visit, name) for name in wanted}
    unknown = next((name for name in wanted if not found[name]), "")
    return frozenset(topic.code for of_name in found.values() for topic in of_name), unknown


def nearest(topics: Sequence[Topic], name: str) -> Topic | None:
    """The topic that may have been meant by a name that none has."""
    titles = dict(enumerate(fold(topic.title) for topic in topics))
    near = process.extractOne(fold(name), titles, scorer=fuzz.WRatio, score_cutoff=NEAR)
    return topics[near[2]] if near else None


def _in_languages(visit: Visit) -> Iterator[list[Topic]]:
    """All topics by their names in each language, the one spoken here first."""
    spoken = visit.say.language
    for language in (spoken, *(other for other in LANGUAGES if other != spoken)):
        yield bank.topics(visit.db, language, visit.reach)


def out_of_bounds(visit: Visit, count: int, *, exam: bool = False) -> Reply | None:
    """What to say to “0 questions”; None for a number that means something."""
    return (
        None
        if count >= 1
        else Reply(says=(Say(visit.say(m.EXAM_BOUNDS if exam else m.ROUND_BOUNDS, n=MOST, count=count)),))
    )


def _named(topics: Sequence[Topic], reading: Reading) -> list[Topic]:
    """The topics of that name; else those whose title or deck begins with it, or has it somewhere."""
    name = fold(reading.name)
    exact = [topic for topic in topics if name in (fold(topic.title), fold(topic.deck))]
    if not reading.loosely:
        return exact or [topic for topic in topics if _begins(fold(topic.title), name)]
    begins = [topic for topic in topics if fold(topic.title).startswith(name) or name in fold(topic.deck).split("/")]
    return exact or begins or [topic for topic in topics if name in fold(topic.title)]


def _begins(title: str, name: str) -> bool:
    return title.startswith(name) and title[len(name) : len(name) + 1] in _AFTER_A_BEGINNING


def _unknown(visit: Visit, argument: str, *, exam: bool) -> Reply:
    *_, reading = readings(argument)
    counted = next((one for one in readings(argument) if one.name and one.count), reading)
    topic = nearest(bank.topics(visit.db, visit.say.language, visit.reach), counted.name)
    if topic is None:
        return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC, topic=argument)),))
    rows: Rows = ((Button(visit.say.text(m.YES), _meant(visit, topic, counted.count, exam=exam)),),)
    return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC_NEAR, topic=argument, near=topic.title), rows),))


def _meant(visit: Visit, topic: Topic, count: int | None, *, exam: bool) -> Action:
    """What “yes” does: a question of the topic, or as many as were asked for, in private."""
    count = max(1, min(count or (EXAM if exam else 1), MOST))
    if count == 1 and not exam:
        return Ask(topic.code)
    if not visit.is_private:
        return OpenPrivately(payload_of(f"{topic.title} {count}", exam=exam))
    return BeginRound(topic.code, count, int(exam))


# --- the words of a wish in a deep link --------------------------------------------------------------


def payload_of(words: str, *, exam: bool = False) -> str:
    """The payload of a link that begins the round that these words ask for: at most 64 characters."""
    kept = urlsafe_b64encode(_beginning(words)).decode().rstrip("=")
    return (PRIVATE_EXAM if exam else PRIVATE_ROUND) + kept


def words_in(payload: str) -> str | None:
    """The words in a payload; None for one that was made up."""
    words = payload[2:]
    try:
        return b64decode(words + "=" * (-len(words) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:  # not ASCII, not Base64, not UTF-8
        return None


def _beginning(words: str) -> bytes:
    """As many bytes as fit: the beginning of a topic is enough to find it, and the number behind it stays."""
    if len(words.encode()) <= LONGEST_WORDS:
        return words.encode()
    name, _, number = words.rpartition(" ")
    counted = f" {number}".encode()[: LONGEST_WORDS // 2]
    kept = name.encode()[: LONGEST_WORDS - len(counted)].decode("utf-8", "ignore").strip()
    return kept.encode() + counted.decode("utf-8", "ignore").encode()
