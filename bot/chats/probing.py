"""Looking at a group for `/doctor`: what the bot may do there, asked of the platform.

It takes several questions over the network, so it is no part of the batch that the command came with; see
`bot.chats.fetching` for how such work comes back.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.conversation import Incoming, Probe
from bot.domain.diagnosis import PROBED, Diagnosis, Finding
from bot.domain.sending import TryLater

_log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds until whoever asked hears something."""

Look = Callable[[Incoming], Awaitable[Diagnosis]]
"""What is wrong in the group that an Incoming came from. Raises TryLater."""


async def probed(look: Look, incoming: Incoming, probe: Probe, patience: float = PATIENCE) -> Incoming:
    """What was found, as an Incoming of its own with always the same key."""
    asked = replace(incoming, sender=probe.sender, at=probe.at)
    return replace(asked, key=f"{incoming.key}{PROBED}", what=await _found(look, asked, patience))


async def _found(look: Look, asked: Incoming, patience: float) -> Diagnosis:
    try:
        async with asyncio.timeout(patience):
            return await look(asked)
    except (TryLater, TimeoutError) as error:
        _log.warning("cannot ask what the bot may do in chat %s: %s", asked.place.address.chat, type(error).__name__)
    except Exception:  # noqa: BLE001  # whoever asks what is wrong should not be left without an answer
        _log.exception("cannot tell what the bot may do in chat %s", asked.place.address.chat)
    return Diagnosis(frozenset({Finding.UNREACHABLE}))
