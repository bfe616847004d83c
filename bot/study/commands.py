"""The one command table of all platforms, and what each button press does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain import actions
from bot.domain.actions import Action
from bot.domain.buttons import BadCode, decode
from bot.domain.conversation import ChatKind, Command, Incoming, Line, Platform, Press, Reply, Say, Span, Style
from bot.study import (
    amounts,
    answer,
    board,
    calling,
    day_topics,
    decks,
    doctor,
    group_stats,
    hours,
    judging,
    language,
    linking,
    mending,
    mistakes,
    my_data,
    nudge,
    other_words,
    own_days,
    pause,
    privately,
    publish_hour,
    quiet,
    quiz,
    ready,
    regrading,
    reporting,
    results,
    reveal,
    rounds,
    settings,
    snooze,
    start,
    stats,
    streak,
    topics,
    welcome,
    why,
)
from bot.study.admins import is_host_admin
from bot.study.aside import is_closed
from bot.study.command_words import spoken
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.messages import Message


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, what it does, and the words that describe it.

    `changes_chat`: with an argument it changes something for everybody, so that in a group only admins may.
    `offered_in`: where the platforms' menus show it; it works everywhere. `openly`: what it says is for the whole
    group, also where the platform can show it to the asker alone. `for_hosts`: only who looks after the bot has it
    in their /help. `only_on`: other platforms do not have it.
    """

    name: str
    run: Callable[[Visit, str], Reply]
    about: Message
    changes_chat: bool = False
    offered_in: tuple[ChatKind, ...] = (ChatKind.PRIVATE, ChatKind.GROUP)
    openly: bool = False
    for_hosts: bool = False
    only_on: Platform | None = None


def help_command(visit: Visit, argument: str) -> Reply:
    """`/help`: the commands with a few words each, by subject; in a group those that are of use there."""
    known = [[entry for entry in entries if _is_told(visit, entry)] for entries in _BY_SUBJECT]
    lines = [line for entries in known if entries for line in (Line(), *(_told(visit, entry) for entry in entries))]
    return Reply(says=(Say((*visit.say(m.HELP), *lines)),))


def _is_told(visit: Visit, entry: Entry) -> bool:
    if entry.for_hosts:
        return is_host_admin(visit)
    if not _is_here(visit, entry):
        return False
    return visit.is_private or ChatKind.GROUP in entry.offered_in


def _is_here(visit: Visit, entry: Entry) -> bool:
    return entry.only_on in {None, visit.chat.address.platform}


def _told(visit: Visit, entry: Entry) -> Line:
    return Line((Span(f"/{entry.name}", Style.PLAIN), Span(f" · {visit.say.text(entry.about)}")))


