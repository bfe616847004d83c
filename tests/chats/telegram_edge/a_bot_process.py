"""A bot in a process of its own, to be killed: it notes each text in a file (its "commit") and echoes it.

python -m tests.chats.telegram_edge.a_bot_process URL TOKEN FILE
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from bot.chats.pace import Pace
from bot.chats.telegram.edge import TelegramEdge
from bot.domain.conversation import Incoming, Reply, Text
from bot.domain.turns import UNLIMITED
from tests.chats.telegram_edge.stand_ins import CannedDesk, echo


async def main(url: str, token: str, notes: Path, dies_after: int) -> None:
    """Runs until it is killed; it kills itself, as hard as can be, once it noted `dies_after` texts."""

    def answer(incoming: Incoming) -> Reply:
        if isinstance(incoming.what, Text):
            time.sleep(0.005)
            with notes.open("a") as file:
                file.write(f"{incoming.what.text}\n")
            if len(notes.read_text().splitlines()) == dies_after:
                os.kill(os.getpid(), signal.SIGKILL)
        return echo(incoming)

    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    desk = CannedDesk(answer)
    edge = TelegramEdge(
        token, desk, needs_admin=lambda incoming: False, sorry=lambda language: "", api_url=url, pace=Pace(UNLIMITED)
    )
    await edge.run(stop)
    desk.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])))
