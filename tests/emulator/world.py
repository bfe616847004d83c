"""Chats, and what a test makes people do in them."""

# ruff: noqa: ASYNC109 - a test reads best with the time beside what it waits for

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any

from tests.emulator.ephemeral import Asides
from tests.emulator.people import (
    PATIENCE,
    PERMISSIONS,
    Json,
    Message,
    Person,
    Press,
    Telegram,
    member_json,
)

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]+)?")
_START = re.compile(r"https://t\.me/(\w+)\?start=([\w-]*)\Z")
_RUNS_IT = frozenset({"creator", "administrator"})


@dataclass(eq=False)
class Chat:
    """A group, supergroup or channel with the bot in it."""

    telegram: Telegram
    id: int
    kind: str
    title: str = ""
    members: list[Person] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    bot_role: str = "member"
    moved_to: int | None = None
    no_polls: bool = False
    no_asides: bool = False
    barred: set[str] = field(default_factory=set)
    _last_id: int = 0
    _seen: int = 0

    def __post_init__(self) -> None:
        self.asides = Asides(self)

    def json(self) -> Json:
        """As Telegram describes it."""
        return {"id": self.id, "type": self.kind, "title": self.title} | ({"is_forum": True} if self.topics else {})

    @property
    def from_bot(self) -> list[Message]:
        """Everything that the bot wrote here, in order."""
        return [message for message in self.messages.values() if message.author["id"] == self.telegram.me["id"]]

    # --- what people do ---------------------------------------------------------------------------

    async def says(self, person: Person, text: str, *, reply_to: Message | None = None, topic: int = 0) -> Message:
        """Types a message. In a group the bot gets it only if Telegram's privacy mode lets it."""
        message = self.add(person.json(), text=text, reply_to=reply_to, topic=topic, entities=_command_entity(text))
        if self._bot_sees(message):
            self._update("message", message.json())
        return message

    async def sends(
        self, person: Person, *, caption: str = "", reply_to: Message | None = None, **content: Any
    ) -> Message:
        """Sends what is no text: `sends(ana, sticker={…})`; see also `sends_photo` and `sends_sticker`."""
        message = self.add(person.json(), text=caption, reply_to=reply_to, content=content)
        if self._bot_sees(message):
            self._update("message", message.json())
        return message

    async def sends_photo(self, person: Person, caption: str = "", *, reply_to: Message | None = None) -> Message:
        """A picture, perhaps with a caption."""
        size = {"file_id": "photo", "file_unique_id": "photo", "width": 90, "height": 90}
        return await self.sends(person, caption=caption, reply_to=reply_to, photo=[size])

    async def sends_sticker(self, person: Person, *, reply_to: Message | None = None) -> Message:
        """A sticker."""
        sticker = {"file_id": "sticker", "file_unique_id": "sticker", "type": "regular", "width": 512, "height": 512}
        sticker |= {"is_animated": False, "is_video": False}
        return await self.sends(person, reply_to=reply_to, sticker=sticker)

    async def sends_file(
        self, person: Person, name: str, data: bytes, *, size: int | None = None, reply_to: Message | None = None
    ) -> Message:
        """A document; `size` is what Telegram says it has, when that is not the truth."""
        file = f"file{len(self.telegram.files)}"
        self.telegram.files[file] = data
        told = {"file_id": file, "file_unique_id": file, "file_name": name, "file_size": size or len(data)}
        return await self.sends(person, reply_to=reply_to, document=told)

    async def says_as(
        self, author: Json, text: str, *, speaks_for: "Chat | None" = None, reply_to: Message | None = None, **more: Any
    ) -> Message:
        """A message with another author than a person: an anonymous admin, a channel, another bot. `more` is what
        Telegram tells of it besides: `via_bot`, `forward_origin`.
        """
        message = self.add(author, text=text, entities=_command_entity(text), reply_to=reply_to)
        sender_chat = {"sender_chat": speaks_for.json()} if speaks_for else {}
        self._update("message", message.json() | sender_chat | more)
        return message

    async def posts(self, text: str) -> Message:
        """A post in a channel: it has no author but the channel."""
        message = self.add({"id": self.id}, text=text, entities=_command_entity(text))
        post = message.json() | {"sender_chat": self.json()}
        del post["from"]
        self._update("channel_post", post)
        return message

    async def edits(self, message: Message, text: str) -> None:
        """Changes what was typed."""
        message.texts.append(message.text)
        message.text, message.entities = text, _command_entity(text)
        self._update("edited_message", message.json() | {"edit_date": self.telegram.now()})

    async def press(self, person: Person, message: Message, which: str | int) -> Press:
        """Presses a button. One that opens the bot's private chat sends /start with its payload there."""
        button = message.button(which)
        if button.url is not None:
            return await self._follow(person, button.url)
        assert button.data is not None
        return await self.press_code(person, message, button.data)

    async def press_code(self, person: Person, message: Message, code: str, *, too_old: bool = False) -> Press:
        """A press with any code, also one that no button has. `too_old`: Telegram no longer shows the message."""
        press = Press(self.telegram, person=person.id, chat=self.id, at=self.telegram.now())
        self.telegram.opened(press)
        shown = {"chat": self.json(), "message_id": message.id, "date": 0} if too_old else message.json()
        query = {"id": press.id, "from": person.json(), "message": shown, "data": code, "chat_instance": str(self.id)}
        self._update("callback_query", query)
        return press

    async def votes(self, person: Person, message: Message, option: str) -> None:
        """Votes in a poll. The bot hears of it when the poll is not anonymous; nobody votes twice in a quiz."""
        poll = message.poll
        assert poll is not None, "that is no poll"
        assert not poll.closed, "Telegram takes no votes in a closed poll"
        assert person.id not in poll.votes, "Telegram lets nobody vote twice in a quiz"
        poll.votes[person.id] = [poll.options.index(option)]
        if not poll.anonymous:
            self.tells_of_vote(poll.id, poll.votes[person.id], user=person.json())

    def tells_of_vote(self, poll: str, options: list[int], **voter: Json) -> None:
        """The update about a vote, whatever it says: `user=…` or `voter_chat=…`; no options: taken back."""
        persistent = [str(place) for place in options]
        answer = {"poll_id": poll, "option_ids": options, "option_persistent_ids": persistent}
        self._update("poll_answer", answer | voter)

    # --- what the bot did -------------------------------------------------------------------------

    async def next_message(self, timeout: float = PATIENCE) -> Message:
        """The bot's next message here that was not asked for yet."""
        await self.telegram.until(lambda: len(self.from_bot) > self._seen, f"no message in {self.name()}", timeout)
        self._seen += 1
        return self.from_bot[self._seen - 1]

    async def stays_quiet(self, within: float = 0.3) -> None:
        """Asserts that the bot writes nothing more here for a moment."""
        await asyncio.sleep(within)
        unseen = [message.text for message in self.from_bot[self._seen :]]
        assert not unseen, f"unexpected in {self.name()}: {unseen}"

    # --- the chat itself --------------------------------------------------------------------------

    async def adds_bot(self, by: Person, role: str = "member") -> None:
        """Somebody adds the bot, or gives it another role."""
        self._set_bot_role(by, role)

    async def removes_bot(self, by: Person) -> None:
        """Somebody removes it: sending answers 403 from now on."""
        self._set_bot_role(by, "kicked")

    async def leaves(self, person: Person) -> None:
        """Somebody leaves: the bot gets the service message, whatever its privacy mode."""
        self.members.remove(person)
        self.roles[person.id] = "left"
        self._update("message", self.add(person.json(), content={"left_chat_member": person.json()}).json())

    def role(self, person: Person, role: str) -> None:
        """Makes a member `creator`, `administrator`, `member`, `restricted`, `left` or `kicked`."""
        self.roles[person.id] = role

    def role_of(self, account: int) -> str:
        """What getChatMember says."""
        if account == self.telegram.me["id"]:
            return self.bot_role
        return self.roles.get(account, "member" if any(one.id == account for one in self.members) else "left")

    def bars(self, *rights: str) -> None:
        """The group's permissions forbid its members this (`can_send_photos`, …), and nothing else."""
        self.barred = set(rights)

    def permissions(self) -> Json:
        """As getChat tells them."""
        return {right: right not in self.barred for right in PERMISSIONS}

    def bot_may(self, right: str) -> bool:
        """Whether neither the group nor a restriction of the bot forbids it."""
        return self.bot_role in _RUNS_IT or not (self.bot_role == "restricted" or right in self.barred)

    def opens_topic(self, title: str) -> int:
        """A new topic of a forum; its id is the thread."""
        self._last_id += 1
        self.topics[self._last_id] = title
        return self._last_id

    def deletes_topic(self, topic: int) -> None:
        """Writing there answers “message thread not found”."""
        del self.topics[topic]

    async def becomes_supergroup(self, *, quietly: bool = False) -> "Chat":
        """The group moves. `quietly`: the bot hears of it only when it writes to the old one."""
        new = self.telegram.moved(self)
        self.moved_to = new.id
        if not quietly:
            author = (self.members[0] if self.members else Person(1, "Owner")).json()
            self._update("message", self.add(author, content={"migrate_to_chat_id": new.id}).json())
            new._update("message", new.add(author, content={"migrate_from_chat_id": self.id}).json())
        return new

    def name(self) -> str:
        """For failure messages."""
        return f"{self.kind} {self.title!r}"

    def add(self, author: Json, **what: Any) -> Message:
        """A new message with the next id."""
        self._last_id += 1
        message = Message(self, self._last_id, author, self.telegram.now(), **what)
        self.messages[message.id] = message
        return message

    def _bot_sees(self, message: Message) -> bool:
        if self.bot_role in {"left", "kicked"}:
            return False
        if self.kind == "private" or not self.telegram.privacy or self.bot_role in _RUNS_IT:
            return True
        username = self.telegram.me["username"].lower()
        command = _COMMAND.match(message.text) if not message.content else None
        ours = command is not None and (command[1] or f"@{username}").lower() == f"@{username}"
        return ours or (message.reply_to is not None and message.reply_to.author["id"] == self.telegram.me["id"])

    def _set_bot_role(self, by: Person, role: str) -> None:
        old, self.bot_role = self.bot_role, role
        me, place = self.telegram.me, {"chat": self.json(), "from": by.json(), "date": self.telegram.now()}
        change = {"old_chat_member": member_json(me, old), "new_chat_member": member_json(me, role)}
        self._update("my_chat_member", place | change)

    async def follows(self, person: Person, press: Press) -> None:
        """What a press opened is the bot's private chat, and the person presses Start there."""
        await press.answered()
        assert press.url is not None, f"the press opened nothing, it said {press.notice!r}"
        await self._follow(person, press.url)

    async def _follow(self, person: Person, url: str) -> Press:
        match = _START.match(url)
        assert match is not None, f"{url} is no deep link"
        assert match[1] == self.telegram.me["username"], f"{url} leads to another bot"
        await self.telegram.private(person).says(f"/start {match[2]}".strip())
        return Press(self.telegram, answers=1)

    def _update(self, kind: str, content: Json) -> None:
        self.telegram.updates.add(kind, content)


