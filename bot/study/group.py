"""What a group sees of its members' answers: how many there are, and nothing else."""

from bot.domain.conversation import ChatKind, Edit, Reply
from bot.domain.delivery import Delivery
from bot.domain.learner import Chat
from bot.store import deliveries, people, polls, publications
from bot.store.bank import question_in
from bot.study import publishing
from bot.study.asking import GAP, question_body, question_buttons
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

LONGEST_TO_EDIT = 3000
"""A longer question stands in several messages, and its first lines would have to be sent again."""


def count_edits(visit: Visit, delivery: Delivery) -> tuple[Edit, ...]:
    """The change that shows the new number of answers in the group's question, if this delivery has to do with one.

    A poll counts its votes itself.
    """
    if visit.is_private and delivery.root == delivery.id:
        return ()
    shared = deliveries.delivery_by_id(visit.db, delivery.root)
    chat = people.chat_by_id(visit.db, shared.chat) if shared else None
    message = deliveries.message_of(visit.db, shared.id) if shared else None
    if not shared or not chat or not message or chat.kind is ChatKind.PRIVATE or polls.is_poll(visit.db, shared.id):
        return ()
    if publishing.is_in_place(chat) and publications.published_at(visit.db, shared.id):
        changed = publishing.in_place(visit.db, chat, shared, visit.now)
        return (changed,) if changed else ()
    say = Sentences(chat.language)
    question = question_in(visit.db, shared.question, chat.language)
    if len(question.question) > LONGEST_TO_EDIT:
        return ()
    counted = publishing.how_many(say, chat, deliveries.answered_by(visit.db, shared.id))
    until = publishing.announced(say, chat, shared, visit.now)
    body = (*question_body(shared, question, say, in_group=True, until=until), GAP, *counted)
    rows = question_buttons(shared, question, say, in_group=True)
    return (Edit(rows, body=body, message=message, to=chat.address, whole=True),)


def closed(visit: Visit) -> Reply:
    """What a press hears when the answer is published already; in the group the buttons go, if they have not gone."""
    edits = () if visit.is_private or publishing.is_in_place(visit.chat) else (Edit(),)
    return Reply(edits=edits, notice=visit.say_privately.text(m.ALREADY_PUBLISHED))


def private_edits(visit: Visit, delivery: Delivery, private: Chat) -> tuple[Edit, ...]:
    """Takes the buttons away from the question in the learner's private chat, once it is answered in the group."""
    here = deliveries.privately(visit.db, delivery.root, private.id)
    message = deliveries.message_of(visit.db, here.id) if here else None
    return (Edit(message=message, to=private.address),) if message else ()
