"""An installation with people in it, as a bot finds it that has been at work for days."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Connection, insert, select, text

from bot import app, content
from bot.domain.conversation import ChatKind, Platform
from bot.domain.delivery import DeliveryState
from bot.domain.question import Kind
from bot.settings import Settings
from bot.store import tables as t
from bot.store.engine import open_engine

FIRST = 1001
"""The account of the emulator's first person; the others follow. It is the number of their private chat, too."""
ZONE, LANGUAGE = "Europe/Madrid", "en"
EARLIER = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)


def settings_for(file: Path, **more: Any) -> Settings:  # any setting
    """The settings of a bot whose database is this file, and of nobody's `.env`."""
    return Settings(_env_file=None, database_url=f"sqlite:///{file}", **more)  # type: ignore[call-arg]  # pydantic-settings takes it


async def serves(url: str, token: str, file: str, paid: bool) -> None:  # it comes from another process
    """Repaso itself, as `repaso run` runs it."""
    telegram: dict[str, Any] = {"telegram_bot_token": SecretStr(token), "telegram_api_url": url}
    await app.run(settings_for(Path(file), **telegram, telegram_paid_broadcast=paid))


def prepared(file: Path, people: int, *, asked: int = 0) -> None:
    """Makes the file: the shipped bank, and so many people in private chats of their own.

    Each was sent `asked` open questions today, in the messages 1, 2 … of their chat.
    """
    settings = settings_for(file)
    engine = app.open_database(settings)
    content.load_bank(engine, settings)
    with engine.begin() as db:
        _people(db, people)
        _asked(db, people, asked)
        db.execute(text("ANALYZE"))
    engine.dispose()


def _people(db: Connection, people: int) -> None:
    numbers = range(1, people + 1)
    spoken = {"language": LANGUAGE, "language_chosen": True, "zone": ZONE}
    private = {"platform": Platform.TELEGRAM, "thread": 0, "kind": ChatKind.PRIVATE, "title": "", "zone_chosen": True}
    chat, learner = spoken | private | {"welcomed_at": EARLIER}, spoken | {"rollover": time(4), "joined_at": EARLIER}
    _insert(db, t.Chat, [{"id": one, "chat": FIRST + one - 1, **chat} for one in numbers])
    _insert(db, t.Learner, [{"id": one, "name": f"P{one - 1}", **learner} for one in numbers])
    accounts = [{"account": FIRST + one - 1, "learner_id": one, "name": f"P{one - 1}"} for one in numbers]
    _insert(db, t.Account, [{"platform": Platform.TELEGRAM, **one} for one in accounts])
    _insert(db, t.Member, [{"chat_id": one, "learner_id": one, "since": EARLIER} for one in numbers])


def _asked(db: Connection, people: int, questions: int) -> None:
    """The questions are the open ones of the bank, in turn."""
    is_open = (t.Variant.kind == Kind.OPEN, t.Variant.language == LANGUAGE)
    bank = list(db.execute(select(t.Variant.question_id).where(*is_open)).scalars())
    now = datetime.now(UTC)
    sent = {"local_date": now.date(), "state": DeliveryState.SENT, "due_at": now, "sent_at": now, "ticket": ""}
    pairs = [(number, one) for number in range(questions) for one in range(1, people + 1)]
    _insert(
        db,
        t.Delivery,
        [
            {"id": number * people + one, "chat_id": one, "question_id": bank[number % len(bank)], **sent}
            | {"slot": f"ask:{number}"}
            for number, one in pairs
        ],
    )
    messages = [{"chat_id": one, "message": number + 1, "delivery_id": number * people + one} for number, one in pairs]
    _insert(db, t.Message, messages)


def fall_due(file: Path, people: int, at: datetime) -> None:
    """So many of the people have a daily question that comes next at this moment."""
    slot = {"times": f"{at:%H:%M}", "weekdays": "0123456", "count": 1}
    coming = {"next_due_at": at, "next_date": at.date(), "next_time": at.time().replace(second=0, microsecond=0)}
    engine = open_engine(f"sqlite:///{file}")
    with engine.begin() as db:
        _insert(db, t.Schedule, [{"chat_id": one, **slot, **coming} for one in range(1, people + 1)])
    engine.dispose()


def _insert(db: Connection, table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.execute(insert(table), rows)
