"""What comes in from a chat and what goes back: plain values that every platform's edge translates.

The core never sends. It returns a `Reply`, and the edge shows it as well as its platform can.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.actions import Action

# Who speaks of a conversation speaks of these, too, and finds all of it in one place.
from bot.domain.body import Body as Body
from bot.domain.body import Line as Line
from bot.domain.body import Passage as Passage
from bot.domain.body import Span as Span
from bot.domain.body import Style as Style
from bot.domain.diagnosis import Diagnosis
from bot.domain.ladder import Rung
from bot.domain.question import Bank
from bot.domain.uploads import Enclosure, Refusal

UNREAD = "unread"
FORWARDED = "forwarded"
READ = ":read"
"""What the key of an Upload adds to the key of the message that brought the file."""

LearnerId = NewType("LearnerId", int)
DeliveryId = NewType("DeliveryId", int)


class Platform(StrEnum):
    """Where a chat lives."""

    TELEGRAM = "telegram"
    DISCORD = "discord"
    TERMINAL = "terminal"


class ChatKind(StrEnum):
    """Who reads along."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a chat is: platform, chat and, in a forum, its topic (0 when there is none)."""

    platform: Platform
    chat: int
    thread: int = 0


# --- what comes in ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """The chat that something happened in. `headcount` is how many people it has besides the bot, if that was asked.

    `is_open`: what happened shows that the bot may write there.
    """

    address: Address
    kind: ChatKind
    title: str = ""
    headcount: int | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it. `language` is what the platform says (`es-ES`); channels and anonymous admins never score."""

    account: int
    name: str
    language: str | None = None
    is_admin: bool = False
    scores: bool = True


@dataclass(frozen=True, slots=True)
class Command:
    """`/name argument`, already parsed: no slash, no bot name, lower case. `addressed`: it came with our bot's name.

    `reply_to` is the message that it answers.
    """

    name: str
    argument: str = ""
    addressed: bool = False
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Something typed that is no command. `reply_to` is the message that it answers, and `codes` are those of the
    buttons that stand below that one, where the platform tells them.
    """

    text: str
    reply_to: int | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotText:
    """A sticker, a photo, a voice message: something the bot cannot read. `what` is the platform's name for it,
    UNREAD for words that the platform keeps from the bot, or FORWARDED for those of a bot, which are nobody's answer.
    """

    what: str
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A place on the map, in degrees, shared in private. It is neither kept nor logged, and `repr` hides it."""

    latitude: float = field(repr=False)
    longitude: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class Press:
    """A press on a button, with the code it carried. The code may be forged: nothing in it is trusted."""

    code: str


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote in a poll that a question went out as. `poll` is the platform's id; `options` count from 0, and none of
    them is a vote taken back. The platform says nothing of the chat: the place is the voter's private one.
    """

    poll: str
    options: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Presence:
    """The bot came into the chat (or was unblocked), was removed from it (or blocked), or got other rights there.
    `greets`: it came, and it is the chat where that happened, not one of several that are concerned.
    """

    here: bool
    greets: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened a window on the chat, as the terminal is opened, and looks at what there is."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new address (a group that became a supergroup)."""

    to: Address


@dataclass(frozen=True, slots=True)
class ThreadDeleted:
    """The thread that it comes from is no more; the chat is. `goes_on`: what was for the thread goes there now."""

    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ThreadClosed:
    """Nothing gets into the thread that it comes from, until somebody opens it."""


@dataclass(frozen=True, slots=True)
class Left:
    """The sender has left the chat with all its threads. What they did there stays theirs."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of notes sent to the bot in private, not fetched yet. `file` is the platform's id; `size` is in bytes."""

    name: str
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Upload:
    """The same file, fetched and read: what it holds, or why nothing is taken from it.

    The attachments of its questions are paths of `enclosures`.
    """

    name: str
    found: Bank | Refusal
    enclosures: tuple[Enclosure, ...] = ()


class Right(StrEnum):
    """Something that a platform may keep from the bot, and that somebody may ask of it."""

    OPEN_THREADS = "open threads"
    NOTIFY_ROLE = "notify the role"
    """Those who have the role that the command names."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update from a platform.

    `key` is unique on its platform: handling the same key twice changes nothing and gives the same Reply.
    `at` is the platform's time (UTC), not the time of processing. `message` is the id of the message typed,
    or of the message whose button was pressed. `aside`: the platform may be able to show what the Reply says to the
    sender's private chat to them alone, where they are. `token` is what the platform lets the edge answer with for a
    while. `lacks` is what the bot may not do there, where the platform says so with the update.
    """

    key: str
    place: Place
    sender: Sender
    at: datetime
    what: (
        Command
        | Text
        | NotText
        | Located
        | Press
        | Vote
        | Presence
        | Opened
        | ThreadDeleted
        | ThreadClosed
        | Left
        | Moved
        | Attached
        | Upload
        | Diagnosis
    )
    message: int = 0
    aside: bool = False
    token: str = field(default="", repr=False)
    lacks: frozenset[Right] = frozenset()

    @property
    def kind(self) -> str:
        """What happened, in a word: `command`, `text`, `press` … The words are as many as `what` has types."""
        return type(self.what).__name__.lower()


