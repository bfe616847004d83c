"""The tables, as typed SQLAlchemy models; the keys that must hold are constraints here.

Statements are written as Core (`select(Card.due)`, `insert(Answer)`) on a `Connection`: the desk shares one
transaction between many updates, where an identity map would only cost time.
"""

from bot.store.columns import Base
from bot.store.tables.allowances import Allowance
from bot.store.tables.bank import Enclosure, Note, Question, Source, Upload, Variant
from bot.store.tables.days import (
    Absence,
    Day,
    Event,
    Goal,
    GroupDay,
    Heartbeat,
    Milestone,
    Nudge,
    Outage,
    Pause,
    Reminder,
    Repair,
    Tally,
    Weekdays,
    ZoneMove,
)
from bot.store.tables.deliveries import Answer, Delivery, Message, Schedule, Turn
from bot.store.tables.grading import Opinion, Proposal, Synonym
from bot.store.tables.linking import LinkAttempt, LinkCode
from bot.store.tables.memory import Agenda, Card, Counts, Fit, Review
from bot.store.tables.people import Account, Chat, ChatTopic, DayTopic, GroupRung, Learner, Member
from bot.store.tables.reports import Report
from bot.store.tables.rounds import Poll, Round, Step
from bot.store.tables.updates import Handled

__all__ = [
    "Absence",
    "Account",
    "Agenda",
    "Allowance",
    "Answer",
    "Base",
    "Card",
    "Chat",
    "ChatTopic",
    "Counts",
    "Day",
    "DayTopic",
    "Delivery",
    "Enclosure",
    "Event",
    "Fit",
    "Goal",
    "GroupDay",
    "GroupRung",
    "Handled",
    "Heartbeat",
    "Learner",
    "LinkAttempt",
    "LinkCode",
    "Member",
    "Message",
    "Milestone",
    "Note",
    "Nudge",
    "Opinion",
    "Outage",
    "Pause",
    "Poll",
    "Proposal",
    "Question",
    "Reminder",
    "Repair",
    "Report",
    "Review",
    "Round",
    "Schedule",
    "Source",
    "Step",
    "Synonym",
    "Tally",
    "Turn",
    "Upload",
    "Variant",
    "Weekdays",
    "ZoneMove",
]
