"""A group's numbers: how much is done and what is hard, and nobody's own.

What may be said is the rule of `domain/group_progress.py`: the days from three members on, a question from four on, and
never a count of grades. Grades of today wait until tomorrow, so that no list changes as somebody grades.
"""

from datetime import datetime, timedelta

from bot.domain.actions import Ask, GroupNumbers
from bot.domain.conversation import Body, Button, Line, Platform, Reply, Rows, Say, Span
from bot.domain.group_progress import FEWEST_PEOPLE, told_to_group
from bot.domain.learner import Chat
from bot.domain.progress import DAYS_AHEAD as DAYS_BACK
from bot.domain.streak import day_ends_at, local_day
from bot.markup.plain import shortened
from bot.store import people, stats
from bot.store.bank import question_in
from bot.study.bar_lines import bar_lines
from bot.study.visit import Visit
from bot.texts import messages as m

ASKED_WITHIN = timedelta(days=90)
"""Only questions asked since then count: a group of ten years costs no more than one of three months."""
LONGEST_PROMPT = 90
_DAY = timedelta(days=1)


def here(visit: Visit) -> Reply:
    """`/stats` in a group."""
    return _numbers(visit, visit.chat)


def chosen(visit: Visit) -> Reply:
    """`/stats group` in private: the group that the learner is in, or which of them; the terminal is one itself."""
    if visit.chat.address.platform is Platform.TERMINAL:
        return here(visit)
    groups = stats.groups_of(visit.db, visit.learner.id)
    if not groups:
        return Reply(says=(Say(visit.say(m.NO_GROUPS)),))
    if len(groups) == 1:
        return _numbers(visit, people.chat_by_id(visit.db, groups[0].id))
    rows = tuple((Button(group.title or f"{group.id}", GroupNumbers(group.id)),) for group in groups)
    return Reply(says=(Say(visit.say(m.WHICH_GROUP), rows),))


def pressed(visit: Visit, press: GroupNumbers) -> Reply:
    """One of several groups; the number may be forged, so it has to be one of the presser's."""
    found = next((one for one in stats.groups_of(visit.db, visit.learner.id) if one.id == press.chat), None)
    if found is None or not visit.is_private:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    return _numbers(visit, people.chat_by_id(visit.db, found.id))


def _numbers(visit: Visit, group: Chat) -> Reply:
    count = stats.count_members(visit.db, group.id)
    heading = visit.say(m.GROUP_STATS_OF, title=group.title) if group.title else visit.say(m.GROUP_STATS)
    taking_part = visit.say(m.GROUP_PEOPLE, n=count)
    activity = _activity(visit, group) if count >= FEWEST_PEOPLE else visit.say(m.GROUP_TOO_SMALL)
    return Reply(says=(Say((*heading, *taking_part, *activity, *_hardest(visit, group)), _rows(visit)),))


def _activity(visit: Visit, group: Chat) -> Body:
    """Answers on each of the last 14 days of the group's own clock."""
    today = local_day(visit.now, group.zone)
    moments = [day_ends_at(today - number * _DAY, group.zone) for number in range(DAYS_BACK, -1, -1)]
    counts = stats.answers_between(visit.db, group.id, moments, today - ASKED_WITHIN)
    heading = visit.say(m.GROUP_ACTIVITY, n=sum(counts))
    return (*heading, *bar_lines(visit.say, today - (DAYS_BACK - 1) * _DAY, counts))


def _hardest(visit: Visit, group: Chat) -> Body:
    today = local_day(visit.now, group.zone)
    graded = stats.graded_questions(
        visit.db, group.id, before=_began(visit.now, group.zone), asked_since=today - ASKED_WITHIN
    )
    told = told_to_group(graded)
    if not told:
        return visit.say(m.GROUP_NO_HARDEST)
    prompts = (question_in(visit.db, one.question, visit.say.language).question for one in told)
    lines = (f"{place}. {shortened(prompt, LONGEST_PROMPT)}" for place, prompt in enumerate(prompts, start=1))
    return (*visit.say(m.GROUP_HARDEST), *(Line((Span(line),)) for line in lines))


def _began(now: datetime, zone: str) -> datetime:
    """When the group's day began."""
    return day_ends_at(local_day(now, zone) - _DAY, zone)


def _rows(visit: Visit) -> Rows:
    return ((Button(visit.say.text(m.ANOTHER), Ask()),),)
