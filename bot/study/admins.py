"""Those who look after the bot and its questions: whoever the setting ADMINS names. A group's admins are others."""

from collections.abc import Iterable

from bot.domain.conversation import Address, Platform
from bot.domain.learner import Chat
from bot.store import people
from bot.store.engine import Connection
from bot.study.visit import Account, Visit


def is_host_admin(visit: Visit) -> bool:
    """Whether the sender is one of them."""
    sender = visit.incoming.sender
    return sender.scores and (visit.chat.address.platform, sender.account) in visit.host.admins


def open_chats(visit: Visit) -> list[Chat]:
    """Their private chats on this platform that are open to the bot."""
    here = visit.chat.address.platform
    if here is Platform.TERMINAL:  # its one chat is open to whoever sits there
        return [visit.chat] if is_host_admin(visit) else []
    return chats_of(visit.db, [account for account in visit.host.admins if account[0] is here])


def chats_of(db: Connection, accounts: Iterable[Account]) -> list[Chat]:
    """The private chats of these accounts that are open to the bot: who never started it, or blocked it, has none."""
    found = (people.chat_at(db, Address(*account)) for account in sorted(accounts))
    return [chat for chat in found if chat and chat.active and chat.welcomed_at]
