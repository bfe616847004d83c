"""Updates that took effect, with the Reply to each, until nobody can send them again."""

from dataclasses import astuple, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Executable, delete, insert, select, update

from bot.domain.buttons import decode, encode
from bot.domain.conversation import (
    Address,
    Aside,
    Attached,
    Body,
    Button,
    ChatKind,
    DeliveryId,
    Document,
    Edit,
    Fetch,
    Incoming,
    Line,
    Passage,
    Place,
    Platform,
    Poll,
    Probe,
    Reply,
    Rows,
    Say,
    Sender,
    Span,
    Style,
)
from bot.domain.ladder import Rung
from bot.store import tables as t
from bot.store.prepared import Bound, prepared

_NEW = insert(t.Handled)
KEPT = timedelta(hours=48)
"""Telegram keeps an update that nobody acknowledged for 24 hours; twice that is safe."""


def reply_to(db: Connection, platform: Platform, key: str) -> Reply | None:
    """The Reply that was given to an update, or None when it is new."""
    row = db.execute(*_handled(platform, key)).first()
    return None if row is None else replace(_reply(row.reply), shown=row.shown)


@prepared
def _handled(platform: Bound, key: Bound) -> Executable:
    return select(t.Handled.reply, t.Handled.shown).where(t.Handled.platform == platform, t.Handled.key == key)


def remember(db: Connection, incoming: Incoming, reply: Reply, now: datetime) -> None:
    """Keeps the Reply to an update, not shown yet."""
    place = {"a": _address_out(incoming.place.address), "k": incoming.place.kind, "m": incoming.message}
    place |= {"t": incoming.token} if incoming.token else {}
    platform = incoming.place.address.platform
    row = {"platform": platform, "key": incoming.key, "at": now, "place": place, "reply": _out(reply), "shown": False}
    sender = db.execute(*_account(platform, incoming.sender.account)).scalar()
    db.execute(_NEW, {**row, "learner_id": sender})


@prepared
def _account(platform: Bound, account: Bound) -> Executable:
    return select(t.Account.learner_id).where(t.Account.platform == platform, t.Account.account == account)


def mark_shown(db: Connection, platform: Platform, key: str) -> None:
    """The Reply has reached its chat."""
    db.execute(*_shown(platform, key))


@prepared
def _shown(platform: Bound, key: Bound) -> Executable:
    return update(t.Handled).where(t.Handled.platform == platform, t.Handled.key == key).values(shown=True)


def unshown(db: Connection, platform: Platform, since: datetime) -> list[tuple[str, Place, int, str, Reply]]:
    """What a crash kept from being shown: (key, place, message, token, reply), oldest first."""
    query = select(t.Handled.key, t.Handled.place, t.Handled.reply).where(~t.Handled.shown, t.Handled.at >= since)
    rows = db.execute(query.where(t.Handled.platform == platform).order_by(t.Handled.at))
    return [(row.key, _place(row.place), row.place["m"], row.place.get("t", ""), _reply(row.reply)) for row in rows]


def forget_old(db: Connection, now: datetime) -> None:
    """Drops what no platform can send again."""
    db.execute(delete(t.Handled).where(t.Handled.at < now - KEPT))


def probe(db: Connection) -> None:
    """Writes a row and takes it away again. Raises StoreError when the database takes none."""
    probe = {"platform": Platform.TERMINAL, "key": "probe", "at": datetime.now(UTC), "place": {}, "reply": {}}
    db.execute(delete(t.Handled).where(t.Handled.key == "probe"))
    db.execute(insert(t.Handled).values(**probe, shown=True))
    db.execute(delete(t.Handled).where(t.Handled.key == "probe"))


# A Reply as JSON: what is empty is left out, and a button is its own code.

_LARGE = frozenset({"says", "edits", "fetch", "probe", "aside", "instead"})


def _out(reply: Reply) -> dict[str, Any]:
    says = [_say_out(say) for say in reply.says]
    edits = [_edit_out(edit) for edit in reply.edits]
    fetch = reply.fetch and _fetch_out(reply.fetch)
    probe = reply.probe and {"s": astuple(reply.probe.sender), "at": reply.probe.at.isoformat()}
    small = {field.name: getattr(reply, field.name) for field in fields(reply) if field.name not in _LARGE}
    aside = reply.aside and [list(reply.aside.rungs), _body_out(reply.aside.first)]
    instead = reply.instead and _out(reply.instead)
    large = {"says": says, "edits": edits, "fetch": fetch, "probe": probe, "aside": aside, "instead": instead}
    return {name: value for name, value in (large | small).items() if value}


