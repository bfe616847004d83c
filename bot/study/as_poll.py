"""A question with choices as a native quiz, where nothing of it is lost.

The limits are those of Telegram's sendPoll: https://core.telegram.org/bots/api#sendpoll
"""

from bot.domain.choices import shown_order
from bot.domain.conversation import DeliveryId, Poll
from bot.domain.question import Kind, Question
from bot.markup.plain import bare

LONGEST_QUESTION = 300
LONGEST_OPTION = 100
LONGEST_EXPLANATION = 200
MOST_LINE_FEEDS = 2
OPTIONS = range(2, 13)


def as_poll(delivery: DeliveryId, question: Question, header: str = "") -> Poll | None:
    """The poll, with its options in the order that buttons would have; None for what a poll cannot show.

    That is code, formulas, pictures, and what is too long. The header stays away where it does not fit, and so does
    the explanation, which comes with the feedback.
    """
    order = shown_order(question, delivery)
    texts = [bare(question.choices[number].text) for number in order]
    options = tuple(text for text in texts if text and len(text) <= LONGEST_OPTION)
    right = [place for place, number in enumerate(order) if question.choices[number].correct]
    asked = _question(question, header)
    if question.kind not in (Kind.SINGLE, Kind.TRUE_FALSE) or not asked or len(right) != 1:
        return None
    if len(options) not in OPTIONS or len(set(options)) != len(texts):
        return None
    return Poll(asked, options, right[0], _explanation(question))


def _question(question: Question, header: str) -> str | None:
    asked = None if question.attachments else bare(question.question)
    if not asked or len(asked) > LONGEST_QUESTION:
        return None
    titled = f"{header} · {asked}"
    return titled if header and len(titled) <= LONGEST_QUESTION else asked


def _explanation(question: Question) -> str:
    told = bare(question.answer) or ""
    fits = len(told) <= LONGEST_EXPLANATION and told.count("\n") <= MOST_LINE_FEEDS
    return told if fits and not question.answer_attachments else ""
