"""How many questions a day, and how hard: two pages of the settings."""

from collections.abc import Sequence

from bot.domain.actions import SetAmount, SetDifficulty, Settings
from bot.domain.conversation import Body, Button, Edit, Reply, Rows
from bot.domain.picking import NEW_CHOICES, REVIEWS_CHOICES
from bot.domain.question import Difficulty
from bot.store import people
from bot.study.visit import Visit
from bot.texts import messages as m

NEW, REVIEWS = "new", "reviews"
_CHOICES = {NEW: NEW_CHOICES, REVIEWS: REVIEWS_CHOICES}
_SIGNS = {NEW: "🌱", REVIEWS: "🔁"}
_WORDS = {
    None: m.ANY_DIFFICULTY,
    Difficulty.EASY: m.EASY_ONES,
    Difficulty.MEDIUM: m.MEDIUM_ONES,
    Difficulty.HARD: m.HARD_ONES,
}


def set_amount(visit: Visit, press: SetAmount) -> Reply:
    """How many new ones, or reviews, a day; the same page shows what holds now."""
    if press.amount not in _CHOICES.get(press.what, ()) or not visit.is_private:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    people.change_learner(visit.db, visit.learner.id, **{f"{press.what}_a_day": press.amount})
    return Reply(edits=(Edit(amount_buttons(visit), body=visit.say(m.WHICH_AMOUNT)),))


def set_difficulty(visit: Visit, press: SetDifficulty) -> Reply:
    """How hard the questions of this chat are."""
    if press.difficulty not in {"", *Difficulty}:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    chosen = Difficulty(press.difficulty) if press.difficulty else None
    people.change_chat(visit.db, visit.chat.id, difficulty=chosen)
    return Reply(edits=(Edit(difficulty_buttons(visit), body=visit.say(m.WHICH_DIFFICULTY)),))


def amount_buttons(visit: Visit) -> Rows:
    """A row for what is new, a row for reviews; ✓ marks what holds."""
    learner = people.learner_by_id(visit.db, visit.learner.id)
    rows = (_amounts(NEW, NEW_CHOICES, learner.new_a_day), _amounts(REVIEWS, REVIEWS_CHOICES, learner.reviews_a_day))
    return (*rows, _back(visit))


def _amounts(what: str, choices: Sequence[int], chosen: int) -> tuple[Button, ...]:
    labels = ((n, f"✓ {n}" if n == chosen else f"{_SIGNS[what]} {n}") for n in choices)
    return tuple(Button(label, SetAmount(what, n)) for n, label in labels)


def difficulty_buttons(visit: Visit) -> Rows:
    """Any, easy, medium, hard; ✓ marks what holds."""
    chosen = people.chat_by_id(visit.db, visit.chat.id).difficulty
    buttons = [Button(_marked(visit, one, chosen), SetDifficulty(one.value if one else "")) for one in _WORDS]
    return (tuple(buttons[:2]), tuple(buttons[2:]), _back(visit))


def _marked(visit: Visit, one: Difficulty | None, chosen: Difficulty | None) -> str:
    return f"✓ {visit.say.text(_WORDS[one])}" if one is chosen else visit.say.text(_WORDS[one])


def _back(visit: Visit) -> tuple[Button, ...]:
    return (Button(visit.say.text(m.BACK), Settings("")),)


def summary(visit: Visit) -> Body:
    """The lines of the settings: the learner's numbers (in private), and the chat's difficulty."""
    say, learner = visit.say, visit.learner
    numbers = say(m.SETTINGS_AMOUNT, new=learner.new_a_day, reviews=learner.reviews_a_day) if visit.is_private else ()
    return (*numbers, *say(m.SETTINGS_DIFFICULTY, difficulty=say.text(_WORDS[visit.chat.difficulty])))
