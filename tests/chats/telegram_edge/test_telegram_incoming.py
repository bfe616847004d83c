"""What an update means, for everything that Telegram sends."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.chats.names import clean
from bot.chats.telegram.incoming import Me, incoming_from
from bot.domain.conversation import (
    Address,
    ChatKind,
    Command,
    Incoming,
    Left,
    Located,
    Moved,
    NotText,
    Place,
    Platform,
    Presence,
    Press,
    Sender,
    Text,
    Vote,
)

ME = Me(id=42, username="RepasoBot")
BOT = {"id": 42, "is_bot": True, "first_name": "Repaso", "username": "RepasoBot"}
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "last_name": "Pérez", "language_code": "es"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ana"}
GROUP = {"id": -1001, "type": "supergroup", "title": "IA 2026"}
CHANNEL = {"id": -1002, "type": "channel", "title": "Noticias"}
SENT_AT = 1_790_000_000
AT = datetime.fromtimestamp(SENT_AT, UTC)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def understood(**update: Any) -> Incoming | None:
    """The update as the edge understands it."""
    return incoming_from(Update.de_json({"update_id": 99} | update, None), ME, NOW)


def a_message(**what: Any) -> dict[str, Any]:
    """A message from Ana in private, unless told otherwise."""
    return {"message_id": 5, "date": SENT_AT, "chat": PRIVATE, "from": ANA} | what


def said(**what: Any) -> object:
    """What a message says, in our words."""
    incoming = understood(message=a_message(**what))
    return incoming.what if incoming else None


def by(**what: Any) -> Sender | None:
    """Who is taken to have written it."""
    incoming = understood(message=a_message(**what))
    return incoming.sender if incoming else None


def from_bot(number: int, **what: Any) -> dict[str, Any]:
    """A message of ours in the group, to reply to."""
    return {"message_id": number, "date": SENT_AT, "chat": GROUP, "from": BOT, "text": "¿Qué es SQL?"} | what


def test_a_text_in_private():
    """Everything about it arrives: key, place, sender, Telegram's time in UTC, words, and its id."""
    assert understood(message=a_message(text="pues memoriza")) == Incoming(
        key="99",
        place=Place(Address(Platform.TELEGRAM, 7), ChatKind.PRIVATE),
        sender=Sender(7, "Ana Pérez", "es"),
        at=AT,
        what=Text("pues memoriza"),
        message=5,
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("/quiz", Command("quiz")),
        ("/QUIZ@repasobot  SQL joins 3 ", Command("quiz", "SQL joins 3", addressed=True)),
        ("/report\nfirst\nsecond", Command("report", "first\nsecond")),
        ("/start q_12-ab", Command("start", "q_12-ab")),
        ("/quiz@OtherBot", None),
        ("/24", Text("/24")),
        ("/etc/passwd", Text("/etc/passwd")),
        ("/", Text("/")),
        (" /quiz", Text(" /quiz")),
        ("/día", Text("/día")),
    ],
)
def test_commands(text: str, what: object):
    """`/name@bot argument` in any case; another bot's is not ours; an answer that only looks like one is a text."""
    assert said(text=text) == what


def test_a_reply_in_private_says_what_it_answers():
    """Only when it answers a message of ours."""
    assert said(text="hola", reply_to_message=from_bot(3, chat=PRIVATE)) == Text("hola", reply_to=3)
    assert said(text="hola", reply_to_message=a_message(message_id=4, text="x")) == Text("hola")


def test_in_a_group_only_replies_to_the_bot_and_commands_count():
    """Admin bots see everything; what people say among themselves is none of our business."""
    assert said(chat=GROUP, text="hola") is None
    assert said(chat=GROUP, text="hola", reply_to_message=a_message(chat=GROUP, text="x")) is None
    assert said(chat=GROUP, text="hola", reply_to_message=from_bot(3)) == Text("hola", reply_to=3)
    assert said(chat=GROUP, text="/top") == Command("top")
    assert said(chat=GROUP, sticker=STICKER) is None
    assert said(chat=GROUP, sticker=STICKER, reply_to_message=from_bot(3)) == NotText("sticker", reply_to=3)


def test_in_a_topic_a_message_does_not_answer_the_one_that_opened_it():
    """Telegram sets reply_to_message to the topic's first message, which may be ours."""
    opened = from_bot(3, forum_topic_created={"name": "SQL", "icon_color": 1})
    topic = {"chat": GROUP, "message_thread_id": 3, "is_topic_message": True, "reply_to_message": opened}
    assert said(text="hola", **topic) is None


def test_a_topic_is_a_place_of_its_own_and_a_thread_of_replies_is_not():
    """The thread id counts only with is_topic_message."""
    in_topic = understood(message=a_message(chat=GROUP, text="/top", message_thread_id=3, is_topic_message=True))
    in_thread = understood(message=a_message(chat=GROUP, text="/top", message_thread_id=3))
    assert in_topic is not None
    assert in_topic.place == Place(Address(Platform.TELEGRAM, -1001, 3), ChatKind.GROUP, "IA 2026")
    assert in_thread is not None
    assert in_thread.place == Place(Address(Platform.TELEGRAM, -1001), ChatKind.GROUP, "IA 2026")


