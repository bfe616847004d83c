"""Those who look after the bot and its questions: whoever the setting ADMINS names. A group's admins are others."""

from bot.domain.conversation import Address, Platform
from bot.domain.learner import Chat
from bot.store import people
from bot.study.visit import Visit


def is_host_admin(visit: Visit) -> bool:
    """Whether the sender is one of them."""
    sender = visit.incoming.sender
    return sender.scores and (visit.chat.address.platform, sender.account) in visit.host.admins


def open_chats(visit: Visit) -> list[Chat]:
    """Their private chats on this platform that are open to the bot: who never started it, or blocked it, has none."""
    here = visit.chat.address.platform
    if here is Platform.TERMINAL:  # its one chat is open to whoever sits there
        return [visit.chat] if is_host_admin(visit) else []
    places = (Address(platform, account) for platform, account in sorted(visit.host.admins) if platform is here)
    found = (people.chat_at(visit.db, place) for place in places)
    return [chat for chat in found if chat and chat.active and chat.welcomed_at]