_BY_SUBJECT = (
    (
        Entry("start", start.start, m.ABOUT_START),
        Entry("quiz", quiz.quiz, m.ABOUT_QUIZ),
        Entry("exam", quiz.exam, m.ABOUT_EXAM, offered_in=(ChatKind.PRIVATE,)),
        Entry("mistakes", mistakes.mistakes_command, m.ABOUT_MISTAKES, offered_in=(ChatKind.PRIVATE,)),
        Entry("hint", reveal.hint_command, m.ABOUT_HINT, offered_in=(ChatKind.PRIVATE,)),
        Entry("reveal", reveal.reveal_command, m.ABOUT_REVEAL),
        Entry("skip", reveal.skip_command, m.ABOUT_SKIP, offered_in=(ChatKind.PRIVATE,)),
    ),
    (
        Entry("streak", streak.streak, m.ABOUT_STREAK, openly=True),
        Entry("pause", pause.pause, m.ABOUT_PAUSE, offered_in=(ChatKind.PRIVATE,)),
        Entry("resume", pause.resume, m.ABOUT_RESUME, offered_in=(ChatKind.PRIVATE,)),
        Entry("top", board.top, m.ABOUT_TOP, openly=True),
        Entry("stats", stats.stats_command, m.ABOUT_STATS, openly=True),
    ),
    (
        Entry("daily", welcome.daily_command, m.ABOUT_DAILY, changes_chat=True),
        Entry(
            "call",
            calling.call_command,
            m.ABOUT_CALL,
            changes_chat=True,
            offered_in=(ChatKind.GROUP,),
            only_on=Platform.DISCORD,
        ),
        Entry("publish", publish_hour.publish, m.ABOUT_PUBLISH, changes_chat=True, offered_in=(ChatKind.GROUP,)),
        Entry("timezone", welcome.timezone_command, m.ABOUT_TIMEZONE, changes_chat=True),
        Entry("language", language.language, m.ABOUT_LANGUAGE, changes_chat=True),
        Entry("topics", topics.topics_command, m.ABOUT_TOPICS, changes_chat=True),
        Entry("decks", decks.decks_command, m.ABOUT_DECKS, offered_in=(ChatKind.PRIVATE,)),
        Entry("settings", settings.settings, m.ABOUT_SETTINGS),
    ),
    (
        Entry("report", reporting.report, m.ABOUT_REPORT),
        Entry("doctor", doctor.doctor, m.ABOUT_DOCTOR),
        Entry(my_data.DATA, my_data.my_data, m.ABOUT_MY_DATA, offered_in=(ChatKind.PRIVATE,)),
        Entry(linking.LINK, linking.link, m.ABOUT_LINK, offered_in=(ChatKind.PRIVATE,)),
        Entry(linking.UNLINK, linking.unlink, m.ABOUT_UNLINK, offered_in=(ChatKind.PRIVATE,)),
        Entry(my_data.ERASE, my_data.delete_me, m.ABOUT_ERASE, offered_in=(ChatKind.PRIVATE,)),
        Entry("synonyms", judging.synonyms_command, m.ABOUT_SYNONYMS, offered_in=(), for_hosts=True),
        Entry("repair", mending.repair, m.ABOUT_REPAIR, offered_in=(), for_hosts=True),
        Entry("help", help_command, m.ABOUT_HELP),
    ),
)
TABLE = tuple(entry for entries in _BY_SUBJECT for entry in entries)
_BY_NAME = {name: entry for entry in TABLE for name in (*spoken(entry.name).values(), entry.name)}
"""Also by their names in each language: Discord shows those, and people write them elsewhere, too."""

