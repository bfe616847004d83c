"""What is said to nobody but one learner, when they ask for it in a group."""

from bot.domain.actions import OpenPrivately
from bot.domain.conversation import Button, Reply, Say
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.messages import Message


def go_private(visit: Visit, sentence: Message, payload: str) -> Reply:
    """The sentence, and the way into the private chat, where the payload goes on."""
    link = Button(visit.say.text(m.GO_PRIVATE), OpenPrivately(payload))
    return Reply(says=(Say(visit.say(sentence), ((link,),), as_reply=True),))
