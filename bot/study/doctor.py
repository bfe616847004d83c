"""`/doctor`: what is wrong, and how to mend it. In a group the edge looks first at what the bot may do."""

from bot.domain.conversation import Body, Line, Platform, Probe, Reply, Say, Span
from bot.domain.diagnosis import Diagnosis, Finding
from bot.store import bank, schedules
from bot.study.aside import private_chat
from bot.study.checkup import complaints
from bot.study.scheduling import coming
from bot.study.visit import Visit
from bot.texts import messages as m

_SENTENCES = {
    Finding.NOT_THERE: m.NOT_IN_GROUP,
    Finding.CANNOT_WRITE: m.CANNOT_WRITE_HERE,
    Finding.TOPIC_CLOSED: m.TOPIC_CLOSED,
    Finding.THREAD_LOCKED: m.THREAD_LOCKED,
    Finding.TOPIC_GONE: m.TOPIC_GONE,
    Finding.NO_FILES: m.NO_FILES_HERE,
    Finding.NO_POLLS: m.NO_POLLS_HERE,
    Finding.NO_ADMINS: m.NO_ADMINS_HERE,
    Finding.UNREACHABLE: m.COULD_NOT_LOOK,
}
_PLATFORMS = {Platform.TELEGRAM: "Telegram", Platform.DISCORD: "Discord"}


def doctor(visit: Visit, argument: str) -> Reply:
    """`/doctor`: at once where one person talks to the bot; of a group, as soon as the edge has looked at it."""
    if visit.is_private:
        return Reply(says=(Say(_report(visit, Diagnosis())),))
    return Reply(probe=Probe(visit.incoming.sender, visit.incoming.at))


def examined(visit: Visit, found: Diagnosis) -> Reply:
    """The edge has looked. Where nothing can be said in the group, whoever asked hears it in private."""
    aside = private_chat(visit) if found.is_mute else None
    title = visit.say(m.DOCTOR_IN, group=visit.chat.title) if aside and visit.chat.title else ()
    to = aside.address if aside else None
    return Reply(says=(Say((*title, *_report(visit, found)), to=to, as_reply=to is None),))


def _report(visit: Visit, found: Diagnosis) -> Body:
    wrong = [*_barriers(visit, found), *([] if Finding.NOT_THERE in found.findings else complaints(visit))]
    if not wrong:
        return (*visit.say(m.ALL_IS_WELL), *_hearing(visit, found), *coming(visit))
    items = (line for body in wrong for line in body)
    return (*visit.say(m.TO_MEND, n=len(wrong)), *items, *_working(visit, found), *coming(visit))


def _barriers(visit: Visit, found: Diagnosis) -> list[Body]:
    """What the platform keeps from the bot, in the order of `Finding`; polls only count where they are wished for."""
    known = [one for one in Finding if one in found.findings and (one is not Finding.NO_POLLS or visit.chat.polls)]
    if found.lacks:  # their names say more
        known = [one for one in known if one is not Finding.CANNOT_WRITE]
    platform = _PLATFORMS.get(visit.chat.address.platform, "")
    lacks = [visit.say(m.LACKS_PERMISSIONS, permissions=visit.say.list(found.lacks))] if found.lacks else []
    return [*lacks, *(visit.say(_SENTENCES[one], platform=platform) for one in known)]


def _working(visit: Visit, found: Diagnosis) -> Body:
    """What is as it should be, in a line."""
    knows = not (found.is_mute or Finding.UNREACHABLE in found.findings or visit.is_private)
    questions = bank.count_questions(visit.db, visit.reach)
    works = [
        *([visit.say.text(m.WORKS_WRITING)] if knows else []),
        *([visit.say.text(m.WORKS_QUESTIONS, n=questions)] if questions else []),
        *([visit.say.text(m.WORKS_SCHEDULE)] if schedules.schedule_of(visit.db, visit.chat.id) else []),
    ]
    listed = visit.say.list(works)
    return (Line((Span(f"✓ {listed[:1].upper()}{listed[1:]}."),)),) if works else ()


def _hearing(visit: Visit, found: Diagnosis) -> Body:
    """How much of what is written in the group reaches the bot, where the platform says so: people wonder."""
    if found.hears_all is None:
        return ()
    return visit.say(m.HEARS_ALL if found.hears_all else m.HEARS_REPLIES)