@dataclass(eq=False)
class PrivateChat(Chat):
    """A person and the bot. The bot can write only after they wrote first."""

    owner: Person | None = None
    started: bool = False

    def json(self) -> Json:
        """As Telegram describes it."""
        assert self.owner is not None
        person = self.owner.json()
        return {"id": self.id, "type": "private", "first_name": person["first_name"]}

    async def says(self, *person_and_text: Person | str, reply_to: Message | None = None, topic: int = 0) -> Message:
        """`says("hola")`, or `says(ana, "hola")` as in a group."""
        assert self.owner is not None
        text = person_and_text[-1]
        assert isinstance(text, str)
        self.started = True
        return await super().says(self.owner, text, reply_to=reply_to, topic=topic)

    async def sends(
        self, person: Person, *, caption: str = "", reply_to: Message | None = None, **content: Any
    ) -> Message:
        """Sends what is no text."""
        self.started = True
        return await super().sends(person, caption=caption, reply_to=reply_to, **content)

    async def blocks(self) -> None:
        """Stop and block: sending answers 403 from now on."""
        assert self.owner is not None
        self._set_bot_role(self.owner, "kicked")

    async def unblocks(self) -> None:
        """Unblocks it again."""
        assert self.owner is not None
        self._set_bot_role(self.owner, "member")


def _command_entity(text: str) -> list[Json]:
    match = _COMMAND.match(text)
    return [{"type": "bot_command", "offset": 0, "length": match.end()}] if match else []
