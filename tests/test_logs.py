"""How the program tells what it does."""

import json
import logging
from datetime import UTC, datetime

import pytest

from bot import logs
from bot.seeing.trail import Trail, following

pytestmark = pytest.mark.usefixtures("restored_logging")


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_for_people(capsys):
    """One line with the time, the level, and who says it."""
    logs.set_up("INFO", "console")
    logging.getLogger("bot.study").info("día %s", 1)
    (line,) = lines(capsys)
    assert line.endswith(" INFO bot.study: día 1")


def test_for_machines(capsys):
    """One JSON object a line, also for a message of several lines."""
    logs.set_up("INFO", "json")
    logging.getLogger("bot.study").warning("first\nsecond ¿%s?", "qué")
    (line,) = lines(capsys)
    told = json.loads(line)
    assert datetime.fromisoformat(told.pop("time")).tzinfo == UTC
    assert told == {"level": "WARNING", "logger": "bot.study", "message": "first\nsecond ¿qué?"}
    assert "¿qué?" in line


def test_a_traceback_is_part_of_its_line(capsys):
    """It stays on the line of its message."""
    logs.set_up("INFO", "json")
    try:
        int("halt")
    except ValueError:
        logging.getLogger("bot").exception("it failed")
    (line,) = lines(capsys)
    assert "ValueError: invalid literal" in json.loads(line)["traceback"]


def test_levels(capsys):
    """What is below the level is not told."""
    logs.set_up("WARNING", "console")
    logging.getLogger("bot").info("quiet")
    assert lines(capsys) == []


LIBRARIES = ["httpx", "telegram.ext.Updater", "apscheduler.executors.default", "discord.gateway", "sqlalchemy.engine"]


@pytest.mark.parametrize("name", LIBRARIES)
def test_libraries_that_would_tell_too_much(capsys, name):
    """Their lines hold the token, or what people wrote: they are not told, also at DEBUG."""
    logs.set_up("DEBUG", "console")
    logging.getLogger(name).debug("POST https://api.telegram.org/bot123:geheim/getMe")
    logging.getLogger(name).info("POST https://api.telegram.org/bot123:geheim/getMe")
    assert lines(capsys) == []
    logging.getLogger(name).warning("something is wrong")
    assert len(lines(capsys)) == 1


def test_a_secret_in_a_line(capsys):
    """Whoever wrote it, it is hidden, also in a traceback."""
    logs.set_up("INFO", "console", {"123:geheim", ""})
    error = OSError("no connection to /bot123:geheim/getMe")
    logging.getLogger("aiohttp").error("%s failed", "https://x.y/bot123:geheim", exc_info=error)
    told = "\n".join(lines(capsys))
    assert "geheim" not in told
    assert "https://x.y/bot[hidden] failed" in told
    assert told.endswith("OSError: no connection to /bot[hidden]/getMe")


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_what_a_line_is_about(capsys, log_format):
    """Its update or delivery, and what is known of it."""
    logs.set_up("INFO", log_format)
    with following(Trail("telegram:918273", chat=-100, learner=3)):
        logging.getLogger("bot.study").info("here")
    (line,) = lines(capsys)
    if log_format == "console":
        assert line.endswith(" INFO bot.study [telegram:918273 chat:-100 learner:3]: here")
    else:
        told = json.loads(line)
        assert (told["id"], told["chat"], told["learner"], told["message"]) == ("telegram:918273", -100, 3, "here")


def test_setting_up_twice(capsys):
    """Each line is told once."""
    logs.set_up("INFO", "console")
    logs.set_up("INFO", "console")
    logging.getLogger("bot").info("once")
    assert len(lines(capsys)) == 1


def test_a_machine_that_is_slow_for_a_moment(capsys):
    """The scheduler's warnings that a round takes long do not fill a learner's terminal; its errors are told."""
    logs.set_up("INFO", "console")
    logging.getLogger("apscheduler.scheduler").warning("maximum number of running instances reached")
    assert lines(capsys) == []
    logging.getLogger("apscheduler.scheduler").error("Job raised an exception")
    assert "Job raised an exception" in "".join(lines(capsys))
