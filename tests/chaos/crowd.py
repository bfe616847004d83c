"""Two hundred people who study all at once: each does one thing after another, as soon as the bot has done its part."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from tests.emulator import Emulator, Message, Person, Press, PrivateChat

T = TypeVar("T")
Waiting = Iterator[Callable[[], bool]]

LOOKS_EVERY = 0.02
REVEAL, SKIP, KNEW, KNEW_NOT, UNDO = "👁 Ver respuesta", "⏭ Saltar", "✓ Sí", "✗ Aún no", "↩ Deshacer"


@dataclass(frozen=True)
class Topic:
    """A question of the small bank: how it is asked for, how it reads, and what people answer to it."""

    name: str
    prompt: str
    typed: tuple[str, ...] = ()
    pressed: tuple[str, ...] = ()


TOPICS = (
    Topic("sql", "¿Qué diferencia hay entre WHERE y HAVING?", typed=("filas y grupos", "ni idea")),
    Topic("machine learning", "¿Qué es el overfitting y cómo lo evitarías?", typed=("memoriza los datos", "dropout")),
    Topic("capitales", "¿Cuál es la capital de Francia?", typed=("Paris", "Roma")),
    Topic("redes", "¿Qué puerto usa HTTPS?", pressed=("443", "80", "22")),
    Topic("lógica", "Verdadero o falso: HTML es un lenguaje de programación", pressed=("Verdadero", "Falso")),
)


@dataclass(frozen=True)
class Act:
    """What somebody did: update `number`, at `at` (seconds since 1970, Telegram's clock).

    `what`: asks, types, picks, reveals, skips, grades, undoes; repeats, which is the thing before once more; or daily,
    when they find the question of the day, behind that update. `question` is the prompt that it is about; `words` is
    what was typed, or what the button says.
    """

    number: int
    at: float
    what: str
    question: str
    words: str = ""


@dataclass(eq=False)
class Learner:
    """Somebody with a mind of their own: the same seed, the same choices."""

    emulator: Emulator
    person: Person
    rng: Random
    scheduled: bool = False
    acts: list[Act] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    daily: Message | None = None
    waits_for: str = ""
    _seen: set[str] = field(default_factory=set)

    @property
    def chat(self) -> PrivateChat:
        """Their chat with the bot."""
        return self.emulator.private(self.person)

    def studies(self, rounds: int) -> Waiting:
        """So many questions, and the one of the day whenever it comes. Yields what they wait for."""
        topics = self.rng.sample(TOPICS, k=len(TOPICS))
        for number in range(rounds):
            yield from self._takes_the_daily_one()
            yield from self._round(topics[number % len(topics)])
        if self.scheduled:
            yield from self._waits("the question of the day", lambda: self._daily() is not None)
            yield from self._takes_the_daily_one()
        self.waits_for = ""

    def _round(self, topic: Topic) -> Waiting:
        self._says(f"/quiz {topic.name}", "asks", topic.prompt)
        yield from self._waits(f"a question of {topic.name}", lambda: self._asked(topic.prompt) is not None)
        question = self._asked(topic.prompt)
        assert question is not None
        self._seen.add(_data(question))
        way = self.rng.random()
        if way < 0.1:
            yield from self._skips(question, topic.prompt)
        elif way < 0.25:
            yield from self._looks(question, topic.prompt)
        elif topic.typed:
            yield from self._types(question, topic)
        else:
            yield from self._picks(question, topic)

    def _types(self, question: Message, topic: Topic) -> Waiting:
        words = self.rng.choice(topic.typed)
        mine = self._says(words, "types", topic.prompt, reply_to=question)
        if self.rng.random() < 0.1:
            self._says(words, "repeats", topic.prompt, reply_to=question)
        yield from self._waits("feedback", lambda: self._reply_to(mine) is not None)
        yield from self._grades(self._reply_to(mine), topic.prompt)

    def _picks(self, question: Message, topic: Topic) -> Waiting:
        self._presses(question, self.rng.choice(topic.pressed), "picks", topic.prompt)
        yield from self._waits("the marks of choices", lambda: _has(question, KNEW))
        yield from self._grades(question, topic.prompt)

    def _looks(self, question: Message, prompt: str) -> Waiting:
        self._presses(question, REVEAL, "reveals", prompt)
        yield from self._waits("the model answer", lambda: self._reply_to(question) is not None)
        yield from self._grades(self._reply_to(question), prompt)

    def _skips(self, question: Message, prompt: str) -> Waiting:
        self._presses(question, SKIP, "skips", prompt)
        yield from self._waits("the end of a skipped question", lambda: not question.buttons)

    def _grades(self, message: Message | None, prompt: str) -> Waiting:
        assert message is not None
        self._presses(message, self.rng.choice((KNEW, KNEW_NOT)), "grades", prompt)
        yield from self._waits("a way to take it back", lambda: _has(message, UNDO))
        if self.rng.random() < 0.2:
            self._presses(message, UNDO, "undoes", prompt)
            yield from self._waits("the grades again", lambda: _has(message, KNEW))
            self._presses(message, self.rng.choice((KNEW, KNEW_NOT)), "grades", prompt)
            yield from self._waits("a way to take it back again", lambda: _has(message, UNDO))

    def _takes_the_daily_one(self) -> Waiting:
        if self.daily is None and (message := self._daily()) is not None:
            self.daily, prompt = message, message.text.split("\n")[1]
            self._did("daily", prompt, "")
            way = self._looks if _has(message, REVEAL) else self._skips  # one of the bank has no answer
            yield from way(message, prompt)

    # --- what they do ---

    def _says(self, text: str, what: str, prompt: str, reply_to: Message | None = None) -> Message:
        message = _at_once(self.chat.says(text, reply_to=reply_to))
        self._did(what, prompt, text)
        return message

    def _presses(self, message: Message, label: str, what: str, prompt: str) -> None:
        code = message.button(label).data
        assert code is not None
        self.presses.append(_at_once(self.chat.press_code(self.person, message, code)))
        self._did(what, prompt, label)
        if self.rng.random() < 0.15:
            self.presses.append(_at_once(self.chat.press_code(self.person, message, code)))
            self._did("repeats", prompt, label)

    def _did(self, what: str, prompt: str, words: str) -> None:
        self.acts.append(Act(next(reversed(self.emulator.updates.all)), self.emulator.clock(), what, prompt, words))

    # --- what they see ---

    def _waits(self, what: str, happened: Callable[[], bool]) -> Waiting:
        self.waits_for = what
        yield happened

    def _asked(self, prompt: str) -> Message | None:
        """The question as a new message: what a crash had shown twice is known by its buttons."""
        found = (one for one in reversed(self.chat.from_bot) if prompt in one.text and one.text.startswith("📝"))
        return next((one for one in found if one.buttons and _data(one) not in self._seen), None)

    def _reply_to(self, message: Message) -> Message | None:
        found = (one for one in self.chat.from_bot if one.reply_to is message)
        return next((one for one in found if _has(one, KNEW)), None)

    def _daily(self) -> Message | None:
        return next((one for one in self.chat.from_bot if one.text.startswith("🌅")), None)


@dataclass
class Crowd:
    """All of them. `rounds` is how many questions each asks for."""

    learners: list[Learner]
    rounds: int

    async def studies(self) -> None:
        """Until everybody is done; many wait at the price of one."""
        lives = {learner: learner.studies(self.rounds) for learner in self.learners}
        waiting: dict[Learner, Callable[[], bool]] = {learner: lambda: True for learner in self.learners}
        while waiting:
            for learner in [one for one, happened in waiting.items() if happened()]:
                following = next(lives[learner], None)
                if following is None:
                    del waiting[learner]
                else:
                    waiting[learner] = following
            await asyncio.sleep(LOOKS_EVERY)

    @property
    def acts(self) -> int:
        """How much all of them have done."""
        return sum(len(learner.acts) for learner in self.learners)

    @property
    def stuck(self) -> list[str]:
        """Whom the bot keeps waiting, and for what."""
        waiting = [one for one in self.learners if one.acts and one.waits_for]
        return [f"{one.person.name} waits for {one.waits_for} after {one.acts[-1]}" for one in waiting]


def _at_once(doing: Coroutine[Any, Any, T]) -> T:
    """What people do in the emulator takes no time."""
    try:
        doing.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise AssertionError("that took time")


def _has(message: Message, label: str) -> bool:
    return any(label in button.label for button in message.buttons)


def _data(message: Message) -> str:
    """What only this question's buttons say."""
    return " ".join(button.data or "" for button in message.buttons)
