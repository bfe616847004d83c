"""Codes on buttons, and codes that strangers make up."""

from dataclasses import fields
from typing import get_type_hints
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import actions
from bot.domain.actions import Action, DailyOff, GradeAs, Hint, OpenPrivately, Settings, SetZone
from bot.domain.buttons import LONGEST, BadCode, decode, encode
from bot.domain.memory import Grade

IDS = st.integers(0, 2**52)
OF_KIND = {int: IDS, str: st.from_regex(r"[A-Za-z0-9_+/-]{0,20}", fullmatch=True), Grade: st.sampled_from(Grade)}
ACTIONS = [
    action
    for action in vars(actions).values()
    if isinstance(action, type) and issubclass(action, Action) and action is not Action
]


def any_of(action):
    hints = get_type_hints(action)
    return st.builds(action, **{field.name: OF_KIND[hints[field.name]] for field in fields(action)})


LETTERS = """
a Ask, h Hint, r Reveal, s Skip, sz Snooze,
c Choose, m Tick, k Check, v LookAt, g GradeAs, gm MoreGrades, gu Undo, gs SaidIt,
gp SaidPoint, gw SaidAs, j JudgeSynonym, q BeginRound, qn NextInRound, qm AskMissed, f Mistakes, fa AskMistakes,
dh SetHour, do AskHour, dx DailyOff, dt ToggleHour, dw ToggleWeekday, dn SetCount, ds Spread, di OnlyIfNeeded,
dq SetQuiet, dr SetNudge, td OpenDay, tw ToggleDayTopic, tm AddDayTopic, tc ClearDay,
z SetZone, zo AskZone, l SetLanguage, t Topics, tt ToggleTopic, ta AllTopics,
e Settings, ea SetAmount, ed SetDifficulty, eg SetGoal, eb ShowMe, ep SetPolls, ef SetFinals, ew SetPublishing,
et SetDiscussion,
u Decks, uo OpenDeck, ua AskFromDeck,
ue ExportDeck, ux RemoveDeck, w Why, wp PauseFor, wr Resume,
b OpenBoard, n Numbers, ng GroupNumbers, np ReportAs, nw NoWords, nx CloseReport,
y MyData, yx EraseMe, yl JoinMe, yp PartMe, p OpenPrivately, lw WelcomeIn, tb BeginWith
"""
"""Letters that have gone out on buttons: new ones may come, none of these may go or mean something else."""
FIELDS = """
Ask topic, Hint delivery ticked, Reveal delivery, Skip delivery, Snooze delivery minutes,
Choose delivery choice, Tick delivery ticked hinted,
Check delivery ticked, LookAt delivery, GradeAs delivery learner grade, MoreGrades delivery learner,
Undo delivery learner, SaidIt delivery learner, SaidPoint delivery learner point, SaidAs delivery learner point stamp,
JudgeSynonym proposal accept, BeginRound topic count exam, NextInRound round, AskMissed round, Mistakes page,
AskMistakes, SetHour hour first, AskHour, DailyOff, ToggleHour hour,
ToggleWeekday day, SetCount count, Spread start end count, OnlyIfNeeded on, SetQuiet start end, SetNudge hour,
OpenDay day page,
ToggleDayTopic day topic page, AddDayTopic days topic, ClearDay day,
SetZone zone first, AskZone, SetLanguage language, Topics page,
ToggleTopic topic page, AllTopics, Settings part, SetAmount what amount, SetDifficulty difficulty, SetGoal goal,
ShowMe shown, SetPolls on, SetFinals on, SetPublishing hour, SetDiscussion on,
Decks, OpenDeck deck, AskFromDeck deck, ExportDeck deck format, RemoveDeck deck sure, Why, PauseFor days, Resume,
OpenBoard board page, Numbers part, GroupNumbers chat, ReportAs delivery reason, NoWords, CloseReport report, MyData,
EraseMe learner sure, JoinMe code sure, PartMe learner sure, OpenPrivately payload, WelcomeIn language, BeginWith topic
"""
"""What their codes carry, in this order."""