def _reply(kept: dict[str, Any]) -> Reply:
    says = tuple(_say(one) for one in kept.get("says", ()))
    edits = tuple(_edit(one) for one in kept.get("edits", ()))
    fetch = _fetch(kept["fetch"]) if "fetch" in kept else None
    probe = _probe(kept["probe"]) if "probe" in kept else None
    aside = _aside(kept["aside"]) if "aside" in kept else None
    instead = _reply(kept["instead"]) if "instead" in kept else None
    small = {name: value for name, value in kept.items() if name not in _LARGE}
    return Reply(says=says, edits=edits, fetch=fetch, probe=probe, aside=aside, instead=instead, **small)


def _aside(kept: list[Any]) -> Aside:
    rungs, first = kept
    return Aside(tuple(Rung(rung) for rung in rungs), _body(first))


def _say_out(say: Say) -> dict[str, Any]:
    return {
        "b": _body_out(say.kept or say.body),
        "r": _rows_out(say.buttons),
        "to": say.to and _address_out(say.to),
        "as": say.as_reply,
        "d": say.delivery,
        **({"re": say.reply_to} if say.reply_to else {}),
        **({"s": True} if say.silent else {}),
    } | {name: astuple(one) for name, one in (("f", say.document), ("poll", say.poll)) if one}


def _say(kept: dict[str, Any]) -> Say:
    delivery = None if kept["d"] is None else DeliveryId(kept["d"])
    document = Document(*kept["f"]) if "f" in kept else None
    body, to = _body(kept["b"]), _address(kept["to"])
    poll = _poll(kept["poll"]) if "poll" in kept else None
    return Say(
        body,
        _rows(kept["r"]),
        to,
        kept["as"],
        delivery,
        document,
        poll,
        silent=kept.get("s", False),
        reply_to=kept.get("re", 0),
    )


def _poll(kept: list[Any]) -> Poll:
    question, options, correct, explanation = kept
    return Poll(question, tuple(options), correct, explanation)


def _fetch_out(fetch: Fetch) -> dict[str, Any]:
    return {"a": astuple(fetch.attached), "s": astuple(fetch.sender), "at": fetch.at.isoformat()}


def _fetch(kept: dict[str, Any]) -> Fetch:
    return Fetch(Attached(*kept["a"]), Sender(*kept["s"]), datetime.fromisoformat(kept["at"]))


def _probe(kept: dict[str, Any]) -> Probe:
    return Probe(Sender(*kept["s"]), datetime.fromisoformat(kept["at"]))


def _edit_out(edit: Edit) -> dict[str, Any]:
    body = None if edit.body is None else _body_out(edit.body)
    to = edit.to and _address_out(edit.to)
    return {"r": _rows_out(edit.buttons), "b": body, "m": edit.message, "to": to} | ({"w": True} if edit.whole else {})


def _edit(kept: dict[str, Any]) -> Edit:
    body = None if kept["b"] is None else _body(kept["b"])
    return Edit(_rows(kept["r"]), body=body, message=kept["m"], to=_address(kept["to"]), whole="w" in kept)


def _body_out(body: Body) -> list[Any]:
    return [
        [[span.text, span.style.value] for span in part.spans]
        if isinstance(part, Line)
        else {"p": part.markdown, "q": part.quoted} | ({"f": list(part.files)} if part.files else {})
        for part in body
    ]


def _body(kept: list[Any]) -> Body:
    return tuple(
        Line(tuple(Span(text, Style(style)) for text, style in part))
        if isinstance(part, list)
        else Passage(part["p"], quoted=part["q"], files=tuple(part.get("f", ())))
        for part in kept
    )


def _rows_out(rows: Rows) -> list[list[list[str]]]:
    return [[[button.label, encode(button.action)] for button in row] for row in rows]


def _rows(kept: list[list[list[str]]]) -> Rows:
    return tuple(tuple(Button(label, decode(code)) for label, code in row) for row in kept)


def _address_out(address: Address) -> list[Any]:
    return [address.platform.value, address.chat, address.thread]


def _address(kept: list[Any] | None) -> Address | None:
    return kept and Address(Platform(kept[0]), kept[1], kept[2])  # type: ignore[return-value]  # an empty list is never kept


def _place(kept: dict[str, Any]) -> Place:
    platform, chat, thread = kept["a"]
    return Place(Address(Platform(platform), chat, thread), ChatKind(kept["k"]))
