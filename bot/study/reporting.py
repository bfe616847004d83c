"""`/report`: a question is wrong. Its learner says why with a button, and those who look after the bank hear of it."""

import re

from bot.domain.actions import Ask, CloseReport, NoWords, ReportAs
from bot.domain.allowances import Costly
from bot.domain.conversation import Body, Button, Command, Edit, Line, Passage, Reply, Rows, Say, Span, Style, Text
from bot.domain.delivery import Delivery
from bot.domain.question import Question
from bot.domain.quiet import held_until
from bot.domain.reports import LONGEST_WORDS, Reason, Report
from bot.store import decks, deliveries, reports
from bot.study import admins, asking, limits
from bot.study.aside import private_chat
from bot.study.finding import delivery_for, open_delivery, text_for
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.messages import Message
from bot.texts.sentences import Sentences

LONGEST_QUOTE = 60

REASONS: dict[Reason, Message] = {
    Reason.WRONG: m.REASON_WRONG,
    Reason.UNCLEAR: m.REASON_UNCLEAR,
    Reason.TYPO: m.REASON_TYPO,
    Reason.OUTDATED: m.REASON_OUTDATED,
    Reason.OTHER: m.REASON_OTHER,
}
_MARKS = re.compile(r"[*`]|\[\[|\]\]|~~|==")


def report(visit: Visit, argument: str) -> Reply:
    """`/report`, about the question that it replies to, else the open one, else the last one; also with the words."""
    delivery = _meant(visit)
    if delivery is None:
        return Reply(says=(Say(visit.say(m.NOTHING_TO_REPORT), ((Button(visit.say.text(m.YES), Ask()),),)),))
    refusal = _refusal(visit, delivery)
    if refusal:
        return Reply(says=(Say(refusal, as_reply=True),))
    if argument:
        return _said_at_once(visit, delivery, argument)
    return asks_why(visit, delivery) if visit.is_private else _asks_privately(visit, delivery)


def asks_why(visit: Visit, delivery: Delivery) -> Reply:
    """The reasons to choose from."""
    return Reply(says=(Say(*_reasons(visit, delivery)),))


def _meant(visit: Visit) -> Delivery | None:
    what = visit.incoming.what
    to = what.reply_to if isinstance(what, Command) else None
    replied = deliveries.delivery_of_message(visit.db, visit.chat.id, to) if to else None
    last = next(iter(deliveries.sent_last(visit.db, visit.chat.id)), None)
    return replied or open_delivery(visit) or last


def _refusal(visit: Visit, delivery: Delivery) -> Body:
    """Why this cannot be reported; empty when it can."""
    deck = decks.deck_with(visit.db, delivery.question)
    if deck:
        question = text_for(visit, delivery)
        return visit.say(m.REPORT_OWN_DECK, name=deck, place=_place(question.file, question.line))
    return limits.enough_of(visit, Costly.REPORT)


def _reasons(visit: Visit, delivery: Delivery) -> tuple[Body, Rows]:
    say = visit.say_privately
    rows = tuple((Button(say.text(words), ReportAs(delivery.id, reason)),) for reason, words in REASONS.items())
    return say(m.WHAT_IS_WRONG, question=_quoted(text_for(visit, delivery))), rows


def _asks_privately(visit: Visit, delivery: Delivery) -> Reply:
    """From a group: the reasons come in private, or wait there behind a link."""
    private, led = private_chat(visit), _led_there(visit, delivery)
    if not private:
        return led
    return Reply(says=(Say(*_reasons(visit, delivery), to=private.address),), received=True, instead=led)


def _led_there(visit: Visit, delivery: Delivery) -> Reply:
    link = Button(visit.say.text(m.TELL_PRIVATELY), asking.privately_by(asking.PRIVATE_REPORT, delivery))
    return Reply(says=(Say(visit.say(m.REPORT_IN_PRIVATE), ((link,),), as_reply=True),))


def _said_at_once(visit: Visit, delivery: Delivery, words: str) -> Reply:
    """`/report` with the words behind it."""
    number, _ = _kept(visit, delivery, Reason.OTHER)
    if reports.has_words(visit.db, number):
        return Reply(says=(Say(visit.say(m.ALREADY_REPORTED), as_reply=True),))
    thanks, told = _with_words(visit, number, words)
    return Reply(says=(Say(thanks, as_reply=True), *told))


