"""What the host of a bot does with other words for key points: takes them into the bank's own file, or does not."""

import logging
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from bot.bank import synonym_file
from bot.domain.allowances import DAY, USUAL, Allowance, Costly
from bot.domain.errors import NotKept, RepasoError
from bot.domain.synonyms import Proposal, Synonym
from bot.settings import Settings
from bot.store import synonyms
from bot.store.engine import Engine
from bot.study.visit import Account, Host

log = logging.getLogger(__name__)


class NotWritten(RepasoError):
    """The file of synonyms cannot be written."""


def host_of(settings: Settings, admins: Iterable[Account] = ()) -> Host:
    """What the settings say about who looks after the bot, where synonyms go, and what there are opinions on.

    These `admins` look after it, too.
    """
    gives_opinions = settings.llm_base_url is not None
    on_decks = gives_opinions and settings.llm_own_decks
    add = partial(_add, settings.synonyms_file)
    return Host(settings.host_admins | set(admins), add, gives_opinions, on_decks, _allowances(settings))


def _allowances(settings: Settings) -> Mapping[Costly, Allowance]:
    """The usual ones, with what the settings say."""
    stated = {
        Costly.UPLOAD: settings.uploads_per_day,
        Costly.PICTURE: settings.pictures_per_day,
        Costly.OPINION: settings.llm_per_day,
    }
    return {**USUAL, **{what: Allowance(most, DAY) for what, most in stated.items()}}


def waiting(engine: Engine) -> list[Proposal]:
    """What waits for an admin, oldest first."""
    with engine.begin() as db:
        return synonyms.waiting(db)


def decide(engine: Engine, settings: Settings, *, accept: Iterable[int], reject: Iterable[int]) -> list[int]:
    """Accepts and rejects proposals by their numbers; gives the numbers that do not wait. Raises NotWritten."""
    verdicts = [*((number, True) for number in accept), *((number, False) for number in reject)]
    return [number for number, accepted in verdicts if not _decided(engine, settings, number, accepted=accepted)]


def _decided(engine: Engine, settings: Settings, number: int, *, accepted: bool) -> bool:
    with engine.begin() as db:
        found = synonyms.proposal(db, number)
        if found is None:
            return False
        try:
            if accepted:
                synonym_file.add(settings.synonyms_file, found.synonym, found.asked)
        except OSError as error:
            raise NotWritten(
                f"{settings.synonyms_file} cannot be written: {error.strerror}. Nothing was changed."
            ) from error
        synonyms.decide(db, found, accepted=accepted)
        return True


def _add(path: Path, synonym: Synonym, asked: str) -> None:
    try:
        synonym_file.add(path, synonym, asked)
    except OSError as error:
        log.warning("%s cannot be written: %s", path, error.strerror)
        raise NotKept(str(error.strerror)) from error
