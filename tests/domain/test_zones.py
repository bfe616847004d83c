"""Which time zone a person means."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.actions import SetZone
from bot.domain.buttons import LONGEST, encode
from bot.domain.zone_names import PLACES, SEVERAL, WELL_KNOWN
from bot.domain.zones import Found, Suggest, clock_offers, find_zone, known

WINTER = datetime(2026, 1, 15, 9, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Madrid", "Europe/Madrid"),
        ("europe/madrid", "Europe/Madrid"),
        ("Europe Madrid", "Europe/Madrid"),
        ("America/New York", "America/New_York"),
        ("port-au-prince", "America/Port-au-Prince"),
        ("Madrid", "Europe/Madrid"),
        (" madrid, España ", "Europe/Madrid"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("Ciudad de México", "America/Mexico_City"),
        ("Bogotá", "America/Bogota"),
        ("Canarias", "Atlantic/Canary"),
        ("Londres", "Europe/London"),
        ("Nueva York", "America/New_York"),
        ("Reino Unido", "Europe/London"),
        ("Alemania", "Europe/Berlin"),
        ("Mumbai", "Asia/Kolkata"),
        ("indianapolis", "America/Indiana/Indianapolis"),
        ("Kiev", "Europe/Kyiv"),
        ("UTC", "UTC"),
        ("gmt", "UTC"),
    ],
)
def test_a_place_that_is_known(typed, zone):
    """IANA names, cities alone, cities and countries as Spanish and English have them."""
    assert find_zone(typed, WINTER) == Found(zone)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Madird", "Europe/Madrid"),
        ("barselona", "Europe/Madrid"),
        ("bogta", "America/Bogota"),
        ("Lonodn", "Europe/London"),
        ("New York City", "America/New_York"),
        ("buenos", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_misspelling_is_asked_back(typed, first):
    """What is nearly a name is suggested, never taken for granted."""
    suggested = find_zone(typed, WINTER)
    assert isinstance(suggested, Suggest)
    assert suggested.zones[0] == first


def test_a_name_that_two_places_share():
    """Guadalajara is in Mexico and in Spain."""
    assert find_zone("Guadalajara", WINTER) == Suggest(("America/Mexico_City", "Europe/Madrid"))


def test_an_offset_is_where_clocks_show_it_now():
    """UTC+2 is Madrid in summer, and Athens in winter."""
    assert find_zone("UTC+2", SUMMER).zones[0] == "Europe/Madrid"
    assert find_zone("utc +02:00", WINTER) == Suggest(("Europe/Athens", "Africa/Cairo"))
    assert find_zone("GMT-5", WINTER).zones[0] == "America/Bogota"
    assert find_zone("+5:30", WINTER) == Suggest(("Asia/Kolkata",))
    assert find_zone("UTC+14", WINTER) == Suggest(("Pacific/Kiritimati",))


@pytest.mark.parametrize(
    "typed", ["", " ", "ñ", "🎉", "hola, ¿qué tal?", "UTC+99", "x" * 5000, "/", "../../etc/passwd"]
)
def test_what_is_no_place(typed):
    """Nothing near: no suggestion either."""
    assert find_zone(typed, WINTER) is None


def test_the_leftovers_of_the_database_are_not_offered():
    """Copies and historic rules such as posix/, US/ or EST5EDT are no zones for people."""
    assert known("Europe/Madrid")
    assert known("UTC")
    for zone in ("posix/Europe/Madrid", "US/Eastern", "EST5EDT", "localtime", "Factory", "Etc/GMT+5", "europe/madrid"):
        assert not known(zone)


def test_the_tables_hold_only_zones_that_exist():
    """A slip in the tables would suggest a zone that nobody can have."""
    zones = {*PLACES, *WELL_KNOWN, *(zone for several in SEVERAL.values() for zone in several)}
    assert {zone for zone in zones if not known(zone)} == set()


@settings(deadline=None)
@given(st.text(max_size=120) | st.text("UTCGMT+-0123456789: ", max_size=12))
def test_any_text_gives_a_zone_that_a_button_can_carry(text):
    """Whatever is typed: nothing, or up to three zones that exist and fit on a button."""
    match find_zone(text, WINTER):
        case Found(zone):
            zones = (zone,)
        case Suggest(zones):
            assert 1 <= len(zones) <= 3
            assert len(set(zones)) == len(zones)
        case None:
            zones = ()
    for zone in zones:
        assert known(zone)
        assert ZoneInfo(zone)
        assert len(encode(SetZone(zone, 1))) <= LONGEST


def test_the_clocks_of_the_welcome():
    """What the clock shows there now, with the city's name in the reader's language."""
    assert clock_offers("es-ES", WINTER) == [
        ("Europe/Madrid", "Madrid", "10:12"),
        ("Atlantic/Canary", "Canarias", "09:12"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "06:12"),
        ("America/Bogota", "Bogotá", "04:12"),
        ("America/Mexico_City", "México", "03:12"),
    ]
    assert [(city, clock) for _, city, clock in clock_offers("en", SUMMER)] == [
        ("London", "10:12"),
        ("New York", "05:12"),
        ("Chicago", "04:12"),
        ("Los Angeles", "02:12"),
        ("Kolkata", "14:42"),
    ]
