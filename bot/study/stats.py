"""A learner's numbers: the message, and the picture that comes with what it shows in words."""

from datetime import datetime, timedelta

from bot.domain.actions import Ask, Numbers
from bot.domain.allowances import Costly
from bot.domain.conversation import Body, Button, Document, LearnerId, Reply, Rows, Say
from bot.domain.folding import fold
from bot.domain.learner import Chat, ChatId, Learner
from bot.domain.progress import (
    DAYS_AHEAD,
    RECENT_DAYS,
    WEEK,
    Counts,
    Progress,
    first_day_shown,
    hardest,
    spread,
    total,
    worst_week,
)
from bot.domain.streak import day_ends_at
from bot.store import counts, people, stats
from bot.store.engine import Connection
from bot.study import group_stats, limits
from bot.study.bar_lines import bar_lines
from bot.study.picking import standing
from bot.study.today import local_today
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

PROGRESS = "progress"
"""What the Document of the picture is called."""
_GROUP = ("group", "grupo")
_PICTURE = ("picture", "image", "imagen", "foto", "grafica", "grafico", "chart")
_DAY = timedelta(days=1)


def stats_command(visit: Visit, argument: str) -> Reply:
    """`/stats`: one's own numbers in private, the group's in a group; `/stats group` the group's everywhere;
    `/stats picture` the picture at once.
    """
    word = fold(argument).strip(" .!¡")
    if not visit.is_private:
        return group_stats.here(visit)
    if word in _GROUP:
        return group_stats.chosen(visit)
    if word in _PICTURE:
        return _picture(visit)
    return _unknown(visit, argument) if word else _numbers(visit)


def _unknown(visit: Visit, argument: str) -> Reply:
    say = visit.say
    rows = ((Button(say.text(m.SHOW_NUMBERS), Numbers()), Button(say.text(m.SHOW_PICTURE), Numbers("picture"))),)
    return Reply(says=(Say(say(m.STATS_UNKNOWN, word=argument), rows),))


def pressed(visit: Visit, press: Numbers) -> Reply:
    """The numbers, or the picture of them; in a group nobody's own are shown."""
    if not visit.is_private:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    return _picture(visit) if press.part == "picture" else _numbers(visit)


def progress_of(db: Connection, learner: Learner, chat: Chat, now: datetime, language: str) -> Progress:
    """All of a learner's numbers now; what is due counts what this chat would ask, its topics in this language.

    Of an exam that goes on they tell nothing but that it was answered.
    """
    today, _ = local_today(db, learner, now)
    _asking, pool, had = standing(db, chat, learner, now)
    ends = [day_ends_at(today + number * _DAY, learner.zone, learner.rollover) for number in range(DAYS_AHEAD)]
    due = stats.due_through(db, learner.id, pool, ends)
    falling_due = (count - before for before, count in zip([0, *due], due, strict=False))
    share = max(0, learner.reviews_a_day - had.reviews)
    held = stats.held_back(db, learner.id)
    known = counts.days_since(db, learner.id, first_day_shown(today, 0) - WEEK * _DAY)
    return Progress(
        today,
        {day: count.keeping_back(held.get(day, Counts())) for day, count in known.items()},
        counts.total_of(db, learner.id).keeping_back(total(held.values())),
        spread(falling_due, share, learner.reviews_a_day),
        hardest(stats.recent_topics(db, learner.id, language, pool.reach)),
        due[0],
        share,
    )


def progress_for(db: Connection, document: Document, now: datetime) -> Progress:
    """The numbers that a Document of the picture stands for. Raises NoResultFound when the learner is gone."""
    learner = people.learner_by_id(db, LearnerId(document.id))
    return progress_of(db, learner, people.chat_by_id(db, ChatId(document.chat)), now, document.format)


# --- the message -------------------------------------------------------------------------------------


def _numbers(visit: Visit) -> Reply:
    progress = _own(visit)
    if not (progress.total.answered or progress.total.reviewed):
        return _nothing_yet(visit)
    say = visit.say
    body = (
        *say(m.STATS),
        *_answered(say, progress),
        *_retention(say, progress),
        *_due(say, progress),
        *_ahead(say, progress),
        *_hardest(say, progress),
    )
    return Reply(says=(Say(body, _rows(visit, progress, Button(say.text(m.SHOW_PICTURE), Numbers("picture")))),))