STICKER = {
    "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1, "is_animated": False,
    "is_video": False,
}  # fmt: skip
FILE = {"file_id": "f", "file_unique_id": "f"}


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("sticker", {"sticker": STICKER}),
        ("photo", {"photo": [FILE | {"width": 1, "height": 1}], "caption": "/quiz"}),
        ("voice", {"voice": FILE | {"duration": 3}}),
        ("document", {"document": FILE}),
        ("animation", {"animation": FILE | {"width": 1, "height": 1, "duration": 1}, "document": FILE}),
        ("contact", {"contact": {"phone_number": "1", "first_name": "A"}}),
    ],
)
def test_what_cannot_be_read_is_named(what: str, content: dict[str, Any]):
    """Pictures, voices, files: the core decides what to say about them."""
    assert said(**content) == NotText(what)


def test_a_location_is_one_in_private_only():
    """There it tells a time zone, also as a venue or while it moves; in a group it is something that cannot be read."""
    place = {"latitude": 40.4, "longitude": -3.7}
    venue = {"location": place, "title": "Plaza Mayor", "address": "Madrid"}
    assert said(location=place) == Located(40.4, -3.7)
    assert said(location=place | {"live_period": 900}) == Located(40.4, -3.7)
    assert said(location=place, venue=venue) == Located(40.4, -3.7)
    assert said(chat=GROUP, location=place, reply_to_message=from_bot(3)) == NotText("location", reply_to=3)


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_title": "IA 2027"},
        {"new_chat_members": [ANA]},
        {"left_chat_member": {"id": 99, "is_bot": True, "first_name": "Another bot"}},
        {"pinned_message": a_message(text="x")},
        {"delete_chat_photo": True},
    ],
)
def test_service_messages_say_nothing(content: dict[str, Any]):
    """Not even that there was something unreadable."""
    assert said(**content) is None


def test_edited_messages_do_not_count():
    """The first version of an answer is the answer."""
    assert understood(edited_message=a_message(text="ah no, era otra")) is None


def test_a_press():
    """It carries its code as it came, and the time at which it was received."""
    message = from_bot(8, message_thread_id=3, is_topic_message=True)
    query = {"id": "1", "from": ANA, "chat_instance": "x", "data": "'; DROP TABLE--", "message": message}
    assert understood(callback_query=query) == Incoming(
        key="99",
        place=Place(Address(Platform.TELEGRAM, -1001, 3), ChatKind.GROUP, "IA 2026"),
        sender=Sender(7, "Ana Pérez", "es"),
        at=NOW,
        what=Press("'; DROP TABLE--"),
        message=8,
        aside=True,
        token=f"-1001:3:7:{NOW.timestamp() + 15:.0f}:0:1",
    )


def test_a_press_on_a_message_too_old_to_be_shown():
    """Telegram tells its chat and id only: buttons never die."""
    query = {"id": "1", "from": ANA, "chat_instance": "x", "data": "1a"}
    incoming = understood(callback_query=query | {"message": {"chat": GROUP, "message_id": 8, "date": 0}})
    assert incoming is not None
    assert (incoming.place.address, incoming.message, incoming.what) == (
        Address(Platform.TELEGRAM, -1001),
        8,
        Press("1a"),
    )


def test_presses_without_code_or_message_are_ignored():
    """A game, or a message sent through inline mode: not ours."""
    query = {"id": "1", "from": ANA, "chat_instance": "x"}
    assert understood(callback_query=query | {"message": from_bot(8), "game_short_name": "x"}) is None
    assert understood(callback_query=query | {"inline_message_id": "i", "data": "1a"}) is None


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("left", "member", Presence(True)),
        ("kicked", "member", Presence(True)),
        ("member", "kicked", Presence(False)),
        ("administrator", "left", Presence(False)),
        ("member", "administrator", Presence(True, greets=False)),
        ("member", "member", None),
    ],
)
def test_coming_and_going(old: str, new: str, what: Presence | None):
    """With another role it has other rights, and is greeted by nobody."""
    rights = dict.fromkeys(_RIGHTS, True) | {"until_date": 0, "is_anonymous": False, "can_be_edited": False}
    change = {"chat": GROUP, "from": ANA, "date": SENT_AT}
    change |= {"old_chat_member": {"status": old, "user": BOT} | rights}
    change |= {"new_chat_member": {"status": new, "user": BOT} | rights}
    incoming = understood(my_chat_member=change)
    assert (incoming.what if incoming else None) == what


