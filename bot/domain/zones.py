"""Which time zone a person means: an IANA name, a city or country in Spanish or English, an offset, a misspelling."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.folding import fold, words
from bot.domain.zone_names import COUNTRIES, PLACES, SEVERAL, WELL_KNOWN

MOST_SUGGESTIONS = 3
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Found:
    """The text names this zone (IANA)."""

    zone: str


@dataclass(frozen=True, slots=True)
class Suggest:
    """The text may mean one of these zones: 1 to 3, the likeliest first."""

    zones: tuple[str, ...]


def find_zone(text: str, now: datetime) -> Found | Suggest | None:
    """The zone that a text names, zones that it may mean, or None. `now` decides which places have an offset.

    Offsets are only suggestions, because an offset does not say when the clocks change.
    """
    if len(text) > LONGEST:
        return None
    if (offset := _offset(text)) is not None:
        return _suggest(_zones_at(offset, now))
    for part in (text, *text.split(",")):
        if zones := _names().get(_key(part)):
            return Found(zones[0]) if len(zones) == 1 else _suggest(zones)
    return _suggest(_alike(_key(text)))


def known(zone: str) -> bool:
    """Whether this is a zone that we offer, spelled as IANA does."""
    return zone in _zones()


_OFFSET = re.compile(r"\s*(?:utc|gmt)?\s*([+−–-])\s*([0-9]{1,2})(?::?([0-9]{2}))?\s*(?:h|hs)?\s*", re.IGNORECASE)
_CONTINENTS = (
    *("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/"),
    *("Australia/", "Europe/", "Indian/", "Pacific/"),
)
_ALIKE = 0.75


@cache
def _zones() -> frozenset[str]:
    """The zones of the database without its leftovers (posix/, Etc/, US/, EST5EDT, …)."""
    return frozenset({zone for zone in available_timezones() if zone.startswith(_CONTINENTS)} | {"UTC"})


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Everything a zone may be called, folded, with the zones that it can mean."""
    names: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for zone in sorted(_zones(), key=lambda zone: (-zone.count("/"), zone)):
        for name in _own_names(zone):
            # Old links such as America/Buenos_Aires come after America/Argentina/Buenos_Aires, and add nothing.
            names[name] = names[name] or (zone,)
    for zone, called in PLACES.items():
        names.update({_key(name): (zone,) for name in called.split("|") if zone in _zones()})
    names.update({name: tuple(zone for zone in zones if zone in _zones()) for name, zones in SEVERAL.items()})
    return names | {"gmt": ("UTC",), "zulu": ("UTC",)} | {_key(zone): (zone,) for zone in _zones()}


def _own_names(zone: str) -> set[str]:
    """`America/Argentina/Salta` is also “salta”, “argentina salta” and “america salta”."""
    first, *parts = zone.split("/")
    return {_key(zone), _key(" ".join(parts)), _key(" ".join(parts[-1:])), _key(" ".join([first, *parts[-1:]]))} - {""}


def _key(text: str) -> str:
    return " ".join(words(text))


def _alike(key: str) -> Iterator[str]:
    """Zones with a name that begins with the key, then those named inside it, then those whose name is nearly it."""
    if len(key) < 3:
        return
    yield from _likeliest_first(name for name in _names() if name.startswith(key))
    yield from _likeliest_first(name for name in _names() if len(name) > 3 and f" {name} " in f" {key} ")
    close = process.extract(key, _names().keys(), scorer=OSA.normalized_similarity, limit=9, score_cutoff=_ALIKE)
    yield from (zone for name, _, _ in close for zone in _names()[name])


def _likeliest_first(names: Iterable[str]) -> list[str]:
    zones = [zone for name in names for zone in _names()[name]]
    return sorted(zones, key=lambda zone: zone not in WELL_KNOWN)