def _own(visit: Visit) -> Progress:
    return progress_of(visit.db, visit.learner, visit.chat, visit.now, visit.say.language)


def _nothing_yet(visit: Visit) -> Reply:
    return Reply(says=(Say(visit.say(m.STATS_NONE), ((Button(visit.say.text(m.FIRST_QUESTION), Ask()),),)),))


def _answered(say: Sentences, progress: Progress) -> Body:
    return say(
        m.STATS_ANSWERED,
        today=progress.last(1).answered,
        week=progress.last(WEEK).answered,
        month=progress.last(RECENT_DAYS).answered,
        all=progress.total.answered,
    )


def _retention(say: Sentences, progress: Progress) -> Body:
    recent = progress.last(RECENT_DAYS)
    if recent.retention is None:
        return say(m.STATS_NO_RETENTION)
    share = say.share(recent.retention)
    return say(m.STATS_RETENTION, n=recent.recalls, knew=recent.remembered, share=share)


def _due(say: Sentences, progress: Progress) -> Body:
    if not progress.due:
        return say(m.STATS_NOTHING_DUE)
    if progress.due <= progress.share:
        return say(m.STATS_DUE, n=progress.due)
    sentence = m.STATS_DUE_OF_MANY if progress.share else m.STATS_DUE_LATER
    return say(sentence, n=progress.share or progress.due, all=progress.due)


def _ahead(say: Sentences, progress: Progress) -> Body:
    """How many come back, and a bar for each day."""
    sentence = ahead_in_words(say, progress)
    return (*sentence, *bar_lines(say, progress.today, progress.ahead)) if sentence else ()


def ahead_in_words(say: Sentences, progress: Progress) -> Body:
    """How many come back in 14 days, and on which day most; nothing when none does."""
    if progress.heaviest is None:
        return ()
    (day, most), coming = progress.heaviest, sum(progress.ahead)
    named = say.text(m.PICTURE_TODAY) if day == progress.today else say.day(day, progress.today)
    sentence = m.STATS_AHEAD_ONE if coming == 1 else m.STATS_AHEAD
    return say(sentence, n=coming, day=named, most=most)


def _hardest(say: Sentences, progress: Progress) -> Body:
    told = [say.text(m.STATS_TOPIC, topic=one.title, share=say.share(one.retention)) for one in progress.hardest]
    return say(m.STATS_HARDEST, topics=say.list(told)) if told else ()


def _rows(visit: Visit, progress: Progress, beside: Button) -> Rows:
    next_step = m.REVIEW_DUE if progress.due else m.ANOTHER
    return ((Button(visit.say.text(next_step), Ask()), beside),)


# --- the picture -------------------------------------------------------------------------------------


def _picture(visit: Visit) -> Reply:
    """The picture, with the same in words below it: for who does not see it, and for when it does not load."""
    progress = _own(visit)
    if not (progress.total.answered or progress.total.reviewed):
        return _nothing_yet(visit)
    if enough := limits.refused(visit, Costly.PICTURE):
        return enough
    document = Document(PROGRESS, visit.learner.id, visit.say.language, visit.chat.id)
    rows = _rows(visit, progress, Button(visit.say.text(m.SHOW_NUMBERS), Numbers()))
    return Reply(says=(Say(in_words(visit.say, progress), rows, document=document),))


def in_words(say: Sentences, progress: Progress) -> Body:
    """What the picture shows, one sentence for each of its three parts."""
    return (*_year_in_words(say, progress), *_retention_in_words(say, progress), *ahead_in_words(say, progress))


def _year_in_words(say: Sentences, progress: Progress) -> Body:
    if progress.busiest is None:
        return ()
    (day, most), active = progress.busiest, progress.active_days
    sentence = m.PICTURE_ANSWERED_ONE if active == 1 else m.PICTURE_ANSWERED
    return say(sentence, n=active, date=say.past_date(day), most=most)


def _retention_in_words(say: Sentences, progress: Progress) -> Body:
    shown, worst = progress.shown(say.first_weekday).retention, worst_week(progress, say.first_weekday)
    if shown is None or worst is None:
        return say(m.STATS_NO_RETENTION)
    week, share = worst
    if say.share(share) == say.share(shown):
        return say(m.PICTURE_REMEMBERED_EVENLY, share=say.share(shown))
    return say(m.PICTURE_REMEMBERED, share=say.share(shown), date=say.past_date(week), worst=say.share(share))
