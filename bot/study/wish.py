"""What somebody asks to be asked about: topics by their names, and how many questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.domain.buttons import Ask, BeginRound
from bot.domain.conversation import Button, Reply, Rows, Say
from bot.domain.folding import fold
from bot.domain.rounds import EXAM, MOST, Reading, readings
from bot.store import bank
from bot.store.bank import Topic
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES

NEAR = 75
"""How alike (0 to 100) a topic has to be before the bot asks whether it was meant."""
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
    spoken = visit.say.language
    own = bank.topics(visit.db, spoken, visit.reach)
    for language in (spoken, *(other for other in LANGUAGES if other != spoken)):
        topics = own if language == spoken else bank.topics(visit.db, language, visit.reach)
        for reading in readings(argument):
            if not reading.name:
                return Wish(None, reading.count)
            if found := _named(topics, reading):
                return Wish(frozenset(topic.code for topic in found), reading.count)
    return _unknown(visit, argument, own, exam=exam)


def out_of_bounds(visit: Visit, count: int) -> Reply | None:
    """What to say to “0 questions”; None for a number that means something."""
    return None if count >= 1 else Reply(says=(Say(visit.say(m.ROUND_BOUNDS, n=MOST, count=count)),))


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


def _unknown(visit: Visit, argument: str, topics: Sequence[Topic], *, exam: bool) -> Reply:
    *_, reading = readings(argument)
    counted = next((one for one in readings(argument) if one.name and one.count), reading)
    titles = {topic.code: fold(topic.title) for topic in topics}
    near = process.extractOne(fold(counted.name), titles, scorer=fuzz.WRatio, score_cutoff=NEAR)
    if near is None:
        return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC, topic=argument)),))
    topic = next(topic for topic in topics if topic.code == near[2])
    count = counted.count or (EXAM if exam else 1)
    many = BeginRound(topic.code, max(1, min(count, MOST)), int(exam))
    rows: Rows = ((Button(visit.say.text(m.YES), many if exam or count > 1 else Ask(topic.code)),),)
    return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC_NEAR, topic=argument, near=topic.title), rows),))
