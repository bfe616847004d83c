"""What a learner is told of yesterday above the first question of the day, and what a pause holds back."""

from datetime import date, timedelta

import pytest

from bot.domain.delivery import DeliveryState
from bot.domain.pauses import Pause
from bot.domain.streak import day_ends_at
from bot.store import days, pauses, people
from bot.study.desk import Desk
from bot.study.visit import Defaults
from tests.push.test_pusher import Post
from tests.store.builders import MADRID, NOW, TODAY, a_chat, a_credit, a_learner, questions
from tests.study.town import plain

DAY = timedelta(days=1)


@pytest.fixture
async def post(engine):
    """A bank of five questions."""
    with engine.begin() as db:
        questions(db, *(f"Question {number}?" for number in range(5)))
    with Desk(engine, Defaults(MADRID, "en"), clock=lambda: NOW) as desk:
        yield Post(engine, desk)


def ana_with(engine, credited: int, *, until: date):
    """A learner in her private chat, with so many credited days in a row."""
    with engine.begin() as db:
        ana, chat = a_learner(db, 1), a_chat(db, 1)
        people.join(db, chat.id, ana.id, NOW)
        for number in range(credited):
            day = until - number * DAY
            days.credit(db, ana.id, a_credit(day), day_ends_at(day, MADRID))
        return ana


async def first_lines(post: Post) -> list[str]:
    """What is above the heading of each question that is sent."""
    await post.drain()
    return [plain(say.body).split("🌅")[0].strip() for say in post.outbox.said]


async def test_a_freeze_that_was_spent(post, engine):
    """It is said once, with the first question of the day."""
    ana_with(engine, 7, until=TODAY - 2 * DAY)
    post.reserve(1)
    assert await first_lines(post) == [
        "❄ You had no time yesterday: a freeze kept your streak of 7 days.\nYou have 0 left."
    ]
    post.reserve(1, slot="20:00#1")
    assert (await first_lines(post))[1:] == [""]


async def test_a_missed_day(post, engine):
    """Without blame, with the way to make it good."""
    ana_with(engine, 3, until=TODAY - 2 * DAY)
    post.reserve(1)
    assert await first_lines(post) == [
        "🔧 A day slipped by. Answer 4 questions today and your streak of 3 days is back."
    ]


@pytest.mark.parametrize(("credited", "until"), [(0, TODAY), (1, TODAY - 2 * DAY), (3, TODAY - DAY), (3, TODAY)])
async def test_nothing_to_tell(post, engine, credited, until):
    """No streak, one of a single day, or one that goes on."""
    ana_with(engine, credited, until=until)
    post.reserve(1)
    assert await first_lines(post) == [""]


async def test_a_pause_holds_pushes_back(post, engine):
    """They are skipped, so that nothing piles up; the day after the pause they come again."""
    ana = ana_with(engine, 3, until=TODAY - DAY)
    with engine.begin() as db:
        pauses.add_pause(db, ana.id, Pause(TODAY, TODAY))
    post.reserve(1)
    assert await first_lines(post) == []
    assert post.states() == {1: [DeliveryState.SKIPPED]}
    post.now += DAY
    post.reserve(1, slot="10:00#1", due=post.now)
    assert await first_lines(post) == [""]
