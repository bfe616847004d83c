"""A tick over many chats and over few: with nothing due, and claiming what is due in 500 of them.

`BENCH_CHATS` says how many chats there are (1,000,000 without it). Each has a daily question, a learner with an open
day, and ten deliveries of the days before; one chat in ten has blocked the bot, and its hour has long come.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, text

from benchmarks.measuring import by_turns, show
from bot.domain.conversation import Platform
from bot.push import tick
from bot.store import migrations
from bot.store.engine import Engine, open_engine

CHATS = int(os.environ.get("BENCH_CHATS", "1000000"))
FEW = 10_000
CLAIMED = 500
DELIVERIES = 10
IDLE, CLAIMS = 101, 15
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def run() -> None:
    """Prints the ratios."""
    with tempfile.TemporaryDirectory(prefix="repaso-bench-") as folder:
        many, few = (_town(Path(folder, f"{chats}.db"), chats) for chats in (CHATS, FEW))
        idle = by_turns(_ticking(many), _ticking(few), IDLE)
        what = f"{CHATS:,} chats / {FEW:,}"
        show(f"a tick with nothing due, {what}", idle[0] / idle[1], 1.1, detail=f"{1e6 * idle[0]:.0f} µs")
        claims = by_turns(_claiming(many), _claiming(few), CLAIMS)
        show(f"a tick that claims {CLAIMED}, {what}", claims[0] / claims[1], 1.5, detail=f"{1e3 * claims[0]:.0f} ms")


def _ticking(engine: Engine) -> Callable[[], object]:
    return lambda: _tick(engine, NOW - MINUTE)


def _claiming(engine: Engine) -> Callable[[], object]:
    """Each call is a minute later, when the next 500 are due."""
    minutes = count()

    def claim() -> None:
        assert _tick(engine, NOW + next(minutes) * MINUTE) == CLAIMED

    return claim


def _tick(engine: Engine, now: datetime) -> int:
    """What comes round every few seconds, committed."""
    with engine.begin() as db:
        claimed = tick.take_up(db, [Platform.TELEGRAM], now)
        tick.close_days(db, now)
        return claimed


# --- what is there already -----------------------------------------------------------------------------


def _town(file: Path, chats: int) -> Engine:
    """So many chats; of those that can be written to, 500 are due each minute from NOW on, the others a day later."""
    engine = open_engine(f"sqlite:///{file}")
    migrations.upgrade(engine)
    with engine.begin() as db:
        _people(db, chats)
        _schedules(db, chats)
        _deliveries(db, chats)
        db.execute(text("ANALYZE"))
    _tick(engine, NOW - 2 * MINUTE)
    while _tick(engine, NOW - 2 * MINUTE):
        pass
    return engine


def _numbers(last: int) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"


def _people(db: Connection, chats: int) -> None:
    moment, tomorrow = _written(NOW), _written(NOW + timedelta(hours=20))
    db.execute(
        text(
            "INSERT INTO chats (id, platform, chat, thread, kind, title, language, language_chosen, zone, zone_chosen, "
            f"active) {_numbers(chats)} SELECT i, 'telegram', i, 0, 'private', '', 'es', 1, 'Europe/Madrid', 1, "
            "i % 10 > 0 FROM n"
        )
    )
    db.execute(
        text(
            "INSERT INTO learners (id, name, language, language_chosen, zone, rollover, joined_at, hidden, new_a_day, "
            f"reviews_a_day, day_ends_at) {_numbers(chats)} SELECT i, 'P' || i, 'es', 1, 'Europe/Madrid', "
            f"'04:00:00.000000', '{moment}', 0, 10, 20, '{tomorrow}' FROM n"
        )
    )


def _schedules(db: Connection, chats: int) -> None:
    """Chats that are due at the same minute lie far apart, as they do in life."""
    later, long_ago = _written(NOW + timedelta(days=1)), _written(NOW - timedelta(days=5))
    db.execute(
        text(
            "INSERT INTO schedules (chat_id, times, weekdays, count, next_due_at, next_date, next_time) "
            f"{_numbers(chats)} SELECT i, '08:30', '0123456', 1, CASE WHEN i % 10 = 0 THEN '{long_ago}' "
            f"ELSE '{later}' END, '2026-11-24', '08:30:00.000000' FROM n"
        )
    )
    able = [number for number in range(1, chats + 1) if number % 10]
    apart = len(able) // (CLAIMED * CLAIMS)
    for minute in range(CLAIMS):
        due_at = _written(NOW + minute * MINUTE)
        rows = [{"chat": able[(place * CLAIMS + minute) * apart]} for place in range(CLAIMED)]
        db.execute(
            text(f"UPDATE schedules SET next_due_at = '{due_at}', next_date = '2026-11-23' WHERE chat_id = :chat"), rows
        )


def _deliveries(db: Connection, chats: int) -> None:
    moment = _written(NOW - timedelta(days=1))
    db.execute(text(f"INSERT INTO questions (id, key, added_at, shuffle) VALUES (1, 'q', '{moment}', 5)"))
    for day in range(DELIVERIES):
        db.execute(
            text(
                "INSERT INTO deliveries (chat_id, question_id, local_date, slot, state, due_at, sent_at, ticket) "
                f"{_numbers(chats)} SELECT i, 1, date('{NOW:%Y-%m-%d}', '-{day + 1} days'), '09:00#1', 'sent', "
                f"'{moment}', '{moment}', 'abcdefghijklmnop' FROM n"
            )
        )


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")
