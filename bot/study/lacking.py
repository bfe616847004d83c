"""What is said when nothing can be asked."""

from bot.domain.actions import Settings, Topics
from bot.domain.conversation import Button, Reply, Say
from bot.store import bank
from bot.study.visit import Visit
from bot.texts import messages as m


def nothing_to_ask(visit: Visit) -> Reply:
    """What to choose instead, or that there is nothing at all."""
    if bank.count_questions(visit.db, visit.reach) == 0:
        return Reply(says=(Say(visit.say(m.NO_QUESTIONS)),))
    topics = Button(visit.say.text(m.CHANGE_TOPICS), Topics(0))
    if visit.chat.difficulty is None:
        return Reply(says=(Say(visit.say(m.NO_QUESTIONS_CHOSEN), ((topics,),)),))
    difficulty = Button(visit.say.text(m.CHANGE_DIFFICULTY), Settings("difficulty"))
    return Reply(says=(Say(visit.say(m.NONE_SO_HARD), ((difficulty, topics),)),))