# The argument is of the action's own type, which the key names: Callable cannot say so for a table.
_PRESSES: dict[type[Action], Callable[[Visit, Any], Reply]] = {
    actions.Ask: quiz.pressed,
    actions.Hint: reveal.hint,
    actions.Reveal: reveal.reveal,
    actions.Skip: reveal.skip,
    actions.Snooze: snooze.pressed,
    actions.Choose: answer.choose,
    actions.Tick: answer.tick,
    actions.Check: answer.check,
    actions.GradeAs: rounds.graded,
    actions.MoreGrades: regrading.more,
    actions.Undo: regrading.undo,
    actions.SaidIt: answer.said_it,
    actions.BeginRound: rounds.pressed,
    actions.NextInRound: rounds.next_pressed,
    actions.AskMissed: rounds.missed_pressed,
    actions.Mistakes: mistakes.page,
    actions.AskMistakes: mistakes.ask,
    actions.LookAt: results.look,
    actions.SetPolls: settings.set_polls,
    actions.SetFinals: settings.set_finals,
    actions.SetPublishing: publish_hour.pressed,
    actions.SetDiscussion: publish_hour.discussed,
    actions.SaidPoint: other_words.which_point,
    actions.SaidAs: other_words.keep_words,
    actions.JudgeSynonym: judging.judge,
    actions.SetHour: welcome.pressed_hour,
    actions.AskHour: welcome.ask_hour,
    actions.DailyOff: hours.pressed_off,
    actions.ToggleHour: hours.toggle_hour,
    actions.ToggleWeekday: hours.toggle_weekday,
    actions.SetCount: hours.set_count,
    actions.Spread: hours.spread_over,
    actions.OnlyIfNeeded: hours.only_if_needed,
    actions.SetQuiet: quiet.pressed,
    actions.SetNudge: nudge.pressed,
    actions.OpenDay: day_topics.opened,
    actions.ToggleDayTopic: day_topics.toggle,
    actions.AddDayTopic: day_topics.add,
    actions.ClearDay: day_topics.clear,
    actions.SetZone: welcome.pressed_zone,
    actions.AskZone: welcome.ask_zone,
    actions.SetLanguage: language.set_language,
    actions.WelcomeIn: welcome.pressed_language,
    actions.BeginWith: ready.begin_with,
    actions.Topics: topics.page,
    actions.ToggleTopic: topics.toggle,
    actions.AllTopics: topics.choose_all,
    actions.Decks: decks.listed,
    actions.OpenDeck: decks.opened,
    actions.AskFromDeck: decks.ask_from,
    actions.ExportDeck: decks.export,
    actions.RemoveDeck: decks.remove,
    actions.Settings: settings.opened,
    actions.SetGoal: own_days.set_goal,
    actions.ShowMe: own_days.show_me,
    actions.Why: why.pressed,
    actions.PauseFor: pause.pressed,
    actions.Resume: pause.pressed_resume,
    actions.OpenBoard: board.opened,
    actions.ReportAs: reporting.pressed,
    actions.NoWords: reporting.no_words,
    actions.CloseReport: reporting.close,
    actions.MyData: my_data.pressed,
    actions.EraseMe: my_data.erase,
    actions.JoinMe: linking.joined,
    actions.PartMe: linking.parted,
    actions.OpenPrivately: privately.pressed,
    actions.Numbers: stats.pressed,
    actions.GroupNumbers: group_stats.pressed,
    actions.SetAmount: amounts.set_amount,
    actions.SetDifficulty: amounts.set_difficulty,
}
_CHANGING = (
    actions.SetPolls,
    actions.SetFinals,
    actions.SetPublishing,
    actions.SetDiscussion,
    actions.SetHour,
    actions.DailyOff,
    actions.ToggleHour,
    actions.ToggleWeekday,
    actions.SetCount,
    actions.Spread,
    actions.OnlyIfNeeded,
    actions.SetQuiet,
    actions.ToggleDayTopic,
    actions.AddDayTopic,
    actions.ClearDay,
    actions.SetZone,
    actions.SetLanguage,
    actions.ToggleTopic,
    actions.AllTopics,
    actions.SetDifficulty,
)


def run_command(visit: Visit, command: Command) -> Reply:
    """Runs a command. An unknown one gets a sentence; without our name, in a group, it may be another bot's."""
    entry = _BY_NAME.get(command.name)
    if entry is None or not _is_here(visit, entry):
        is_ours = visit.is_private or command.addressed
        return Reply(says=(Say(visit.say(m.UNKNOWN_COMMAND, name=command.name)),)) if is_ours else Reply()
    if not _may(visit):
        return Reply(says=(Say(visit.say(m.ADMINS_ONLY)),))
    if entry.changes_chat and is_closed(visit):
        return Reply(says=(Say(visit.say(m.START_FIRST)),))
    return entry.run(visit, command.argument.strip())


def run_press(visit: Visit, press: Press) -> Reply:
    """Runs a press; a code that is not ours gets a notice."""
    action = _action(press)
    run = _PRESSES.get(type(action)) if action else None
    if action is None or run is None:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    if not _may(visit):
        return Reply(notice=visit.say.text(m.ADMINS_ONLY))
    return run(visit, action)


def needs_admin(incoming: Incoming) -> bool:
    """Whether this changes something for a whole group, so that the edge has to ask who the sender is there."""
    if incoming.place.kind is ChatKind.PRIVATE:
        return False
    if isinstance(incoming.what, Command):
        entry = _BY_NAME.get(incoming.what.name)
        return bool(entry and entry.changes_chat and incoming.what.argument.strip())
    return isinstance(incoming.what, Press) and isinstance(_action(incoming.what), _CHANGING)


def _may(visit: Visit) -> bool:
    return visit.incoming.sender.is_admin or not needs_admin(visit.incoming)


def _action(press: Press) -> Action | None:
    try:
        return decode(press.code)
    except BadCode:
        return None
