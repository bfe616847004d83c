"""The methods of the Bot API that the bot uses, with their real refusals."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from tests.emulator import ephemeral
from tests.emulator.checks import (
    MOST_ENTITIES,
    check_caption,
    check_keyboard,
    check_text,
    photo_size,
)
from tests.emulator.errors import ApiError, bad_request, forbidden
from tests.emulator.people import Json, Message, Press, member_json
from tests.emulator.polls import Poll, check_poll
from tests.emulator.updates import Updates
from tests.emulator.world import Chat, PrivateChat

MOST_FOR_BOTS = 20 * 2**20
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


class Params:
    """A call's parameters: form values are text, and what is more than text is JSON inside of it."""

    def __init__(
        self, values: dict[str, Any], files: dict[str, bytes], file_names: dict[str, str] | None = None
    ) -> None:
        self.values = values
        self.files = files
        self.file_names = file_names or {}

    def text(self, name: str, default: str = "") -> str:
        """As it came."""
        return str(self.values.get(name, default))

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        try:
            return int(self.values.get(name, default))
        except ValueError:
            raise bad_request(f"{name} is not a number") from None

    def yes(self, name: str) -> bool:
        """A flag."""
        return self.text(name).lower() in {"true", "1"}

    def parsed(self, name: str, default: Any = None) -> Any:
        """JSON; anything in it is the bot's to choose."""
        value = self.values.get(name, default)
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


class World(Protocol):
    """What the methods work on."""

    me: Json
    privacy: bool
    webhook: str
    updates: Updates
    chats: dict[int, Chat]
    presses: dict[str, Press]
    polls: dict[str, Poll]
    menus: dict[tuple[str, str], list[Json]]
    files: dict[str, bytes]
    ephemeral: bool
    ignores_receivers: bool
    opens_links: bool

    def now(self) -> int:
        """The moment, in seconds since 1970."""

    def changed(self) -> None:
        """Wakes those who wait."""


