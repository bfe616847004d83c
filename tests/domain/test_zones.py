"""Which time zone a person means."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.actions import SetZone
from bot.domain.buttons import LONGEST, encode
from bot.domain.positions import zones_at
from bot.domain.zone_names import PLACES, SEVERAL, WELL_KNOWN
from bot.domain.zones import Clock, Found, Suggest, clock_offers, find_zone, known, showing

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
        Clock("Europe/Madrid", "Madrid", "10:12"),
        Clock("Atlantic/Canary", "Canarias", "09:12"),
        Clock("America/Argentina/Buenos_Aires", "Buenos Aires", "06:12"),
        Clock("America/Bogota", "Bogotá", "04:12"),
        Clock("America/Mexico_City", "México", "03:12"),
    ]
    assert [(one.city, one.hour) for one in clock_offers("en", SUMMER)] == [
        ("London", "10:12"),
        ("New York", "05:12"),
        ("Chicago", "04:12"),
        ("Los Angeles", "02:12"),
        ("Kolkata", "14:42"),
    ]


@pytest.mark.parametrize(
    ("language", "default", "first"),
    [
        ("es-MX", "", "America/Mexico_City"),
        ("es_PE", "", "America/Lima"),
        ("en-AU", "Europe/Madrid", "Australia/Sydney"),
        ("en-ZZ", "", "Europe/London"),
        ("es-419", "", "Europe/Madrid"),
        ("de-DE", "Europe/Berlin", "Europe/Berlin"),
        ("es", "America/Lima", "America/Lima"),
        ("es", "Mars/Olympus", "Europe/Madrid"),
        ("en", "Europe/Madrid", "Europe/London"),
    ],
)
def test_where_somebody_is_likely_to_be(language, default, first):
    """Their telephone's country, then the zone that the host set, if nobody is offered it anyway; five in all."""
    offers = clock_offers(language, WINTER, default=default)
    assert offers[0].zone == first
    assert len({one.zone for one in offers}) == 5


@pytest.mark.parametrize(
    ("hour", "zones"),
    [
        ("10:12", ["Europe/Madrid"]),
        ("10:20", ["Europe/Madrid"]),
        ("09:05", ["Atlantic/Canary"]),
        ("06:12", ["America/Argentina/Buenos_Aires"]),
        ("18:10", ["Asia/Tokyo"]),
        ("10:31", []),
    ],
)
def test_the_places_whose_clock_shows_that(hour, zones):
    """Ten past ten is Madrid; past noon an hour is read as it stands; nowhere is it half past by many minutes."""
    found = [one.zone for one in showing(time.fromisoformat(hour), "es", WINTER)]
    assert found[: len(zones)] == zones if zones else found == []


@settings(deadline=None, max_examples=200)
@given(st.floats(), st.floats())
def test_any_position_has_zones_that_a_button_can_carry_or_none(latitude, longitude):
    """Also off the map, at the poles, and where a number is none."""
    assert all(known(zone) for zone in zones_at(latitude, longitude))


@pytest.mark.parametrize(
    ("latitude", "longitude", "zones"),
    [
        (40.4168, -3.7038, ("Europe/Madrid",)),
        (28.1235, -15.4363, ("Atlantic/Canary",)),
        (-51.6, -69.2, ("America/Argentina/Rio_Gallegos",)),
        (-90.0, 0.0, ("Antarctica/McMurdo",)),
        (90.0, 0.0, ()),
        (40.0, -30.0, ()),
        (float("nan"), 0.0, ()),
        (0.0, float("inf"), ()),
        (91.0, 0.0, ()),
        (0.0, 181.0, ()),
    ],
)
def test_the_zone_of_a_position(latitude, longitude, zones):
    """On land the zone of the place; at sea, at the north pole and off the map none."""
    assert zones_at(latitude, longitude) == zones
