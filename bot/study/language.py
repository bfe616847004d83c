"""Which language the bot speaks here."""

from bot.domain.actions import SetLanguage, Settings
from bot.domain.conversation import Button, Edit, Reply, Rows, Say
from bot.domain.folding import fold
from bot.store import people
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.catalog import LANGUAGES
from bot.texts.sentences import Sentences

NAMES = {"es": "Español", "en": "English"}
_SPELLINGS = {
    "es": {"es", "espanol", "castellano", "spanish"},
    "en": {"en", "ingles", "english"},
}


def language(visit: Visit, argument: str) -> Reply:
    """`/language`, `/language es`, `/language English`."""
    if not argument:
        return Reply(says=(Say(visit.say(m.WHICH_LANGUAGE), language_buttons()),))
    chosen = _read(argument)
    if chosen is None:
        return Reply(says=(Say(visit.say(m.UNKNOWN_LANGUAGE, language=argument), language_buttons()),))
    speak(visit, chosen)
    return Reply(says=(Say(Sentences(chosen)(m.LANGUAGE_SAVED)),))


def language_buttons() -> Rows:
    """A button for each language, by its own name."""
    return (tuple(Button(NAMES[language], SetLanguage(language)) for language in LANGUAGES),)


def set_language(visit: Visit, press: SetLanguage) -> Reply:
    """A language was pressed."""
    if press.language not in LANGUAGES:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    speak(visit, press.language)
    say = Sentences(press.language)
    return Reply(edits=(Edit(((Button(say.text(m.BACK), Settings("")),),), body=say(m.LANGUAGE_SAVED)),))


def speak(visit: Visit, chosen: str) -> None:
    """From now on this language: in private for the learner, in a group for all."""
    people.set_chat_language(visit.db, visit.chat.id, chosen)
    if visit.is_private:
        people.set_learner_language(visit.db, visit.learner.id, chosen)


def _read(argument: str) -> str | None:
    word = fold(argument).strip().split("-")[0]
    return next((language for language, spellings in _SPELLINGS.items() if word in spellings), None)