class Methods:
    """One method here for each of the Bot API's, found by its name."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def call(self, name: str, params: Params) -> Any:
        """The `result`. Raises ApiError."""
        method: Callable[[Params], Awaitable[Any]] | None = getattr(self, f"_{name.lower()}", None)
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        return await method(params)

    # --- the bot itself ---------------------------------------------------------------------------

    async def _getme(self, _: Params) -> Json:
        flags = {"can_join_groups": True, "can_read_all_group_messages": not self._world.privacy}
        return self._world.me | flags | {"supports_inline_queries": False}

    async def _getupdates(self, params: Params) -> list[Json]:
        if self._world.webhook:
            raise ApiError(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        allowed = params.parsed("allowed_updates")
        return await self._world.updates.poll(
            params.number("offset"), params.number("limit", 100), params.number("timeout"), allowed
        )

    async def _deletewebhook(self, params: Params) -> bool:
        self._world.webhook = ""
        if params.yes("drop_pending_updates"):
            await self._world.updates.poll(2**60, 1, 0, None)
        return True

    async def _setmycommands(self, params: Params) -> bool:
        commands = params.parsed("commands", [])
        for command in commands:
            if not _COMMAND.match(command["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        scope = params.parsed("scope", {"type": "default"})
        self._world.menus[scope["type"], params.text("language_code")] = commands
        return True

    async def _getfile(self, params: Params) -> Json:
        file = params.text("file_id")
        if file not in self._world.files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        size = len(self._world.files[file])
        if size > MOST_FOR_BOTS:
            raise bad_request("file is too big")
        return {"file_id": file, "file_unique_id": file, "file_size": size, "file_path": f"documents/{file}"}

    # --- writing ----------------------------------------------------------------------------------

    async def _sendmessage(self, params: Params) -> Json:
        entities = params.parsed("entities", [])
        chat = self._open_chat(params)
        check_text(params.text("text"), entities)
        return self._new(params, chat, text=params.text("text"), entities=entities[:MOST_ENTITIES])

    async def _sendphoto(self, params: Params) -> Json:
        width, height = photo_size(params.files.get("photo", b""))
        size = {"file_id": "photo", "file_unique_id": "photo", "width": width, "height": height}
        return self._new_file(params, "photo", {"photo": [size]})

    async def _senddocument(self, params: Params) -> Json:
        document = {"file_id": "document", "file_unique_id": "document", "file_name": params.file_names.get("document")}
        return self._new_file(params, "document", {"document": document})

    async def _sendpoll(self, params: Params) -> Json:
        chat, anonymous = self._open_chat(params), params.text("is_anonymous", "true") == "true"
        if chat.no_polls:
            raise bad_request("not enough rights to send polls to the chat")
        if chat.kind == "channel" and not anonymous:
            raise bad_request("non-anonymous polls can't be sent to channel chats")
        options = [one["text"] for one in params.parsed("options", [])]
        quiz = params.text("type", "regular") == "quiz"
        correct = params.parsed("correct_option_ids", []) if quiz else None
        check_poll(params.text("question"), options, correct, params.text("explanation"))
        number = str(5_300_000_001 + len(self._world.polls))
        poll = Poll(number, params.text("question"), options, anonymous, correct, params.text("explanation"))
        self._world.polls[number] = poll
        return self._new(params, chat, poll=poll)

    async def _stoppoll(self, params: Params) -> Json:
        message = self._chat(params).messages.get(params.number("message_id"))
        if message is None or message.poll is None or message.author["id"] != self._world.me["id"]:
            raise bad_request("message with poll to stop not found")
        if message.poll.closed:
            raise bad_request("poll has already been closed")
        message.poll.closed = True
        self._world.changed()
        return message.poll.json()

    async def _editmessagetext(self, params: Params) -> Json:
        message, entities = self._own_message(params), params.parsed("entities", [])
        if message.content or message.poll:
            raise bad_request("there is no text in the message to edit")
        check_text(params.text("text"), entities)
        return self._change(message, params, text=params.text("text"), entities=entities[:MOST_ENTITIES])

    async def _editmessagereplymarkup(self, params: Params) -> Json:
        return self._change(self._own_message(params), params)

    async def _editephemeralmessagetext(self, params: Params) -> bool:
        message, entities = self._aside(params), params.parsed("entities", [])
        check_text(params.text("text"), entities)
        ephemeral.check_length(params.text("text"))
        self._change(message, params, text=params.text("text"), entities=entities[:MOST_ENTITIES])
        return True

    async def _editephemeralmessagereplymarkup(self, params: Params) -> bool:
        self._change(self._aside(params), params)
        return True

    async def _deletemessage(self, params: Params) -> bool:
        message = self._chat(params).messages.get(params.number("message_id"))
        if message is None or message.deleted:
            raise bad_request("message to delete not found")
        message.deleted = True
        self._world.changed()
        return True

    async def _setmessagereaction(self, params: Params) -> bool:
        message = self._open_chat(params).messages.get(params.number("message_id"))
        if message is None:
            raise bad_request("message to react not found")
        message.reactions = [one["emoji"] for one in params.parsed("reaction", [])]
        self._world.changed()
        return True

    async def _sendchataction(self, params: Params) -> bool:
        _topic(params, self._open_chat(params))
        return True

    async def _answercallbackquery(self, params: Params) -> bool:
        press = self._world.presses.get(params.text("callback_query_id"))
        if press is None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(params.text("text")) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        if (url := params.text("url")) and not self._world.opens_links:
            raise bad_request("URL_INVALID")
        press.notice, press.alert, press.url = params.text("text") or None, params.yes("show_alert"), url or None
        press.answers += 1
        self._world.changed()
        return True

    # --- chats ------------------------------------------------------------------------------------

    async def _getchat(self, params: Params) -> Json:
        chat = self._chat(params)
        permissions = {"permissions": chat.permissions()} if chat.kind.endswith("group") else {}
        known = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(_GIFTS, False)}
        return chat.json() | permissions | known

    async def _getchatmember(self, params: Params) -> Json:
        chat, account = self._chat(params), params.number("user_id")
        users = [self._world.me, *(person.json() for person in chat.members)]
        user = next(
            (user for user in users if user["id"] == account), {"id": account, "is_bot": False, "first_name": "?"}
        )
        return member_json(user, chat.role_of(account))

    async def _getchatadministrators(self, params: Params) -> list[Json]:
        chat = self._open_chat(params, to_write=False)
        people = [(person.json(), chat.role_of(person.id)) for person in chat.members]
        everybody = [*people, (self._world.me, chat.bot_role)]
        return [member_json(user, role) for user, role in everybody if role in {"creator", "administrator"}]

    async def _getchatmembercount(self, params: Params) -> int:
        return len(self._chat(params).members) + 1

    # --- shared -----------------------------------------------------------------------------------

    def _chat(self, params: Params) -> Chat:
        chat = self._world.chats.get(params.number("chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        if chat.moved_to:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        return chat

    def _open_chat(self, params: Params, *, to_write: bool = True) -> Chat:
        """The chat, if the bot is in it and may write there."""
        chat = self._chat(params)
        if isinstance(chat, PrivateChat) and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.bot_role in {"left", "kicked"}:
            private = isinstance(chat, PrivateChat)
            raise forbidden("bot was blocked by the user" if private else f"bot was kicked from the {chat.kind} chat")
        if to_write and not chat.bot_may("can_send_messages"):
            raise bad_request("not enough rights to send text messages to the chat")
        return chat

    def _new_file(self, params: Params, name: str, content: Json) -> Json:
        caption, entities = params.text("caption"), params.parsed("caption_entities", [])
        check_caption(caption, entities)
        uploaded = params.files.get(name)
        if uploaded == b"":
            raise bad_request("file must be non-empty")
        chat = self._open_chat(params)
        return self._new(params, chat, text=caption, entities=entities, content=content, uploaded=uploaded)

    def _new(self, params: Params, chat: Chat, **what: Any) -> Json:
        markup = params.parsed("reply_markup")
        check_keyboard(markup)
        told, reply = params.parsed("ephemeral_message_parameters"), params.parsed("reply_parameters")
        if told and self._world.ephemeral and not self._world.ignores_receivers:
            ephemeral.check(chat, told, reply, self._world.presses, self._world.now())
            message = chat.asides.add(self._world.me, told["receiver_user_id"], markup=markup, **what)
            self._world.changed()
            return message.json()
        topic, reply_to = _topic(params, chat), _reply_to(params, chat)
        silent = params.yes("disable_notification")
        message = chat.add(self._world.me, markup=markup, topic=topic, reply_to=reply_to, silent=silent, **what)
        self._world.changed()
        return message.json()

    def _aside(self, params: Params) -> Message:
        if not self._world.ephemeral:
            raise ApiError(404, "Not Found: method not found")
        where = (params.number("receiver_user_id"), params.number("ephemeral_message_id"))
        return ephemeral.to_change(self._chat(params), *where, {self._world.me["id"]})

    def _own_message(self, params: Params) -> Message:
        message = self._chat(params).messages.get(params.number("message_id"))
        if message is None or message.deleted:
            raise bad_request("message to edit not found")
        if message.author["id"] != self._world.me["id"]:
            raise bad_request("message can't be edited")
        return message

    def _change(self, message: Message, params: Params, **text: Any) -> Json:
        markup = params.parsed("reply_markup")
        check_keyboard(markup)
        markup = markup if markup and markup.get("inline_keyboard") else None
        new = {"text": message.text, "entities": message.entities} | text | {"markup": markup}
        if new == {"text": message.text, "entities": message.entities, "markup": message.markup}:
            raise bad_request(_SAME)
        message.texts.append(message.text)
        message.text, message.entities, message.markup = new["text"], new["entities"], new["markup"]
        message.edits += 1
        self._world.changed()
        return message.json()


_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def _topic(params: Params, chat: Chat) -> int:
    topic = params.number("message_thread_id")
    if topic and topic not in chat.topics:
        raise bad_request("message thread not found")
    if topic in chat.closed_topics:
        raise bad_request("TOPIC_CLOSED")
    return topic


def _reply_to(params: Params, chat: Chat) -> Message | None:
    reply = params.parsed("reply_parameters")
    if not reply:
        return None
    message = chat.messages.get(reply.get("message_id"))
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message