def test_a_group_that_became_a_supergroup():
    """Both service messages say the same: the old place moved to the new one."""
    old = {"id": -5, "type": "group", "title": "IA 2026"}
    leaving = understood(message=a_message(chat=old, migrate_to_chat_id=-1001))
    arriving = understood(message=a_message(chat=GROUP, migrate_from_chat_id=-5))
    for incoming in (leaving, arriving):
        assert incoming is not None
        assert incoming.place == Place(Address(Platform.TELEGRAM, -5), ChatKind.GROUP, "IA 2026")
        assert incoming.what == Moved(Address(Platform.TELEGRAM, -1001))


def test_channels_hear_commands_only():
    """Nobody in particular posts there, and whoever does runs it."""
    post = {"message_id": 5, "date": SENT_AT, "chat": CHANNEL, "sender_chat": CHANNEL}
    assert understood(channel_post=post | {"text": "noticia"}) is None
    incoming = understood(channel_post=post | {"text": "/daily 9:00"})
    assert incoming is not None
    assert incoming.place.kind is ChatKind.CHANNEL
    assert incoming.sender == Sender(-1002, "Noticias", is_admin=True, scores=False)
    assert incoming.what == Command("daily", "9:00")


def test_an_anonymous_admin_may_set_but_never_scores():
    """They come as one account for all groups, speaking for the group."""
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    sender = by(chat=GROUP, text="/daily off", sender_chat=GROUP, **{"from": anonymous})
    assert sender == Sender(1087968824, "IA 2026", is_admin=True, scores=False)


def test_somebody_who_leaves_a_group():
    """It is told of the one who left, whoever removed them, and for the whole group."""
    eva = {"id": 8, "is_bot": False, "first_name": "Eva"}
    incoming = understood(message=a_message(chat=GROUP, **{"from": ANA}, left_chat_member=eva))
    assert incoming is not None
    assert (incoming.what, incoming.sender) == (Left(), Sender(8, "Eva"))
    assert incoming.place.address.thread == 0


@pytest.mark.parametrize("account", [136817688, 777000])
def test_a_channel_speaking_in_a_group_neither_scores_nor_rules(account: int):
    """It is somebody, but not one learner."""
    stand_in = {"id": account, "is_bot": account == 136817688, "first_name": "Channel"}
    sender = by(chat=GROUP, text="/quiz", sender_chat=CHANNEL, **{"from": stand_in})
    assert sender == Sender(account, "Noticias", is_admin=False, scores=False)


def test_other_bots_are_not_listened_to():
    """Nor what people send through them."""
    other = {"id": 8, "is_bot": True, "first_name": "Other", "username": "OtherBot"}
    assert said(chat=GROUP, text="/quiz", **{"from": other}) is None
    assert said(text="hola", via_bot=other) is None


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"first_name": "Ana", "last_name": "Pérez"}, "Ana Pérez"),
        ({"first_name": "\u202eanA\u202c\n\tPérez\x00"}, "anA Pérez"),
        ({"first_name": "\u3164", "username": "ana_p"}, "ana_p"),
        ({"first_name": "\u200b"}, "?"),
        ({"first_name": "x" * 64, "last_name": "y" * 64}, "x" * 64),
        ({"first_name": "👩\u200d🔬 Eva"}, "👩\u200d🔬 Eva"),
    ],
)
def test_names_are_safe_to_show(user: dict[str, str], name: str):
    """Nothing in a name turns the line around or hides its owner."""
    sender = by(text="hola", **{"from": {"id": 7, "is_bot": False} | user})
    assert sender is not None
    assert sender.name == name


def test_a_title_is_cleaned_like_a_name():
    """It is shown beside boards."""
    assert clean("IA\u2066 \r\n2026") == "IA 2026"


_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip


def test_a_vote_in_a_poll():
    """Telegram names the poll and the voter, and no chat: the place is the voter's own."""
    answer = {"poll_id": "5300000001", "option_ids": [2], "option_persistent_ids": ["2"], "user": ANA}
    place = Place(Address(Platform.TELEGRAM, 7), ChatKind.PRIVATE)
    sender = Sender(7, "Ana Pérez", "es")
    assert understood(poll_answer=answer) == Incoming("99", place, sender, NOW, Vote("5300000001", (2,)))


def test_a_vote_taken_back():
    """It names no option."""
    answer = {"poll_id": "5300000001", "option_ids": [], "option_persistent_ids": [], "user": ANA}
    incoming = understood(poll_answer=answer)
    assert incoming is not None
    assert incoming.what == Vote("5300000001", ())


def test_a_vote_of_a_chat():
    """An anonymous admin or a channel: it never scores; and a vote of nobody is none."""
    answer = {"poll_id": "5300000001", "option_ids": [0], "option_persistent_ids": ["0"]}
    incoming = understood(poll_answer=answer | {"voter_chat": GROUP})
    assert incoming is not None
    assert incoming.sender == Sender(-1001, "IA 2026", scores=False)
    assert understood(poll_answer=answer) is None