def _offset(text: str) -> timedelta | None:
    match = _OFFSET.fullmatch(fold(text))
    if not match:
        return None
    sign = 1 if match[1] == "+" else -1
    return sign * timedelta(hours=int(match[2]), minutes=int(match[3] or 0))


def _zones_at(offset: timedelta, now: datetime) -> list[str]:
    """Zones with that offset now: well-known ones, or any if there is none."""
    common = [zone for zone in WELL_KNOWN if zone in _zones()]
    return _having(offset, common, now) or _having(offset, sorted(_zones()), now)


def _having(offset: timedelta, zones: Iterable[str], now: datetime) -> list[str]:
    return [zone for zone in zones if now.astimezone(ZoneInfo(zone)).utcoffset() == offset]


def _suggest(zones: Iterable[str]) -> Suggest | None:
    different: list[str] = []
    for zone in zones:
        if zone not in different:
            different.append(zone)
        if len(different) == MOST_SUGGESTIONS:
            break
    return Suggest(tuple(different)) if different else None


# --- clocks to choose from ---------------------------------------------------------------------------

_OFFERS = {
    "es": {
        "Europe/Madrid": "Madrid",
        "Atlantic/Canary": "Canarias",
        "America/Argentina/Buenos_Aires": "Buenos Aires",
        "America/Bogota": "Bogotá",
        "America/Mexico_City": "México",
    },
    "en": {
        "Europe/London": "London",
        "America/New_York": "New York",
        "America/Chicago": "Chicago",
        "America/Los_Angeles": "Los Angeles",
        "Asia/Kolkata": "Kolkata",
    },
}


MOST_OFFERS = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """A place to choose by what its clock shows now, `HH:MM`. `city` is empty where only its zone is known."""

    zone: str
    city: str
    hour: str


def clock_offers(language: str, now: datetime, *, default: str = "") -> list[Clock]:
    """Five places at most, the likeliest first: the country of a language such as `es-AR`, then where people who read
    it live. Whoever hosts the bot may have set a `default` zone that nobody would be offered: it is likely, too.

    `language` is `es` or `en`, with or without a region; any other gets the English ones.
    """
    offers = _OFFERS.get(language[:2].casefold(), _OFFERS["en"])
    home = COUNTRIES.get(language.replace("_", "-").partition("-")[2].upper())
    likely = [home] if home else []
    if known(default) and not any(default in places for places in _OFFERS.values()):
        likely.append(default)
    zones = list(dict.fromkeys([*likely, *offers]))[:MOST_OFFERS]
    return [clock_at(zone, now, offers.get(zone, "")) for zone in zones]


def showing(hour: time, language: str, now: datetime) -> list[Clock]:
    """Up to three places whose clock shows about that hour now, before all those that are offered."""
    offers = _OFFERS.get(language[:2].casefold(), _OFFERS["en"])
    close = [zone for zone in dict.fromkeys((*offers, *WELL_KNOWN)) if known(zone) and _apart(zone, hour, now) <= CLOSE]
    nearest = sorted(close, key=lambda zone: (zone not in offers, _apart(zone, hour, now)))
    return [clock_at(zone, now, offers.get(zone, "")) for zone in nearest[:MOST_SUGGESTIONS]]


CLOSE = 14
"""Minutes by which a clock that somebody reads may be wrong: zones are a quarter of an hour apart, or more."""


def _apart(zone: str, hour: time, now: datetime) -> int:
    """Minutes between what the clock shows there and `hour`; up to 12 it may be an hour of the afternoon."""
    there = now.astimezone(ZoneInfo(zone))
    apart = (there.hour - hour.hour) * 60 + there.minute - hour.minute
    round_ = 24 * 60 if hour.hour > 12 else 12 * 60
    return min(apart % round_, -apart % round_)


def clock_at(zone: str, now: datetime, city: str = "") -> Clock:
    """The clock of a zone."""
    return Clock(zone, city, f"{now.astimezone(ZoneInfo(zone)):%H:%M}")
