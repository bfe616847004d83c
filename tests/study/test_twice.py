"""Whatever comes in comes in twice sooner or later: the second time changes nothing and says the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.conversation import Incoming, Opened, Presence, Reply, Sender, Text
from tests.study.town import Room, Town, copied, opened

PEOPLE = (Sender(1001, "Ana", "es"), Sender(1002, "Luis", "es", is_admin=True), Sender(1003, "Mary", "en"))

COMMANDS = st.sampled_from(
    [
        *("/start", "/start q_1", "/start f_1", "/quiz", "/quiz sql", "/quiz metricas", "/quiz capitales"),
        *(
            "/hint",
            "/reveal",
            "/skip",
            "/streak",
            "/top",
            "/stats",
            "/stats group",
            "/daily",
            "/daily 09:00 lun-vie 2",
            "/daily off",
            "/daily x",
        ),
        *("/timezone Bogota", "/timezone Madird", "/language en", "/topics", "/settings", "/help", "/nothing"),
        *("/stats", "/stats group"),
    ]
)
TEXTS = st.sampled_from(["filas y grupos", "a", "b, c", "Paris", "🤷", "¿Cuál es la capital de Francia?"]) | st.text(
    min_size=1, max_size=20
)
CODES = st.sampled_from(
    ["1c:1:1", "1g:1:1:3", "1gs:1:1", "1gu:1:1", "1r:1", "1m:1:5", "1n:picture", "1ng:1"]
) | st.text(max_size=12)
MOVES = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(["private", "group", "terminal"]),
    st.one_of(
        st.tuples(st.just("says"), COMMANDS),
        st.tuples(st.just("says"), TEXTS.filter(lambda text: not text.startswith("/"))),
        st.tuples(st.just("answers"), TEXTS),
        st.tuples(st.just("presses"), st.integers(0, 12)),
        st.tuples(st.just("forges"), CODES),
        st.tuples(st.just("sticker"), st.none()),
        st.tuples(st.just("presence"), st.booleans()),
        st.tuples(st.just("opens"), st.none()),
    ),
    st.sampled_from([0, 0, 1, 60, 60 * 9, 60 * 24]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, min_size=3, max_size=14))
def test_every_update_twice(template: Path, moves: list[tuple[Sender, str, tuple[str, object], int]]):
    """Three people in their chats, a group and a terminal: after each update the same one again is not noticed."""
    with TemporaryDirectory() as folder, opened(copied(template, Path(folder))) as town:
        for who, where, what, minutes in moves:
            town.later(minutes=minutes)
            reply = acts(town, who, where, *what)
            if reply is None:
                continue
            before = town.everything()
            assert town.again(town.handled[-1]) == reply
            assert town.everything() == before
        replies = [town.again(incoming) for incoming in town.handled]
        assert [town.again(incoming) for incoming in town.handled] == replies


def acts(town: Town, who: Sender, where: str, kind: str, what: object) -> Reply | None:
    """One update; None when there is nothing to press or to reply to."""
    rooms = {"private": town.private(who), "group": town.group("IA"), "terminal": town.terminal()}
    room = rooms[where]
    match kind, what:
        case "says", str(text):
            return room.says(who, text)
        case "answers", str(text) if room.shown:
            return room.says(who, text.lstrip("/") or "a", reply_to=room.last)
        case "presses", int(number):
            return _presses(room, who, number)
        case "forges", str(code) if room.shown:
            return room.forges(who, code)
        case "sticker", None:
            return room.sends_sticker(who)
        case "presence", bool(here) if where != "terminal":
            return town.hears(room, who, Presence(here), at=None, message=0)
        case "opens", None if where == "terminal":
            return town.hears(room, who, Opened(), at=None, message=0)
    return None


def _presses(room: Room, who: Sender, number: int) -> Reply | None:
    actions = [(button.action, shown) for shown in room.shown[-3:] for row in shown.rows for button in row]
    if not actions:
        return None
    action, shown = actions[number % len(actions)]
    return room.forges(who, action, on=shown)


def test_one_update_fails_and_those_around_it_do_not(town: Town, ana: Sender, luis: Sender):
    """An update that cannot be handled rolls back alone and is answered with its error; the others are committed."""
    room = town.private(ana)
    room.says(ana, "/quiz sql")
    place = room.place
    good = [Incoming(f"x{n}", place, ana, town.now, Text("filas y grupos"), 100 + n) for n in (1, 2)]
    bad = Incoming("bad", place, ana, town.now, object())  # type: ignore[arg-type]  # no platform's edge makes it
    futures = [town.desk.handle(one) for one in (good[0], bad, good[1])]
    assert futures[0].result(5).says
    assert isinstance(futures[1].exception(5), TypeError)
    assert futures[2].result(5).says
    assert town.ask("SELECT text, message FROM answers") == [("filas y grupos", 101)]
    assert town.ask("SELECT key FROM handled ORDER BY key") == [("1",), ("x1",), ("x2",)]
