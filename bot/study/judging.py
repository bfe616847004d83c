"""Learners' words for key points, before those who look after the bot: one at a time, in the same message."""

from bot.domain.actions import JudgeSynonym
from bot.domain.conversation import Body, Button, Edit, Line, Passage, Reply, Rows, Say, Span, Style
from bot.domain.errors import NotKept
from bot.domain.synonyms import Proposal
from bot.store import synonyms
from bot.study.admins import is_host_admin
from bot.study.visit import Visit
from bot.texts import messages as m


def synonyms_command(visit: Visit, argument: str) -> Reply:
    """`/synonyms`: the oldest that waits, with its two buttons. In private: a group would see what others answered."""
    if not is_host_admin(visit):
        return Reply(says=(Say(visit.say(m.HOSTS_ONLY)),))
    if not visit.is_private:
        return Reply(says=(Say(visit.say(m.SYNONYMS_IN_PRIVATE)),))
    body, rows = _next(visit)
    return Reply(says=(Say(body, rows),))


def judge(visit: Visit, press: JudgeSynonym) -> Reply:
    """Accepts or rejects; the message goes on to the next. The file is written before anything is kept."""
    if not is_host_admin(visit) or not visit.is_private:
        return Reply(notice=visit.say_privately.text(m.HOSTS_ONLY))
    found = synonyms.proposal(visit.db, press.proposal)
    if found is not None:
        try:
            _decide(visit, found, accepted=press.accept == 1)
        except NotKept:
            return Reply(notice=visit.say.text(m.SYNONYM_NOT_WRITTEN))
    body, rows = _next(visit)
    said = m.SYNONYM_GONE if found is None else m.SYNONYM_ACCEPTED if press.accept == 1 else m.SYNONYM_REJECTED
    return Reply(edits=(Edit(rows, body=body),), notice=visit.say.text(said))


def _decide(visit: Visit, found: Proposal, *, accepted: bool) -> None:
    if accepted:
        visit.host.add_synonym(found.synonym, found.asked)
    synonyms.decide(visit.db, found, accepted=accepted)


def _next(visit: Visit) -> tuple[Body, Rows]:
    waiting = synonyms.waiting(visit.db)
    if not waiting:
        return visit.say(m.NO_SYNONYMS), ()
    first, say = waiting[0], visit.say
    place = Line((Span(f"{first.file}:{first.line}", Style.CODE),))
    sentence = say(m.IS_SYNONYM, words=first.synonym.words, point=first.synonym.point)
    body: Body = (*say(m.SYNONYMS_WAIT, n=len(waiting)), Passage(first.asked), place, Line(), *sentence)
    accept = Button(say.text(m.ACCEPT), JudgeSynonym(first.id, 1))
    return body, ((accept, Button(say.text(m.REJECT), JudgeSynonym(first.id, 0))),)