def _kept(visit: Visit, delivery: Delivery, reason: Reason) -> tuple[int, bool]:
    """The number of the report, and whether it is new."""
    who = (visit.db, visit.learner.id, delivery.question, reason)
    new = reports.keep(*who, chat=visit.chat.id, at=visit.now)
    if new:
        limits.spend(visit, Costly.REPORT)
    return reports.number_of(*who), new


def pressed(visit: Visit, press: ReportAs) -> Reply:
    """A reason: the same message thanks for it, or asks for words."""
    delivery = delivery_for(visit, press.delivery) if visit.is_private else None
    reason = next((one for one in Reason if one == press.reason), None)
    if delivery is None or reason is None:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    refusal = _refusal(visit, delivery)
    if refusal:
        return Reply(edits=(Edit(body=refusal),))
    number, new = _kept(visit, delivery, reason)
    if reason is Reason.OTHER and not reports.has_words(visit.db, number):
        return _asks_for_words(visit, number)
    if not new:
        return Reply(edits=(Edit(body=visit.say(m.ALREADY_REPORTED)),))
    thanks, told = _thanks(visit, number)
    return Reply(told, (Edit(body=thanks),))


def _asks_for_words(visit: Visit, number: int) -> Reply:
    reports.wait_for_words(visit.db, number, visit.learner.id, chat=visit.chat.id, now=visit.now)
    never_mind = Button(visit.say.text(m.NEVER_MIND), NoWords())
    return Reply(edits=(Edit(((never_mind,),), body=visit.say(m.TELL_ME)),))


def words_typed(visit: Visit, what: Text) -> Reply | None:
    """The words that the bot has asked for; None when it has not, or when the text replies to a question."""
    if not visit.is_private:
        return None
    number = reports.waiting_for_words(visit.db, visit.learner.id, visit.chat.id, visit.now)
    if number is None or deliveries.delivery_of_message(visit.db, visit.chat.id, what.reply_to or 0):
        return None
    thanks, told = _with_words(visit, number, what.text)
    return Reply(says=(Say(thanks, as_reply=True), *told))


def no_words(visit: Visit, press: NoWords) -> Reply:
    """Nothing to say after all: what waited for words is forgotten."""
    reports.take_back_unsaid(visit.db, visit.learner.id)
    return Reply(edits=(Edit(body=visit.say(m.REPORT_TAKEN_BACK)),))


def close(visit: Visit, press: CloseReport) -> Reply:
    """An admin has seen to it."""
    if not admins.is_host_admin(visit):
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    reports.close(visit.db, [press.report], visit.now)
    return Reply(edits=(Edit(),), notice=visit.say_privately.text(m.REPORT_CLOSED))


# --- what is said about it ---------------------------------------------------------------------------


def _with_words(visit: Visit, number: int, words: str) -> tuple[Body, tuple[Say, ...]]:
    reports.add_words(visit.db, number, words.strip()[:LONGEST_WORDS], visit.now)
    return _thanks(visit, number)


def _thanks(visit: Visit, number: int) -> tuple[Body, tuple[Say, ...]]:
    """Thanks that say who has it now, and the messages to those people, without a sound in their quiet hours."""
    told = tuple(
        Say(
            _told(found, Sentences(chat.language)),
            _done(number, Sentences(chat.language)),
            to=chat.address,
            silent=held_until(chat.quiet, chat.zone, visit.now) > visit.now,
        )
        for chat in admins.open_chats(visit)
        if (found := reports.report(visit.db, number, chat.language))
    )
    return visit.say_privately(m.REPORT_TOLD if told else m.REPORT_KEPT), told


def _told(found: Report, say: Sentences) -> Body:
    """What an admin reads: reason, place, question and words; not who said it."""
    place = Span(_place(found.file, found.line), Style.CODE)
    heading = Line((Span("🚩 "), Span(say.text(REASONS[found.reason]), Style.BOLD), Span(" · "), place))
    words = (Line((Span(f"“{found.words}”", Style.ITALIC),)),) if found.words else ()
    return (heading, Passage(found.question), *words)


def _done(number: int, say: Sentences) -> Rows:
    return ((Button(say.text(m.CLOSE_REPORT), CloseReport(number)),),)


def _place(file: str, line: int) -> str:
    return f"{file}:{line}"


def _quoted(question: Question) -> str:
    """The beginning of what is asked, on one line and without marks."""
    text = " ".join(_MARKS.sub("", question.question).split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"
