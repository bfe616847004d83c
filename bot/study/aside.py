"""Where only the sender reads: their private chat, or what the platform can show to them alone."""

from bot.domain.conversation import Address, ChatKind, Place
from bot.domain.learner import Chat
from bot.store import people
from bot.study.visit import Visit


def private_chat(visit: Visit) -> Chat | None:
    """The sender's private chat on this platform, if something may be said there now; see `Incoming.aside`."""
    platform = visit.chat.address.platform
    found = people.private_chat_of(visit.db, visit.learner.id, platform)
    if found or not (visit.incoming.aside and visit.incoming.sender.scores):
        return found
    place = Place(Address(platform, visit.incoming.sender.account), ChatKind.PRIVATE)
    chat = people.chat_of(visit.db, place, language=visit.learner.language, zone=visit.learner.zone)
    people.join(visit.db, chat.id, visit.learner.id, visit.now)
    return chat
