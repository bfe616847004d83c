"""What one learner may have only so often, and the one sentence that says when there is more."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.allowances import Allowance, Costly, again_at
from bot.domain.conversation import Body, Reply, Say
from bot.store import allowances
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.messages import Message

_ENOUGH: Mapping[Costly, Message] = {
    Costly.UPLOAD: m.TOO_MANY_UPLOADS,
    Costly.PICTURE: m.TOO_MANY_PICTURES,
    Costly.EXPORT: m.TOO_MANY_EXPORTS,
    Costly.MY_DATA: m.TOO_OFTEN_MY_DATA,
    Costly.REPORT: m.TOO_MANY_REPORTS,
    Costly.OPINION: m.LAST_OPINION,
}


def refused(visit: Visit, what: Costly) -> Reply | None:
    """The Reply to a learner who has had all that there is; None, and one is counted, when there is more."""
    if enough := enough_of(visit, what):
        return Reply(says=(Say(enough, as_reply=True),))
    spend(visit, what)
    return None


def enough_of(visit: Visit, what: Costly) -> Body:
    """That there is no more now, and when there is; empty when there is."""
    allowance = visit.host.allowances[what]
    again = again_at(allowances.spent(visit.db, visit.learner.id, what), allowance, visit.now)
    return _said(visit, what, allowance, again) if again else ()


def spend(visit: Visit, what: Costly) -> None:
    """Counts one."""
    allowances.spend(visit.db, visit.learner.id, what, visit.host.allowances[what], visit.now)


def _said(visit: Visit, what: Costly, allowance: Allowance, again: datetime) -> Body:
    return visit.say(_ENOUGH[what], n=allowance.most, when=_when(visit, again))


def _when(visit: Visit, again: datetime) -> str:
    """“at 18:05”, or “on Friday 27 at 18:05”, by the learner's clock."""
    there, here = (moment.astimezone(ZoneInfo(visit.learner.zone)) for moment in (again, visit.now))
    hour = f"{there:%H:%M}"
    if there.date() == here.date():
        return visit.say.text(m.AT_HOUR, hour=hour)
    return visit.say.text(m.ON_DAY_AT_HOUR, date=visit.say.day(there.date(), here.date()), hour=hour)
