"""What the bot may do in a group on Telegram, as far as the Bot API tells."""

from collections.abc import Iterable

from telegram import Bot, ChatFullInfo, ChatMember
from telegram.error import BadRequest, Forbidden

from bot.chats.telegram.patience import Patience
from bot.chats.telegram.posting import TOPIC_IS_GONE
from bot.domain.conversation import Address, Incoming
from bot.domain.diagnosis import Diagnosis, Finding

_RUNS_IT = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})
_AWAY = frozenset({ChatMember.LEFT, ChatMember.BANNED})
_NEEDED = {
    "can_send_messages": Finding.CANNOT_WRITE,
    "can_send_photos": Finding.NO_FILES,
    "can_send_documents": Finding.NO_FILES,
    "can_send_polls": Finding.NO_POLLS,
}
_REFUSALS = {
    "topic_closed": Finding.TOPIC_CLOSED,
    TOPIC_IS_GONE: Finding.TOPIC_GONE,
    "not enough rights": Finding.CANNOT_WRITE,
    "have no rights": Finding.CANNOT_WRITE,
    "chat_write_forbidden": Finding.CANNOT_WRITE,
}
_AT_MOST = 5.0
"""Seconds that we wait for each answer when Telegram asks for patience."""


class Look:
    """See `bot.chats.probing.Look`."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot, self._patience = bot, patience

    async def __call__(self, incoming: Incoming) -> Diagnosis:
        """What is wrong there. Raises TryLater."""
        address = incoming.place.address
        try:
            return await self._patience.tried(lambda: self._looked(address), obeying=_AT_MOST)
        except Forbidden:
            return Diagnosis(frozenset({Finding.NOT_THERE}))

    async def _looked(self, address: Address) -> Diagnosis:
        """Raises Forbidden for a group that the bot was thrown out of."""
        me = await self._bot.get_me()
        member = await self._bot.get_chat_member(address.chat, me.id)
        if member.status in _AWAY:
            return Diagnosis(frozenset({Finding.NOT_THERE}))
        runs_it = member.status in _RUNS_IT
        barred = () if runs_it else _barred(member, await self._bot.get_chat(address.chat))
        findings = {*barred, *await self._refused(address), *await self._unled(address.chat)}
        return Diagnosis(frozenset(findings), hears_all=runs_it or bool(me.can_read_all_group_messages))

    async def _refused(self, address: Address) -> Iterable[Finding]:
        """What Telegram says to “is typing” there: no other call tells of a topic, and nobody is disturbed by it."""
        try:
            await self._bot.send_chat_action(address.chat, "typing", message_thread_id=address.thread or None)
        except BadRequest as error:
            said = error.message.lower()
            return {found for words, found in _REFUSALS.items() if words in said}
        return ()

    async def _unled(self, chat: int) -> Iterable[Finding]:
        admins = await self._bot.get_chat_administrators(chat)
        return () if any(not admin.user.is_bot for admin in admins) else (Finding.NO_ADMINS,)


def _barred(member: ChatMember, chat: ChatFullInfo) -> set[Finding]:
    """What neither the group's own permissions nor a restriction of the bot may forbid, and one of them does."""
    sources = [one for one in (chat.permissions, member) if one is not None]
    return {finding for right, finding in _NEEDED.items() if any(getattr(one, right, True) is False for one in sources)}