@pytest.mark.parametrize("line", LETTERS.replace("\n", " ").split(","))
def test_a_button_sent_long_ago_still_means_the_same(line):
    """Its letters name the same action, with the same arguments in the same order."""
    letters, name = line.split()
    action = getattr(actions, name)
    told = [one.split() for one in FIELDS.replace("\n", " ").split(",")]
    names = next(given for named, *given in told if named == name)
    assert [field.name for field in fields(action)] == names
    kinds = get_type_hints(action)
    sample = {str: "x", int: "1", Grade: "3"}
    decoded = decode(":".join([f"1{letters}", *(sample[kinds[given]] for given in names)]))
    assert type(decoded) is action


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_has_a_code(action):
    """No meaning was forgotten in the table of letters."""

    @given(any_of(action))
    def comes_back_as_it_went(value):
        code = encode(value)
        assert code.isascii()
        assert len(code) <= LONGEST
        assert decode(code) == value
        assert type(decode(code)) is action

    comes_back_as_it_went()


def test_the_code_of_a_grade_is_short():
    """Delivery 100, learner 51, good."""
    assert encode(GradeAs(100, 51, Grade.GOOD)) == "1g:2s:1f:3"
    assert decode("1g:2s:1f:3") == GradeAs(100, 51, Grade.GOOD)


def test_a_grade_comes_back_as_a_grade():
    """Not as a bare number."""
    assert isinstance(decode("1g:1:1:4").grade, Grade)


def test_every_zone_fits_on_a_button():
    """The longest IANA name too."""
    for zone in available_timezones():
        assert decode(encode(SetZone(zone, 1))) == SetZone(zone, 1)


@pytest.mark.parametrize(
    "code",
    [
        *("", ":", "1", "2dx", "dx", "11dx", "1DX", "1zz", "1dx:", "1dx:1", "01dx", " 1dx", "1dx ", "1dx\n", "１dx"),
        *("1h", "1h:", "1r:1:2", "1h:01", "1h:00", "1h:-1", "1h:+1", "1h: 1", "1h:1\n", "1h:A", "1h:1_0", "1h:1.0"),
        *("1h:١", "1h:１", "1h:²", "1h;1", "1h|1", "1h,1", "1h：1", "1h:" + "9" * 13, "1h:" + "9" * 5000, "1h:1\x00"),
        *("1g:1:1:0", "1g:1:1:5", "1g:1:1", "1g:1:1:3:1", "1dh:09:00:1", "1z:Europe/Madrid", "1z:Éire:1"),
        *("1z:" + "a" * 49 + ":1", "1l:es\n", "1e:" + "a" * 200, "None", "null", "1g:2s:1f:3" * 9),
    ],
)
def test_a_forged_code_is_refused(code):
    """Other versions, letters, numbers of parts, digits and separators; numbers too large or with leading zeros."""
    with pytest.raises(BadCode):
        decode(code)


@given(st.text() | st.text("1adxghmrskcz:0éＡ ", max_size=20) | st.from_regex(r"1[a-z]{1,2}(:[a-z0-9]{0,14}){0,4}"))
def test_only_what_encode_writes_is_read(code):
    """Any text is either refused or is exactly the code of what it was read as."""
    try:
        action = decode(code)
    except BadCode:
        return
    assert encode(action) == code


@pytest.mark.parametrize(
    "action",
    [
        Hint(-1),
        Hint(36**12),
        SetZone("Europe:Madrid", 1),
        SetZone("Zürich", 1),
        Settings("a" * 49),
        OpenPrivately("a b"),
        GradeAs(36**12 - 1, 36**12, Grade.EASY),
    ],
)
def test_what_no_code_can_carry_is_refused_when_written(action):
    """A button that could not answer is never made."""
    with pytest.raises(ValueError, match=r"cannot be part of a button|does not fit"):
        encode(action)


def test_the_simplest_code():
    """A version and a letter."""
    assert encode(DailyOff()) == "1dx"
