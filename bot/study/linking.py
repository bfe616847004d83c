"""`/link` and `/unlink`: one learner on two platforms, by a code that is given on one and entered on the other."""

from dataclasses import replace

from bot.domain.actions import JoinMe, PartMe
from bot.domain.conversation import Body, Button, Edit, LearnerId, Passage, Reply, Rows, Say
from bot.domain.learner import Chat, Learner
from bot.domain.linking import LASTS, Clock, code_in, grouped, zone_of_both
from bot.store import joining, link_codes, parting, pauses, people
from bot.store.link_codes import LinkCode
from bot.study.credit import close_past_days, streak_of
from bot.study.private_only import go_private
from bot.study.scheduling import reschedule
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.platforms import PLATFORMS

LINK = "link"
UNLINK = "unlink"
"""The commands, which are also what a link into the private chat carries."""


# --- linking ---------------------------------------------------------------------------------------


def link(visit: Visit, argument: str) -> Reply:
    """`/link` gives a code, `/link CODE` takes one. A code that others could read holds no more."""
    if not visit.is_private:
        _burn(visit, argument)
        return go_private(visit, m.LINK_IN_PRIVATE, LINK)
    if other := _linked_with(visit):
        return _says(visit.say(m.LINK_ALREADY, platform=other))
    return _entered(visit, argument) if argument else _given(visit)


def _burn(visit: Visit, typed: str) -> None:
    code = code_in(typed)
    found = link_codes.find(visit.db, code) if code else None
    if found:
        link_codes.use(visit.db, found.id, visit.now)


