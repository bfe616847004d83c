"""What those who look after the bot hear when something is wrong with it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.alarms import Alarm, Fault
from bot.domain.conversation import Body, Say
from bot.domain.learner import Chat
from bot.texts import messages as m
from bot.texts.platforms import PLATFORMS
from bot.texts.sentences import Sentences

_BEGINS = {Fault.AWAY: m.ALARM_AWAY, Fault.LATE: m.ALARM_LATE, Fault.STUCK: m.ALARM_STUCK}
_ENDS = {Fault.AWAY: m.ALARM_AWAY_OVER, Fault.LATE: m.ALARM_LATE_OVER, Fault.STUCK: m.ALARM_STUCK_OVER}


def told(chat: Chat, alarm: Alarm, now: datetime) -> Say:
    """The message to one of them: it goes before all that the bot says by itself."""
    return Say(_body(chat, alarm, now), to=chat.address, urgent=True)


def _body(chat: Chat, alarm: Alarm, now: datetime) -> Body:
    say = Sentences(chat.language)
    sentence = (_ENDS if alarm.until else _BEGINS)[alarm.subject.fault]
    platform = say.text(PLATFORMS[alarm.subject.platform]) if alarm.subject.platform else ""
    moments = {"since": alarm.since, "until": alarm.until or now}
    clocks = {name: _clock(say, at, now, ZoneInfo(chat.zone)) for name, at in moments.items()}
    return say(sentence, platform=platform, n=alarm.waiting, **clocks)


def _clock(say: Sentences, at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """What a clock shows there; with the day, when it is not today's."""
    there = at.astimezone(zone)
    is_today = there.date() == now.astimezone(zone).date()
    return f"{there:%H:%M}" if is_today else f"{there:%H:%M} ({say.past_day(there.date())})"
