"""People of whom the bot keeps nothing, be it that they never came or that they erased everything.

What they do with old messages, or with the commands about their data, is no beginning: it makes nothing known of them.
"""

from bot.domain.conversation import ChatKind, Command, Incoming, Press, Reply, Say
from bot.store import erasing
from bot.store.engine import Connection
from bot.study.my_data import DATA, ERASE
from bot.study.visit import Defaults
from bot.texts import messages as m
from bot.texts.catalog import language_of
from bot.texts.sentences import Sentences


def heard(db: Connection, incoming: Incoming, defaults: Defaults) -> Reply | None:
    """What a stranger hears who presses an old button or asks for what there is of them; None for everything else."""
    if not _is_no_beginning(incoming) or _is_known(db, incoming):
        return None
    say = Sentences(language_of(incoming.sender.language, defaults.language))
    if isinstance(incoming.what, Press):
        return Reply(notice=say.text(m.STRANGERS_BUTTON))
    return Reply(says=(Say(say(m.NOTHING_KEPT), as_reply=incoming.place.kind is not ChatKind.PRIVATE),))


def _is_no_beginning(incoming: Incoming) -> bool:
    what = incoming.what
    if isinstance(what, Command):
        by_link = what.name == "start" and what.argument in {DATA, ERASE}
        return by_link or what.name in {DATA, ERASE}
    return isinstance(what, Press) and incoming.place.kind is ChatKind.PRIVATE


def _is_known(db: Connection, incoming: Incoming) -> bool:
    return erasing.learner_behind(db, incoming.place.address.platform, incoming.sender.account) is not None
