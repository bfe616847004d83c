"""Learners, their accounts, and the chats they study in."""

import dataclasses

import pytest
from sqlalchemy.exc import NoResultFound

from bot.domain.conversation import Address, ChatKind, Platform, Sender
from bot.domain.learner import Learner
from bot.domain.streak import ROLLOVER
from bot.store import moves, people
from tests.store.builders import MADRID, NOW, a_chat, a_learner, a_place, an_address, asked, questions

pytestmark = pytest.mark.both_databases


def seen(db, sender: Sender, *, language: str = "en", platform: Platform = Platform.TELEGRAM) -> Learner:
    return people.learner_of(db, platform, sender, language=language, zone="Asia/Tokyo", now=NOW)


def test_somebody_new(engine):
    """They start with the language and zone given, and a day that begins at four."""
    with engine.begin() as db:
        ana = seen(db, Sender(7, "Ana"))
        assert ana == Learner(ana.id, "Ana", "en", "Asia/Tokyo", ROLLOVER, None)
        assert seen(db, Sender(7, "Ana")) == ana


def test_the_largest_ids_of_a_platform(engine):
    """Discord's ids have 63 bits, Telegram's chats are negative."""
    with engine.begin() as db:
        ana = seen(db, Sender(2**63 - 1, "Ana"))
        assert seen(db, Sender(2**63 - 1, "Ana")) == ana
        assert a_chat(db, -(10**13), thread=2**31).address == an_address(-(10**13), 2**31)


def test_one_number_on_two_platforms_is_two_people(engine):
    """Until somebody links them."""
    with engine.begin() as db:
        assert seen(db, Sender(7, "Ana")).id != seen(db, Sender(7, "Ana"), platform=Platform.DISCORD).id


def test_a_new_name_and_a_new_language_of_the_platform(engine):
    """Both are followed, until the learner chooses a language; the zone is not touched."""
    with engine.begin() as db:
        ana = seen(db, Sender(7, "Ana"))
        assert seen(db, Sender(7, "Ana María"), language="es") == dataclasses.replace(
            ana, name="Ana María", language="es"
        )
        people.set_learner_language(db, ana.id, "en")
        moves.settle(db, ana.id, MADRID)
        assert seen(db, Sender(7, "Ana"), language="es") == dataclasses.replace(ana, zone=MADRID)


def test_an_unknown_number(engine):
    """There is no learner and no chat to give."""
    with engine.begin() as db:
        with pytest.raises(NoResultFound):
            people.learner_by_id(db, 404)
        with pytest.raises(NoResultFound):
            people.chat_by_id(db, 404)
        assert people.chat_at(db, an_address(404)) is None


def test_a_chat_keeps_its_settings_and_follows_its_title(engine):
    """Seen again with another default it stays as it is; an update without a title does not take the title away."""
    with engine.begin() as db:
        first = people.chat_of(db, a_place(title="SQL club"), language="en", zone=MADRID)
        people.chat_of(db, a_place(title="SQL team"), language="es", zone="Asia/Tokyo")
        again = people.chat_of(db, a_place(), language="es", zone="Asia/Tokyo")
        assert again == dataclasses.replace(first, title="SQL team")


def test_the_language_of_a_chat(engine):
    """It follows the platform until somebody chooses one."""
    with engine.begin() as db:
        chat = a_chat(db)
        people.follow_platform_language(db, chat.id, "es")
        assert people.chat_by_id(db, chat.id).language == "es"
        people.set_chat_language(db, chat.id, "en")
        people.follow_platform_language(db, chat.id, "es")
        assert people.chat_by_id(db, chat.id).language == "en"


def test_a_block_is_for_all_threads(engine):
    """And so is the return; another chat is not concerned."""
    with engine.begin() as db:
        forum = [a_chat(db, 5, thread=thread, kind=ChatKind.GROUP).address for thread in (0, 1, 2)]
        other = a_chat(db, 6).address
        people.set_active(db, forum[1], NOW, active=False)
        assert [people.chat_at(db, address).active for address in (*forum, other)] == [False, False, False, True]
        people.set_active(db, forum[2], NOW, active=True)
        assert all(people.chat_at(db, address).active for address in forum)