def _given(visit: Visit) -> Reply:
    code = grouped(link_codes.give(visit.db, visit.learner.id, visit.now))
    holds = visit.say(m.LINK_CODE_HOLDS, n=int(LASTS.total_seconds()) // 60)
    # A passage is shown as it is: as a command to press it would be one of this platform.
    body: Body = (*visit.say(m.LINK_CODE), Passage(f"`/{LINK} {code}`"), *holds)
    return Reply(says=(Say(body, kept=visit.say(m.LINK_CODE_GIVEN)),))


def _entered(visit: Visit, typed: str) -> Reply:
    """Asks once: a code that somebody else sent would let them read along."""
    if not link_codes.may_try(visit.db, visit.learner.id, visit.now):
        return _says(visit.say(m.LINK_TOO_MANY))
    code = code_in(typed)
    found = link_codes.find(visit.db, code) if code else None
    if found is None:
        link_codes.count_wrong(visit.db, visit.learner.id, visit.now)
        return _says(visit.say(m.LINK_WRONG))
    if refused := _refused(visit, found):
        return _says(refused)
    link_codes.entered(visit.db, found.id, visit.chat.id)
    return Reply(says=(_sure(visit, found),))


def _refused(visit: Visit, code: LinkCode) -> Body | None:
    """Why this code does not link the two, if it does not."""
    here = visit.chat.address.platform
    if code.is_used:
        return visit.say(m.LINK_USED)
    if code.expires_at <= visit.now:
        return visit.say(m.LINK_EXPIRED)
    if code.giver == visit.learner.id:
        return visit.say(m.LINK_OWN)
    if here in {account.platform for account in people.accounts_of(visit.db, code.giver)}:
        return visit.say(m.LINK_SAME_PLATFORM, platform=visit.say.text(PLATFORMS[here]))
    return None


def _sure(visit: Visit, code: LinkCode) -> Say:
    (other,) = people.accounts_of(visit.db, code.giver)
    platform = visit.say.text(PLATFORMS[other.platform])
    body = visit.say(m.LINK_SURE, name=other.name, platform=platform, zone=_zone(visit, code.giver))
    yes = Button(visit.say.text(m.LINK_YES), JoinMe(code.id, 1))
    return Say(body, ((yes, Button(visit.say.text(m.LINK_NO), JoinMe(code.id, 0))),))


def joined(visit: Visit, press: JoinMe) -> Reply:
    """The decision. Whoever presses must have entered the code here: its number alone may be forged."""
    code = link_codes.numbered(visit.db, press.code)
    if not visit.is_private or code is None or code.chat != visit.chat.id:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    if other := _linked_with(visit):
        return Reply(notice=visit.say.text(m.LINK_ALREADY, platform=other))
    if not press.sure:
        return _shows(visit.say(m.LINK_LEFT))
    refused = _refused(visit, code)
    return _shows(refused or _join(visit, code))


def _join(visit: Visit, code: LinkCode) -> Body:
    for one in (visit.learner, people.learner_by_id(visit.db, code.giver)):
        close_past_days(visit.db, one, visit.now)
    kept, other = (people.learner_by_id(visit.db, one) for one in (visit.learner.id, code.giver))
    zone, there = _zone(visit, other.id), _chat_there(visit, other.id)
    chosen = visit.chat.zone_chosen or (there is not None and there.zone_chosen)
    joining.join(visit.db, kept, other, zone, visit.now)
    if chosen:
        _set_clocks(visit, zone, there)
    return visit.say(m.LINKED, platform=_linked_with(visit), n=_streak(visit, kept))


def _zone(visit: Visit, giver: LearnerId) -> str:
    """By whose clock the two live from now on."""
    there, them = _chat_there(visit, giver), people.learner_by_id(visit.db, giver)
    since, theirs = (people.known_since(visit.db, one) for one in (visit.learner.id, giver))
    return zone_of_both(
        Clock(visit.learner.zone, visit.chat.zone_chosen, since),
        Clock(them.zone, there is not None and there.zone_chosen, theirs),
    )


def _chat_there(visit: Visit, giver: LearnerId) -> Chat | None:
    (other,) = people.accounts_of(visit.db, giver)
    return people.private_chat_of(visit.db, giver, other.platform)


def _set_clocks(visit: Visit, zone: str, there: Chat | None) -> None:
    """Where nobody chose a zone on purpose, the questions come by the clock of both from now on."""
    learner = people.learner_by_id(visit.db, visit.learner.id)
    for chat in (visit.chat, there):
        if chat and not chat.zone_chosen:
            reschedule(replace(visit, learner=learner, chat=chat), zone)


# --- parting ---------------------------------------------------------------------------------------


def unlink(visit: Visit, argument: str) -> Reply:
    """`/unlink`: says what will happen, and asks once."""
    if not visit.is_private:
        return go_private(visit, m.LINK_IN_PRIVATE, UNLINK)
    other = _linked_with(visit)
    if not other:
        return _says(visit.say(m.NOT_LINKED))
    return Reply(says=(Say(visit.say(m.UNLINK_SURE, platform=other), _part_buttons(visit)),))


def _part_buttons(visit: Visit) -> Rows:
    say, number = visit.say, visit.learner.id
    yes, no = Button(say.text(m.UNLINK_YES), PartMe(number, 1)), Button(say.text(m.UNLINK_NO), PartMe(number, 0))
    return ((yes, no),)


def parted(visit: Visit, press: PartMe) -> Reply:
    """The decision. An old button names a learner that was, or somebody who is linked no more."""
    other = people.other_account(visit.db, visit.learner.id, visit.chat.address.platform)
    if not visit.is_private or press.learner != visit.learner.id or other is None:
        return Reply(notice=visit.say_privately.text(m.OLD_UNLINK_BUTTON))
    if not press.sure:
        return _shows(visit.say(m.UNLINK_KEPT))
    there = parting.part(visit.db, visit.learner, other.platform)
    close_past_days(visit.db, there, visit.now)
    return _shows(
        visit.say(m.UNLINKED, platform=visit.say.text(PLATFORMS[other.platform]), n=_streak(visit, visit.learner))
    )


def also_there(visit: Visit) -> Body:
    """For who erases everything: on which other platform, too."""
    other = _linked_with(visit)
    return visit.say(m.ERASE_LINKED, platform=other) if other else ()


def _linked_with(visit: Visit) -> str:
    other = people.other_account(visit.db, visit.learner.id, visit.chat.address.platform)
    return visit.say.text(PLATFORMS[other.platform]) if other else ""


def _streak(visit: Visit, learner: Learner) -> int:
    """The streak after the learner's days have changed; a day that counts ends a pause that holds it."""
    fresh = people.learner_by_id(visit.db, learner.id)
    today = close_past_days(visit.db, fresh, visit.now)
    streak = streak_of(visit.db, fresh, today=today)
    if streak.today_credited:
        pauses.end_pauses(visit.db, learner.id, today)
    return streak.current


def _says(body: Body) -> Reply:
    return Reply(says=(Say(body),))


def _shows(body: Body) -> Reply:
    return Reply(edits=(Edit(body=body),))
