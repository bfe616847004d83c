"""The settings: any environment gives settings or one sentence that lists the faults, without the secrets in it."""

import os
from unittest import mock

from bot.settings import BadSettings, Settings, load

SECRET = "123456:AAF-this_is_kept"
_NAMES = [name.upper() for name in Settings.model_fields]


def settings(data: bytes) -> None:
    """Lines of `NAME=value`, as an environment has them."""
    stated = dict.fromkeys(("TELEGRAM_BOT_TOKEN", "DISCORD_BOT_TOKEN", "LLM_API_KEY"), SECRET) | _stated(data)
    with mock.patch.dict(os.environ, stated, clear=True):
        found = _loaded()
    if isinstance(found, Settings):
        assert all(account >= 0 for _, account in found.host_admins)
        assert 0 <= found.http_port <= 65535
    assert SECRET not in (repr(found) if isinstance(found, Settings) else found)


def _loaded() -> Settings | str:
    """The settings, or what is said of them."""
    try:
        return load()
    except BadSettings as fault:
        return str(fault)


def _stated(data: bytes) -> dict[str, str]:
    """A name that is none stands for one by its length, so that most lines say something."""
    lines = (line.partition("=") for line in data.decode("utf-8", "replace").replace("\0", "").split("\n"))
    return {name if name in _NAMES else _NAMES[len(name) % len(_NAMES)]: value for name, sign, value in lines if sign}