def test_a_group_that_becomes_a_supergroup(engine):
    """It keeps its number with us and all that hangs on it, thread by thread; told twice, it moves once."""
    old, new = an_address(-5), an_address(-1005)
    with engine.begin() as db:
        chat, thread = a_chat(db, -5, kind=ChatKind.GROUP), a_chat(db, -5, thread=3, kind=ChatKind.GROUP)
        delivery = asked(db, chat, questions(db, "What?")[0])
        people.move_chat(db, old, new, NOW)
        people.move_chat(db, old, new, NOW)
        assert people.chat_at(db, old) is None
        assert people.chat_at(db, new).id == chat.id == delivery.chat
        assert people.chat_at(db, Address(Platform.TELEGRAM, -1005, 3)).id == thread.id


def test_a_group_that_was_greeted_at_its_new_number_before_the_move_was_known(engine):
    """Telegram may tell of the new group first: the old one, with its history, takes that number over."""
    old, new = an_address(-5), an_address(-1005)
    with engine.begin() as db:
        group, ana = a_chat(db, -5, kind=ChatKind.GROUP), a_learner(db)
        people.join(db, group.id, ana.id, NOW)
        people.set_topics(db, group.id, ["sql"])
        a_chat(db, -1005, kind=ChatKind.GROUP, title="SQL club")
        people.move_chat(db, old, new, NOW)
        assert people.chat_at(db, new).id == group.id
        assert people.chat_at(db, old) is None
        assert people.members(db, group.id) == [ana]


def test_a_move_to_a_group_that_is_used_already(engine):
    """What was asked there stays, and the old number is not written to any more."""
    old, new = an_address(-5), an_address(-1005)
    with engine.begin() as db:
        a_chat(db, -5, kind=ChatKind.GROUP)
        used = a_chat(db, -1005, kind=ChatKind.GROUP)
        asked(db, used, questions(db, "What?")[0])
        people.move_chat(db, old, new, NOW)
        assert people.chat_at(db, new) == used
        assert not people.chat_at(db, old).active


def test_a_move_of_a_group_that_is_not_known(engine):
    """Nothing happens to the others."""
    with engine.begin() as db:
        used = a_chat(db, -1005, kind=ChatKind.GROUP)
        people.move_chat(db, an_address(-6), an_address(-1005), NOW)
        people.move_chat(db, an_address(-1005), an_address(-1005), NOW)
        assert people.chat_at(db, used.address) == used


def test_who_takes_part(engine):
    """Joining twice is joining once; members come in the order in which they were first seen."""
    with engine.begin() as db:
        bea, ana, chat = a_learner(db, 2, name="Bea"), a_learner(db, 1), a_chat(db, kind=ChatKind.GROUP)
        for learner in (ana, bea, ana):
            people.join(db, chat.id, learner.id, NOW)
        assert people.members(db, chat.id) == [bea, ana]


def test_chosen_topics_replace_those_before(engine):
    """None means all."""
    with engine.begin() as db:
        chat = a_chat(db)
        assert people.topics_of(db, chat.id) == frozenset()
        people.set_topics(db, chat.id, ["sql", "js"])
        people.set_topics(db, chat.id, ["js", "css"])
        assert people.topics_of(db, chat.id) == {"js", "css"}
        people.set_topics(db, chat.id, [])
        assert people.topics_of(db, chat.id) == frozenset()


def test_the_private_chat_of_a_learner(engine):
    """Only one that was opened and not blocked can be written to."""
    with engine.begin() as db:
        ana, chat = a_learner(db, 7), a_chat(db, 7)
        a_chat(db, -5, kind=ChatKind.GROUP)
        assert people.private_chat_of(db, ana.id, Platform.TELEGRAM) is None
        people.change_chat(db, chat.id, welcomed_at=NOW)
        assert people.private_chat_of(db, ana.id, Platform.TELEGRAM).id == chat.id
        assert people.private_chat_of(db, ana.id, Platform.DISCORD) is None
        people.set_active(db, chat.address, NOW, active=False)
        assert people.private_chat_of(db, ana.id, Platform.TELEGRAM) is None
