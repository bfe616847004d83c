"""Updates that took effect, and the Reply to each."""

from dataclasses import fields
from datetime import timedelta
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import actions as meanings
from bot.domain.actions import Action
from bot.domain.buttons import encode
from bot.domain.conversation import (
    Address,
    Attached,
    Button,
    ChatKind,
    DeliveryId,
    Document,
    Edit,
    Fetch,
    Incoming,
    Line,
    Passage,
    Place,
    Platform,
    Poll,
    Reply,
    Say,
    Sender,
    Span,
    Style,
    Text,
)
from bot.domain.memory import Grade
from bot.store import updates
from bot.store.engine import Engine
from tests.databases import lent
from tests.store.builders import NOW, an_address

ACTIONS = [
    one for one in vars(meanings).values() if isinstance(one, type) and issubclass(one, Action) and one != Action
]

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
numbers = st.integers(-(2**63), 2**63 - 1)
addresses = st.builds(Address, st.sampled_from(Platform), numbers, numbers)
senders = st.builds(Sender, numbers, texts, st.none() | texts, is_admin=st.booleans(), scores=st.booleans())
bodies = st.lists(
    st.builds(Line, st.lists(st.builds(Span, texts, st.sampled_from(Style)), max_size=3).map(tuple))
    | st.builds(Passage, texts, quoted=st.booleans()),
    max_size=4,
).map(tuple)


def fits(action: Action) -> bool:
    try:
        return bool(encode(action))
    except ValueError:
        return False


def of(action: type[Action]) -> st.SearchStrategy[Action]:
    """Any action of one meaning that a button can carry."""
    values = {
        int: st.integers(0, 36**12 - 1),
        str: st.from_regex(r"[A-Za-z0-9_+/-]{0,20}", fullmatch=True),
        Grade: st.sampled_from(Grade),
    }
    hints = get_type_hints(action)
    return st.builds(action, **{field.name: values[hints[field.name]] for field in fields(action)}).filter(fits)


actions = st.one_of([of(action) for action in ACTIONS])
rows = st.lists(st.lists(st.builds(Button, texts, actions), max_size=3).map(tuple), max_size=3).map(tuple)
replies = st.builds(
    Reply,
    says=st.lists(
        st.builds(
            Say,
            bodies,
            rows,
            to=st.none() | addresses,
            as_reply=st.booleans(),
            delivery=st.none() | st.integers(0, 2**63 - 1).map(DeliveryId),
            document=st.none() | st.builds(Document, texts, numbers, texts),
        ),
        max_size=3,
    ).map(tuple),
    edits=st.lists(
        st.builds(Edit, rows, body=st.none() | bodies, message=numbers, to=st.none() | addresses), max_size=3
    ).map(tuple),
    notice=texts,
    alert=st.booleans(),
    received=st.booleans(),
    fetch=st.none() | st.builds(Fetch, st.builds(Attached, texts, texts, numbers), senders, st.just(NOW)),
)


def an_update(key: str, *, message: int = 0, platform: Platform = Platform.TELEGRAM) -> Incoming:
    place = Place(an_address(platform=platform), ChatKind.PRIVATE)
    return Incoming(key, place, Sender(1, "Ana"), NOW, Text("a set"), message)


@pytest.fixture(scope="module")
def shared_engine(sqlite_template):
    with lent(sqlite_template) as engine:
        yield engine


@settings(max_examples=50)
@given(reply=replies)
def test_any_reply_comes_back_as_it_was(shared_engine: Engine, reply: Reply):
    """Bodies, buttons of every meaning, edits, addresses and flags survive the database."""
    with shared_engine.connect() as db:
        updates.remember(db, an_update("1"), reply, NOW)
        assert updates.reply_to(db, Platform.TELEGRAM, "1") == reply
        db.rollback()


@pytest.mark.both_databases
def test_a_reply_with_everything(engine):
    """The same on both databases."""
    reply = Reply(
        says=(
            Say(
                (Line((Span("🔥 3 días", Style.BOLD), Span(" «»"))), Line(), Passage("```sql\nSELECT 'a\\b'\n```")),
                ((Button("✓ Sí", build(ACTIONS[0])),),),
                to=an_address(-5, 3),
                as_reply=True,
                delivery=DeliveryId(7),
                document=Document("deck", 3, "csv"),
                poll=Poll("¿Puerto?", ("80", "443"), 1, "HTTPS"),
            ),
        ),
        edits=(Edit(((),), body=(), message=4), Edit(to=an_address(9))),
        notice="“Listo”",
        alert=True,
        received=True,
        fetch=Fetch(Attached("ríos.md", "file-id", 10), Sender(1, "Ana", "es"), NOW),
    )
    with engine.begin() as db:
        updates.remember(db, an_update("1"), reply, NOW)
    with engine.connect() as db:
        assert updates.reply_to(db, Platform.TELEGRAM, "1") == reply


def build(action: type[Action]) -> Action:
    return action(*(get_type_hints(action)[field.name](1) for field in fields(action)))


@pytest.mark.both_databases
def test_every_meaning_of_a_button(engine):
    """Each of them in one reply."""
    row = tuple(Button(action.__name__, build(action)) for action in ACTIONS)
    assert len(row) > 20
    with engine.begin() as db:
        updates.remember(db, an_update("1"), Reply(says=(Say((), (row,)),)), NOW)
        assert updates.reply_to(db, Platform.TELEGRAM, "1").says[0].buttons == (row,)


@pytest.mark.both_databases
def test_a_new_update(engine):
    """It has no reply yet, also when another platform had one under the same key."""
    with engine.begin() as db:
        assert updates.reply_to(db, Platform.TELEGRAM, "1") is None
        updates.remember(db, an_update("1", platform=Platform.DISCORD), Reply(notice="hi"), NOW)
        assert updates.reply_to(db, Platform.TELEGRAM, "1") is None


@pytest.mark.both_databases
def test_a_reply_of_nothing(engine):
    """It is remembered all the same: the update took effect."""
    with engine.begin() as db:
        updates.remember(db, an_update("1"), Reply(), NOW)
        assert updates.reply_to(db, Platform.TELEGRAM, "1") == Reply()


@pytest.mark.both_databases
def test_what_a_crash_kept_from_being_shown(engine):
    """The oldest first, of this platform, since a moment, and not what was shown."""
    with engine.begin() as db:
        for key, minutes in (("late", 3), ("early", 1), ("shown", 2), ("ancient", -600)):
            updates.remember(db, an_update(key, message=minutes), Reply(notice=key), NOW + timedelta(minutes=minutes))
        updates.remember(db, an_update("other", platform=Platform.DISCORD), Reply(), NOW)
        updates.mark_shown(db, Platform.TELEGRAM, "shown")
        updates.mark_shown(db, Platform.TELEGRAM, "never seen")
        place = Place(an_address(), ChatKind.PRIVATE)
        assert updates.unshown(db, Platform.TELEGRAM, NOW) == [
            ("early", place, 1, "", Reply(notice="early")),
            ("late", place, 3, "", Reply(notice="late")),
        ]


@pytest.mark.both_databases
def test_old_updates_are_forgotten(engine):
    """After 48 hours no platform can send them again."""
    with engine.begin() as db:
        updates.remember(db, an_update("old"), Reply(), NOW - updates.KEPT - timedelta(seconds=1))
        updates.remember(db, an_update("recent"), Reply(), NOW - updates.KEPT)
        updates.forget_old(db, NOW)
        known = [updates.reply_to(db, Platform.TELEGRAM, key) is not None for key in ("old", "recent")]
    assert known == [False, True]