# --- what goes back --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A button and everything that pressing it means."""

    label: str
    action: Action


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is made when it is sent, so that a Reply stays small: `what` it is of, its id and format.

    `deck`: a deck's number, and anki, csv or json. `progress`: a learner's number, the language, and the `chat` whose
    topics count; where a picture cannot be sent, it is drawn with characters. `milestone`: how many days in a row,
    and the language; where there is nobody to share a picture with, it is left out.
    """

    what: str
    id: int
    format: str
    chat: int = 0


@dataclass(frozen=True, slots=True)
class Poll:
    """A wish: where the platform has quizzes, the question may be one. Texts are plain; one option is right."""

    question: str
    options: tuple[str, ...]
    correct: int
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a message that is already there. `message` 0 is the pressed one; `body` None keeps its text.

    `whole`: where it does not fit into one message, nothing is changed.
    """

    buttons: Rows = ()
    body: Body | None = None
    message: int = 0
    to: Address | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Discussion:
    """A place to talk about a message: what it is called, and what the bot says there first."""

    name: str
    opening: Body


@dataclass(frozen=True, slots=True)
class Say:
    """A new message. `to`: in another chat than the one it came from; `as_reply`: attached to the message that came in.

    `delivery` marks the message that asks a question: after sending, the edge reports its id to the desk.
    `document` is a file that comes with it; the body is then one or two sentences. `poll`: the same question as a
    native quiz; whoever cannot send one sends body and buttons. `calls` is the role that it mentions. `silent`:
    nobody's telephone makes a sound for it. `urgent`: it goes before all else that the bot says by itself.
    `reply_to` is the message of that chat that it answers. `kept` is what is remembered in place of a body that is
    secret: who gets the Reply once more sees that. `over` is a change of an older message that says the same: a
    platform on which messages change makes it, and sends nothing. `discussion` is opened below that message, or below
    this one, where the platform has such places. Both are for what the bot says by itself.
    """

    body: Body
    buttons: Rows = ()
    to: Address | None = None
    as_reply: bool = False
    delivery: DeliveryId | None = None
    document: Document | None = None
    poll: Poll | None = None
    calls: int | None = None
    silent: bool = False
    urgent: bool = False
    reply_to: int = 0
    kept: Body | None = field(default=None, compare=False)
    over: Edit | None = None
    discussion: Discussion | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """Work for the edge: fetch this file, have it read, and hand the Upload to the desk as from `sender`, at `at`."""

    attached: Attached
    sender: Sender
    at: datetime


@dataclass(frozen=True, slots=True)
class Probe:
    """Work for the edge: look what is wrong in the group, and hand the Diagnosis over as from `sender`, at `at`."""

    sender: Sender
    at: datetime


@dataclass(frozen=True, slots=True)
class Aside:
    """How what a Reply says to the sender's private chat may reach them where they are: the rungs to try, in order.

    `first` is said before it where nobody knows yet whether such messages stay between the two: it may be seen.
    """

    rungs: tuple[Rung, ...]
    first: Body = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything the bot does about one Incoming. `notice` is the small note on a press; `alert` makes it a dialog.

    `link`: in place of the notice, the press opens the private chat with this payload, where the platform can do that.
    """

    says: tuple[Say, ...] = ()
    edits: tuple[Edit, ...] = ()
    notice: str = ""
    alert: bool = False
    received: bool = field(default=False)
    """True: mark the incoming message as received (a 👀 reaction where the platform has one)."""
    shown: bool = field(default=False, compare=False)
    """True: this is the same Reply again, and the person has it before them; only a press is answered once more."""
    fetch: Fetch | None = None
    """Until it is done the Reply is not shown, so that a restart takes it up again."""
    probe: Probe | None = None
    """The same holds for this one."""
    link: str = ""
    aside: Aside | None = None
    """What is said to the sender's private chat is shown aside, where a rung holds; else it goes there."""
    instead: "Reply | None" = None
    """What is shown when nothing can be said to the sender alone, neither aside nor in their private chat."""
