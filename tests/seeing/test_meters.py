"""What the meters are called, what their labels may be, and how they are read."""

import logging
import re

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.conversation import Address, ChatKind, Incoming, Opened, Place, Platform, Sender
from bot.domain.sending import Gone, MovedTo, Refused, TryLater
from bot.seeing import meters
from bot.seeing.meters import What, exposition, sending
from bot.seeing.trail import Trail, following, of_update
from tests.docs.fences import ROOT
from tests.metered import Meters
from tests.store.builders import NOW

OURS = [family for family in REGISTRY.collect() if family.name.startswith("repaso_")]
LABELS = {"platform", "kind", "what", "result", "level", "part", "version"}
UNITS = ("_seconds", "_size", "_waiting", "_info")


@pytest.mark.parametrize("family", [pytest.param(one, id=one.name) for one in OURS])
def test_names(family):
    """Prometheus's own: lower case, a unit or what only grows at the end, and a sentence of help."""
    assert re.fullmatch(r"repaso(_[a-z]+)+", family.name)
    assert family.type == "counter" or family.name.endswith(UNITS)
    assert family.documentation.endswith(".") or "Always 1" in family.documentation
    assert {label for sample in family.samples for label in sample.labels} <= LABELS | {"le"}


def exposed() -> set[str]:
    """The names as hosts see them."""
    return {f"{one.name}_total" if one.type == "counter" else one.name for one in OURS}


def test_every_meter_is_explained():
    """It has a row in docs/hosting.md, and no row has another."""
    rows = [line.split("|")[1] for line in hosting() if line.startswith("| `repaso_")]
    assert set(re.findall(r"`(repaso_\w+)`", "".join(rows))) == exposed()


def hosting() -> list[str]:
    return (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("accept", ["", "application/openmetrics-text; version=1.0.0", "*/*"])
def test_they_can_be_read(accept: str):
    """In either of Prometheus's formats."""
    body, content_type = exposition(accept, {"tick": 1.5})
    assert content_type.startswith("application/openmetrics-text" if "open" in accept else "text/plain")
    assert 'repaso_part_age_seconds{part="tick"} 1.5' in body.decode()
    if "open" not in accept:
        assert {one.name for one in OURS} <= {one.name for one in text_string_to_metric_families(body.decode())}


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (None, "sent"),
        (Gone(), "gone"),
        (Refused(), "refused"),
        (TryLater(5), "later"),
        (MovedTo(Address(Platform.TELEGRAM, -1)), "moved"),
        (ZeroDivisionError(), "failed"),
    ],
)
def test_what_became_of_a_message(error: Exception | None, result: str):
    """One of six words, and whoever sends hears of the error as before."""
    since = Meters()
    if error is None:
        with sending(Platform.DISCORD, What.PUSH):
            pass
    else:
        with pytest.raises(type(error)), sending(Platform.DISCORD, What.PUSH):
            raise error
    assert since.of("repaso_sends_total") == {f"discord,push,{result}": 1}


def test_how_long_a_reply_takes():
    """Since its update arrived; outside of any there is nothing to time."""
    since = Meters()
    meters.replied(Platform.DISCORD)
    with following(Trail("discord:1")):
        meters.replied(Platform.DISCORD)
    assert since.of("repaso_reply_seconds_count") == {"discord": 1}


def test_a_reply_that_is_shown_later():
    """How long that takes now says nothing: its update arrived long ago."""
    since = Meters()
    place = Place(Address(Platform.DISCORD, 1), ChatKind.PRIVATE)
    with following(of_update(Incoming("1", place, Sender(1, "Ana"), NOW, Opened()), again=True)):
        meters.replied(Platform.DISCORD)
    assert since.of("repaso_reply_seconds_count") == {}


def test_warnings_and_errors_are_counted():
    """By the module; libraries are one part, and what is less than a warning is nothing."""
    since, handler = Meters(), meters.CountsLines()
    loggers = [logging.getLogger(name) for name in ("bot.push.pusher", "aiohttp.server")]
    for one in loggers:
        one.addHandler(handler)
    try:
        loggers[0].error("one")
        loggers[0].warning("two")
        loggers[0].info("three")
        loggers[1].critical("four")
    finally:
        for one in loggers:
            one.removeHandler(handler)
    assert since.of("repaso_log_lines_total") == {
        "error,push.pusher": 1,
        "warning,push.pusher": 1,
        "error,libraries": 1,
    }
