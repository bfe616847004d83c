"""Every sentence the bot says, in English; `locales/es` says them in Spanish.

`**bold**`, `_italic_` and `` `code` `` mark how a piece looks; `{name}` is filled in later and never read as markup.
A sentence with two forms is counted by its `n`. The order is the order of a learner's day.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be translated; `plural` is its form for other numbers than one."""

    text: str
    plural: str | None = None


def N_(text: str, plural: str | None = None) -> Message:  # gettext's customary name: Babel extracts by it
    """Marks a sentence for extraction."""
    return Message(text, plural)


# Welcome
WELCOME = N_("Hi, {name}! Every day I ask you something from your notes and help you remember it. What time suits you?")
WELCOME_BACK = N_("Good to see you, {name}! Shall I ask you a question?")
WELCOME_BACK_TO = N_("Good to see you, {name}! This one is still waiting for you.")
WELCOME_GROUP = N_("👋 Hi! I am Repaso. Every day I ask this group something from the notes, for all to remember.")
HOW_GROUPS_ANSWER = N_("✍ To answer, reply to my message or press “Answer in private”. How it went only you will see.")
WHO_CONFIGURES = N_(
    "⚙ The group's admins choose the hour (`/daily 09:00`) and all the rest in /settings. Shall we start with one?"
)
OTHER_HOUR = N_("Another time")
TYPE_HOUR = N_("Write it like this: `/daily 07:30`. Several hours work too: `/daily 09:00 20:00`.")
TYPE_FIRST_HOUR = N_("What time suits you? Write it to me: `7:30`, `9 pm`… Several work too: `9:00 20:00`.")
NOT_AN_HOUR = N_("_{word}_ is not an hour of the day. What time suits you?")
ASK_CLOCK = N_("At {hour}. What time is it where you are now?")
CLOCK = N_("{hour} {city}")
AT_HOUR = N_("at {hour}")
ON_DAY_AT_HOUR = N_("on {date} at {hour}")
OTHER_ZONE = N_("Elsewhere")
TYPE_ZONE = N_("Write your city like this: `/timezone Madrid`.")
TYPE_PLACE = N_("Where are you? Write me your city or your country.")
OR_LOCATION = N_("Or share your location (📎): I only read the time zone off it, right here, and keep nothing of it.")
UNKNOWN_PLACE = N_("I don't know _{zone}_. Write me the nearest large city, or what time it is where you are.")
NOWHERE = N_("I know no time zone there. What time is it where you are now?")
NO_SUCH_CLOCK = N_("No clock that I know shows that now. Which one is yours? Or write me your city.")
WHICH_OF_THESE = N_("Which of these is your clock?")
READY = N_("Done: every day at {hour}, {city} time. You can change it with /settings. Shall we start with one?")
READY_FOR_ONE = N_("You can change it with /settings. Shall we start with one?")
BEGIN_WITH_ALL = N_("📚 I ask about everything. If you prefer one topic only, press it first.")
BEGIN_WITH_SOME = N_("📚 I ask about {n} topic.", "📚 I ask about {n} topics.")
FIRST_QUESTION = N_("▶ First question")
CHOOSE_TOPICS = N_("📚 Choose topics")

# A question
TODAYS_QUESTION = N_("🌅 **Today's question** · {topic}")
GROUP_QUESTION = N_("🌅 **Question for the group** · {topic}")
QUESTION_NOW = N_("📝 **{topic}**")
HOW_IN_GROUP = N_("Reply to this message, or answer in private so as not to give it away.")
SEVERAL_RIGHT = N_("Choose all that are right.")
HINT = N_("💡 Hint")
REVEAL = N_("👁 Show answer")
REVEAL_IN_GROUP = N_("👁 Show answer (only to you)")
ANSWER_PRIVATELY = N_("✍ Answer in private")
SKIP = N_("⏭ Skip")
SNOOZE = N_("⏰ In 1 hour")
SNOOZED_UNTIL = N_("⏰ I'll bring it again at {hour}. You can still answer it now.")
SNOOZED_UNTIL_DAY = N_("⏰ I'll bring it again on {date} at {hour}. You can still answer it now.")
ASKED_AGAIN = N_("⏰ Here it is again, as you asked.")
CHECK = N_("Check")
NO_HINT = N_("This one has no hint.")
NO_QUESTIONS = N_("There are no questions here yet: whoever hosts the bot can load notes with `repaso bank sync`.")
NO_QUESTIONS_CHOSEN = N_("None of the topics chosen here has questions now. Choose others in /topics.")
NONE_SO_HARD = N_("Nothing that is chosen here has this difficulty. Choose another one, or other topics.")
BACKLOG = N_("{n} questions wait for a review; today I ask you {most}, the most urgent first.")
ENOUGH_REVIEWS = N_("You have done today's {n} reviews; this one is extra.")
ENOUGH_NEW = N_("You have had today's {n} new ones; this one is extra.")
UNKNOWN_TOPIC = N_("I don't know the topic _{topic}_. All of them are in /topics.")
UNKNOWN_TOPIC_NEAR = N_("I don't know the topic _{topic}_. Did you mean _{near}_?")
YES = N_("▶ Yes")
NOTHING_OPEN = N_("There is no open question. Shall I ask you one?")
ANOTHER = N_("▶ Another")

# A round
QUESTION_IN_ROUND = N_("📝 **{topic}** · {place}/{total}")
QUESTION_IN_EXAM = N_("🎓 **{topic}** · {place}/{total}")
NEXT_IN_ROUND = N_("▶ Next ({place}/{total})")
GO_ON_GRADING = N_("▶ Go on grading")
TO_RESULTS = N_("▶ See the result")
ROUND_SHORTER = N_(
    "There is only {n} question of that: here it is.", "There are only {n} questions of that: here they are."
)
ROUND_AT_MOST = N_("I ask at most {n} in a row: here they are.")
ROUND_BOUNDS = N_("A round has from 1 to {n} questions, and {count} is not that. Write it like this: `/quiz 5`.")
EXAM_BOUNDS = N_("An exam has from 1 to {n} questions, and {count} is not that. Write it like this: `/exam 10`.")
ROUND_LEFT = N_("We leave the earlier round at {place} of {total}.")
EXAM_BEGINS = N_(
    "🎓 Exam of {n} question: no hints, and the result comes at the end.",
    "🎓 Exam of {n} questions: no hints, and the result comes at the end.",
)
NOTED = N_("✎ Noted, {place}/{total}.")
YOUR_CHOICE = N_("✎ You chose: {choice}")
YOU_WROTE = N_("✎ You wrote: _{typed}_")
EXAM_NO_HELP = N_("No hints during an exam: answer it, or skip it with /skip. Everything comes at the end.")
EXAM_NO_WORDS = N_("I find no answer in that. Write it in your own words, or skip it with /skip.")
ROUND_PRIVATELY = N_("A round is between you and me: I'll ask you in private.")
OPEN_ROUND = N_("▶ Start in private")
ROUND_EMPTY = N_("None of this round's questions is left: they are not in the notes any more.")
ROUND_OVER = N_("That round is over. Shall we begin another with /quiz 5?")
NOTHING_OPEN_IN_ROUND = N_("No question is open, and your round is waiting. Shall we go on?")

# How a round went
ROUND_DONE = N_("🏁 **Round finished**: you knew {n} of {total}, in {time}.")
ROUND_ALL_KNOWN = N_("🏁 **Round finished**: you knew all {total}, in {time}!")
EXAM_SCORE = N_("🎓 **Exam handed in**: {n} of {total} right, in {time}.")
EXAM_HANDED_IN = N_("🎓 **Exam handed in**, in {time}.")
EXAM_PARTLY = N_("{n} more was partly right.", "{n} more were partly right.")
EXAM_TO_MARK = N_(
    "{n} is in your own words: compare it and grade yourself.",
    "{n} are in your own words: compare them and grade yourself.",
)
EXAM_MARKED = N_("🎓 **Exam graded**: you knew {n} of {total}, in {time}.")
MARK_THIS = N_("✍ **To grade, {place} of {total}** · {topic}")
TO_LOOK_AT = N_("To look at again:")
MISSED_ONE = N_("{number}. {question}")
MISSED_ONE_BACK = N_("{number}. {question} · {date}")
SKIPPED_ONE = N_("{number}. ⏭ {question}")
OTHERS_BACK = N_("The others come back: {dates}.")
ALL_BACK = N_("They come back: {dates}.")
DATE_AND_COUNT = N_("{date} ({n})")
LATER_AND_COUNT = N_("later ({n})")
SECONDS = N_("{n} second", "{n} seconds")
MINUTES = N_("{n} minute", "{n} minutes")
SEE_ONE = N_("👁 {number}")
ASK_MISSED = N_("🔁 Ask these again ({n})")

# What was missed
MISTAKES = N_(
    "🔁 **{n} question that got away from you** in the last 30 days:",
    "🔁 **{n} questions that got away from you** in the last 30 days:",
)
MISTAKE = N_("{number}. {question} · {topic}, {date}")
ASK_MISTAKES = N_("▶ Ask me these ({n})")
NO_MISTAKES = N_("Nothing has got away from you in the last 30 days. Well done! Shall I ask you one?")
MISTAKES_PRIVATELY = N_("What got away from you is nobody else's business: I'll show it to you in private.")
OPEN_MISTAKES = N_("👀 See it in private")

# Answers
IDEAS = N_("You mentioned {n} of {total} ideas:")
QUOTED = N_("“{text}”")
WROTE_NOT = N_("You wrote _not_ with {points}, and the notes say it without. Did you mean that?")
WROTE_NO_NOT = N_("The notes say {points}, and you wrote it without _not_. Did you mean that?")
MODEL_ANSWER = N_("**Model answer**")
NO_MODEL_ANSWER = N_("The notes have no answer for this one.")
DID_YOU_KNOW = N_("Did you know it?")
RIGHT = N_("✓ That's it!")
WRONG_SHORT = N_("✗ It was _{answer}_. (You wrote _{typed}_.)")
UNIT_MISSING = N_("◐ The number is right, but its unit is missing: it was _{answer}_.")
UNIT_WRONG = N_("✗ The number is right, the unit is not: it was _{answer}_. (You wrote _{typed}_.)")
I_HAD_IT = N_("I had it right")
COUNTED = N_("Fine, it counts as right.")
RIGHT_CHOICE = N_("✓ Right!")
PARTLY = N_("Almost: {n} of {total} right.")
PARTLY_AND_MORE = N_("Almost: {n} of {total} right, and {extra} too many.")
WRONG_CHOICE = N_("✗ Not this time.")
WHICH_CHOICE = N_("Press one of the choices, or write its letter.")
TICK_FIRST = N_("Tick at least one choice first.")
NO_WORDS = N_("I find no words in that. Write it in your own words, or press 👁 to see the answer.")
COPIED = N_("That is the question itself. Write what you know about it, or press 👁 to see the answer.")
ONLY_TEXT = N_("I can only read text. Write your answer, or press 👁 to see the model answer.")
OF_A_BOT = N_("A bot wrote that. Tell me in your own words.")
CANNOT_READ = N_("I cannot read that reply: leave the @ on when you reply, or press “✍ Answer in private”.")
STREAK_TODAY = N_("🔥 Streak: {n} day", "🔥 Streak: {n} days")
STREAK_REPAIRED = N_(
    "🔧 You have made the missed day good. 🔥 Streak: {n} day",
    "🔧 You have made the missed day good. 🔥 Streak: {n} days",
)
SKIPPED = N_("No problem; I'll keep it for another day.")
KEPT_AFTER_REVEAL = N_("Kept. You had seen the answer already, so it earns nothing more.")
ALREADY_DONE = N_("You have finished this question already.")
ALREADY_ANSWERED = N_("You have answered this one already; your first answer counts.")

# “I did say it”
I_SAID_IT = N_("✋ I did say it")
WHICH_IDEA = N_("Which idea did you say?")
WHICH_WORDS = N_("In which words did you say “{point}”?")
NO_OTHER_WORDS = N_("I find no other words in your answer: the list explains all of them.")
SAID_ALREADY = N_("That idea counts as said already.")
SAID_KEPT = N_("Noted: from now on it counts for you. Whoever looks after the notes will see it too.")
TOO_MANY_SYNONYMS = N_("You have added as many words to this question as I can keep.")

# A second opinion
OPINION = N_("🤖 **A machine's opinion.** It can be wrong, and you are the one who grades.")
OPINION_MET = N_("✓ It finds: {points}.")
OPINION_MISSING = N_("○ It misses: {points}.")
OPINION_WRONG = N_("✗ It doubts: {claim}")
OPINION_ADVICE = N_("💡 {advice}")
LAST_OPINION = N_(
    "🤖 That is {n} second opinion within a day, all that there is. The next one comes {when}.",
    "🤖 That is {n} second opinions within a day, all that there are. The next one comes {when}.",
)

# For those who look after the bot
HOSTS_ONLY = N_("Only those who look after this bot can do that.")
SYNONYMS_IN_PRIVATE = N_("That is for our private chat: ask me for /synonyms there.")
NO_SYNONYMS = N_("No synonym waits. Thank you!")
SYNONYMS_WAIT = N_("🔤 **{n} synonym waits**", "🔤 **{n} synonyms wait**")
IS_SYNONYM = N_("Does _{words}_ say the idea _{point}_?")
ACCEPT = N_("✓ Accept")
REJECT = N_("✗ Reject")
SYNONYM_ACCEPTED = N_("Accepted: it counts for everybody now.")
SYNONYM_REJECTED = N_("Rejected: it goes on counting for who said it.")
SYNONYM_GONE = N_("That one is decided already.")
SYNONYM_NOT_WRITTEN = N_("I cannot write the file of synonyms, so nothing is decided. Its log says why.")

# In a group
HAVE_ANSWERED = N_("{n} of {total} have answered.")
HAVE_ANSWERED_SO_FAR = N_("{n} has answered.", "{n} have answered.")
ANSWER_AT = N_("The answer is published at {hour}.")
ANSWER_TOMORROW = N_("The answer is published tomorrow at {hour}.")
PUBLISHED = N_("📣 **{topic}**")
TOOK_PART_OF = N_("🙋 {n} of {total} took part: {names}.", "🙋 {n} of {total} took part: {names}.")
TOOK_PART = N_("🙋 {n} took part: {names}.", "🙋 {n} took part: {names}.")
OTHERS = N_("{n} more", "{n} more")
NOBODY_TOOK_PART = N_("🙋 Nobody answered this time.")
ALREADY_PUBLISHED = N_("The answer to this one is out already: you find it in the group.")
SENT_PRIVATELY = N_("I sent it to you in private.")
ONLY_YOU_SEE = N_("🔒 What I show you here, nobody else in the group sees.")
ANSWER_ALONE = N_("Reply to this message: nobody else sees your answer.")
GO_TO_PRIVATE = N_("Open your chat with me and press Start, then press here again: nobody else sees it.")
START_FIRST = N_("Open your chat with me, press Start, and write that there: until then I cannot write to you.")
ANSWER_NOTE = N_("Model answer: {answer}")
OPEN_PRIVATE_FIRST = N_("Press “Answer in private” once: I'll show it to you there, and nobody else sees it.")
OLD_LINK = N_(
    "That link opens nothing any more. In your group, reply to the question itself, or ask for a new one there."
)
FEEDBACK_WAITS = N_("Got it! The result is for you alone: open it in private.")
ANSWER_HERE = N_("✍ Answer")
YOUR_ANSWER = N_("Your answer")
IN_YOUR_WORDS = N_("In your own words")
CANNOT_WRITE_TO_YOU = N_(
    "I cannot write to you in private: allow direct messages from this server, or use the buttons below my question."
)
MAY_NOT_WRITE = N_("I may not write here. Whoever runs the server can give me these permissions: {permissions}.")
CALLS_NOBODY = N_("My questions of the day mention nobody here. With `/call @role` they mention a role.")
CALLS_SOMEBODY = N_("My questions of the day mention a role here. Choose the same one again in `/call`, and they stop.")
CALLS_FROM_NOW = N_("From now on my questions of the day mention that role.")
CALLS_UNHEARD = N_(
    "⚠ But nobody would be notified yet: switch on **Allow anyone to @mention this role** for it, or give me the "
    "permission **Mention @everyone, @here, and All Roles**."
)
WHICH_ROLE = N_("Choose the role that my questions of the day mention: `/call @role`.")
NOT_HERE = N_("Here I cannot do anything: write to me in a text channel, in a thread, or in private.")
TOPIC_MOVED = N_(
    "The topic that I asked in is gone, so my questions come here. For another topic, write `/daily 9:00` there."
)
TOPIC_SHUT = N_(
    "A topic is closed, and I have something for it: open it, or make me an admin who may manage topics. I try again "
    "for some hours."
)
THREAD_GONE = N_(
    "The thread **{name}** is gone, and so are its questions. `/daily 09:00` has them come here, or in another thread."
)
PERMISSION_VIEW = N_("View Channel")
PERMISSION_SEND = N_("Send Messages")
PERMISSION_SEND_IN_THREADS = N_("Send Messages in Threads")
PERMISSION_THREADS = N_("Create Public Threads")
PERMISSION_FILES = N_("Attach Files")
PERMISSION_HISTORY = N_("Read Message History")
PERMISSION_REACTIONS = N_("Add Reactions")
SOME_MISSING = N_("So that everything works here, I also need these permissions: {permissions}.")
ALL_MISSING = N_(
    "I am in {server} now, but I may not write in any of its channels. I need these permissions there: {permissions}."
)
SEE_FEEDBACK = N_("👀 See my result")
NOT_YOURS = N_("These buttons are for the person who answered.")
ADMINS_ONLY = N_("Only the admins of this group can change that.")

# Grades
NOT_YET = N_("✗ Not yet · {when}")
KNEW_IT = N_("✓ Yes · {when}")
MORE_GRADES = N_("…")
AGAIN = N_("Again · {when}")
HARD = N_("Hard · {when}")
GOOD = N_("Good · {when}")
EASY = N_("Easy · {when}")
TOMORROW = N_("tomorrow")
IN_DAYS = N_("in {n} day", "in {n} days")
IN_MONTHS = N_("in {n} month", "in {n} months")
IN_YEARS = N_("in {n} year", "in {n} years")
COMES_BACK = N_("It comes back on {date}.")
MILESTONE_WEEK = N_("🎉 **7 days in a row!** This is how a habit begins. Share the picture if you like.")
MILESTONE_MONTH = N_("🎉 **30 days in a row!** A whole month. Share the picture if you like.")
MILESTONE_HUNDRED = N_("🎉 **100 days in a row!** Few get this far. Share the picture if you like.")
MILESTONE_YEAR = N_("🎉 **365 days in a row!** A whole year. Share the picture if you like.")
DAYS_IN_A_ROW = N_("🔥 {n} day in a row.", "🔥 {n} days in a row.")
UNDO = N_("↩ Undo")
UNDONE = N_("Undone. How did it go?")
CANNOT_UNDO = N_("You have graded this question again since; that one stays.")

# Streak and board
STREAK = N_("🔥 **{n} day in a row** (record: {longest}).", "🔥 **{n} days in a row** (record: {longest}).")
NO_STREAK = N_("No streak yet: answer one question and it begins.")
NO_STREAK_WITH_GOAL = N_("No streak yet: it begins with a day of {n} questions.")
STREAK_LOST = N_("Your streak is at 0 (record: {longest}). One question today and it starts again.")
STREAK_LOST_WITH_GOAL = N_("Your streak is at 0 (record: {longest}). With {n} questions today it starts again.")
TODAY_COUNTS = N_("Today already counts.")
TODAY_PENDING = N_("Today is still open: it ends at {hour}.")
GOAL_SO_FAR = N_("Today: {done} of {goal}.")
FREEZES_HELD = N_("❄ You have {n} freeze.", "❄ You have {n} freezes.")
FREEZES_LEFT = N_("You have {n} left.")
FREEZE_SPENT = N_(
    "❄ You had no time yesterday: a freeze kept your streak of {n} day.",
    "❄ You had no time yesterday: a freeze kept your streak of {n} days.",
)
REPAIR_OFFERED = N_(
    "🔧 A day slipped by. Answer {questions} questions today and your streak of {n} day is back.",
    "🔧 A day slipped by. Answer {questions} questions today and your streak of {n} days is back.",
)
WHY = N_("Why?")
WHY_HEADING = N_("🔎 **Your last 14 days**")
WHY_CREDITED = N_("✓ {day}: {n} question, counted at {hour}", "✓ {day}: {n} questions, counted at {hour}")
WHY_CREDITED_ELSEWHERE = N_(
    "✓ {day}: {n} question, counted at {hour} ({zone})", "✓ {day}: {n} questions, counted at {hour} ({zone})"
)
WHY_CREDITED_EARLIER = N_("✓ {day}: it counted")
WHY_FROZEN = N_("❄ {day}: a freeze kept it")
WHY_REPAIRED = N_("🔧 {day}: you made it good")
WHY_REPAIRED_BY = N_("🔧 {day}: {author} repaired it: {reason}")
HOST = N_("who looks after the bot")
WHY_PAUSED = N_("⏸ {day}: paused")
WHY_MISSED = N_("✗ {day}: nothing answered")
WHY_SOME = N_("✗ {day}: {n} of {goal} questions")
WHY_PENDING = N_("· {day}: still open, until {hour}")
WHY_PENDING_SOME = N_("· {day}: {n} of {goal} so far, open until {hour}")
WHY_NOTHING_DUE = N_("– {day}: there was nothing to ask")
WHY_DAY_OFF = N_("– {day}: your day off")
WHY_OUTAGE = N_("– {day}: I was down")
WHY_REMOVED = N_("– {day}: I could not write to you")
WHY_TRAVEL = N_("– {day}: lost in flight")
WHY_NO_SUCH_DAY = N_("– {day}: your calendar had no such day")
WHY_ZONE = N_("Your days are those of {zone} and end at {hour}.")
STREAK_HOW = N_("I don't know _{word}_: `/streak` shows your days in a row, and `/streak why` explains them.")
WHY_FREEZES = N_("A freeze is earned by every 7 days that count; you hold {n} of 2 at most.")
REPAIR_HOW = N_("Write whose day, which one, and why: `/repair 1001 2026-11-24 the server was down`.")
REPAIR_NOBODY = N_("I know nobody here as _{who}_. Write their account number, or their name as boards show it.")
REPAIR_SEVERAL = N_("Several people are called _{who}_. Write the account number.")
REPAIR_NOT_MISSED = N_("{name} did not miss {day}, or it is not over: only a missed day can be repaired.")
REPAIR_DONE = N_("🔧 {name}: {day} is repaired. Streak: {n} day.", "🔧 {name}: {day} is repaired. Streak: {n} days.")
REPAIRED_FOR_YOU = N_(
    "🔧 {author} has repaired a day of yours, {day}: {reason}. 🔥 Streak: {n} day",
    "🔧 {author} has repaired a day of yours, {day}: {reason}. 🔥 Streak: {n} days",
)
PAUSE_HOW_LONG = N_(
    "⏸ For how long? No questions come, and your streak stays. You can write the days, too: `/pause 24/12`."
)
PAUSE_DAYS = N_("{n} day", "{n} days")
PAUSE_OPEN = N_("Until I come back (30 days at most)")
RESUME = N_("▶ End the pause")
PAUSED = N_("⏸ Paused from {first} to {last}: no questions, and your streak stays. An answer or /resume ends it.")
PAUSED_ONE_DAY = N_("⏸ Paused on {first}: no questions, and your streak stays. An answer or /resume ends it.")
PAUSE_BACKDATED = N_("A pause cannot begin before today. Take one from today or later.")
PAUSE_BACKWARDS = N_("That pause would end before it begins. Write it like this: `/pause 20/12 27/12`.")
PAUSE_AFTER_MISS = N_("Yesterday was missed, so a pause can begin tomorrow at the earliest: `/pause {first} {last}`.")
PAUSE_TOO_LONG = N_("A pause has 30 days in 90 at most. {left}")
PAUSE_LEFT = N_("From then on you have {n} day left.", "From then on you have {n} days left.")
PAUSE_USED_UP = N_("You have used them up for now.")
PAUSE_UNKNOWN = N_("I don't understand _{word}_. Write until when: `/pause 5` (days) or `/pause 24/12`.")
RESUMED = N_("▶ Welcome back! Shall I ask you a question?")
NOT_PAUSED = N_("Nothing is paused here. Shall I ask you a question?")
PAUSES_ARE_PRIVATE = N_("A pause is yours alone: write /pause to me in private.")
RESUMING_IS_PRIVATE = N_("A pause is yours alone: to end it, write /resume to me in private.")
BOARD = N_("Streaks")
BOARD_WEEK = N_("Answered this week")
BOARD_MONTH = N_("Answered in 30 days")
BOARD_ALL = N_("Answered ever")
BOARD_ALONE = N_("🏆 **{board}**")
BOARD_OF = N_("🏆 **{board}** · _{title}_")
BOARD_BY_STREAK = N_("🔥 Streak")
BOARD_BY_WEEK = N_("Week")
BOARD_BY_MONTH = N_("30 days")
BOARD_BY_ALL = N_("Ever")
BOARD_ROW_ANSWERS = N_("{place} {name} {n} ✍")
BOARD_YOU_ANSWERS = N_("… {place} you: {n} ✍")
BOARD_ROW = N_("{place} {name} {n} 🔥")
BOARD_ROW_PENDING = N_("{place} {name} {n} 🔥 (today still open)")
BOARD_UP = N_("📈 Up on the board: {names}")
BOARD_PLACE = N_("{name} (now {place})")
GROUP_STREAK = N_(
    "👥 Group streak: **{n} day** (record: {longest}).", "👥 Group streak: **{n} days** (record: {longest})."
)
GROUP_NO_STREAK = N_("👥 The group's streak begins on a day when at least {n} of you study.")
GROUP_FREEZES = N_("❄ The group has {n} freeze.", "❄ The group has {n} freezes.")
FINAL = N_("🏁 **Final board** · {date}")
FINAL_TURNOUT = N_("👥 {n} of {active} studied.", "👥 {n} of {active} studied.")
FINAL_STREAK = N_("Group streak: **{n} day**.", "Group streak: **{n} days**.")
FINAL_FROZEN = N_("❄ A freeze kept the group's streak: {n} day.", "❄ A freeze kept the group's streak: {n} days.")
NO_SUCH_BOARD = N_("I know no board called _{word}_: there are `/top`, `/top week`, `/top month` and `/top all`.")
BOARD_EMPTY = N_("Nobody is on the board yet. The first answer opens it.")
BOARD_YOU = N_("… {place} you: {n} 🔥")

# Numbers
STATS = N_("📈 **Your numbers**")
STATS_NONE = N_("📈 No answers yet: the first one opens your numbers. Shall I ask you a question?")
STATS_UNKNOWN = N_("I have no numbers of _{word}_. There are your own, as numbers or as a picture, and `/stats group`.")
STATS_ANSWERED = N_("✍ **{today}** today · {week} in 7 days · {month} in 30 days · {all} in all")
STATS_RETENTION = N_(
    "🧠 You remember **{share}**: {n} question came back in the last 30 days, and you still knew {knew}.",
    "🧠 You remember **{share}**: {n} questions came back in the last 30 days, and you still knew {knew}.",
)
STATS_NO_RETENTION = N_("🧠 How much you remember shows once questions come back on another day.")
STATS_DUE = N_("⏰ **{n}** question is due today.", "⏰ **{n}** questions are due today.")
STATS_DUE_OF_MANY = N_(
    "⏰ **{n}** question is due today, the most urgent of the {all} that wait.",
    "⏰ **{n}** questions are due today, the most urgent of the {all} that wait.",
)
STATS_DUE_LATER = N_(
    "⏰ Today's reviews are done; {n} more waits for the days to come.",
    "⏰ Today's reviews are done; {n} more wait for the days to come.",
)
STATS_NOTHING_DUE = N_("⏰ Nothing is due today.")
STATS_AHEAD_ONE = N_("📆 In 14 days one comes back: {day}.")
STATS_AHEAD = N_("📆 In 14 days {n} come back; the fullest day: {day} ({most}).")
STATS_HARDEST = N_("🧗 Hardest lately: {topics}.")
STATS_TOPIC = N_("{topic} (you remember {share})")
REVIEW_DUE = N_("▶ Review what is due")
SHOW_PICTURE = N_("📅 Picture")
SHOW_NUMBERS = N_("📈 Numbers")
PICTURE_ANSWERED_ONE = N_("🗓 Your year: answers on one day, {date} ({most}).")
PICTURE_ANSWERED = N_("🗓 Your year: answers on {n} days; the fullest: {date} ({most}).")
PICTURE_REMEMBERED = N_("🧠 Of what came back you remembered {share}; in the hardest week, from {date}, {worst}.")
PICTURE_REMEMBERED_EVENLY = N_("🧠 Of what came back you remembered {share}.")
PICTURE_YEAR = N_("Answers in a year")
PICTURE_LESS = N_("less")
PICTURE_MORE = N_("more")
PICTURE_RETENTION = N_("Remembered, week by week")
PICTURE_AHEAD = N_("Coming back in 14 days")
PICTURE_DAYS_IN_A_ROW = N_("days in a row")
PICTURE_TODAY = N_("today")
PICTURE_NO_RETENTION = N_("It begins once questions come back on another day.")
PICTURE_NOTHING_AHEAD = N_("Nothing so far: graded questions come back here.")
TOO_MANY_PICTURES = N_(
    "That is {n} picture within a day, my limit. I draw again {when}; the numbers are in /stats.",
    "That is {n} pictures within a day, my limit. I draw again {when}; the numbers are in /stats.",
)
GROUP_STATS = N_("📊 **Numbers of the group**")
GROUP_STATS_OF = N_("📊 **Numbers** · _{title}_")
GROUP_PEOPLE = N_("👥 {n} takes part.", "👥 {n} take part.")
GROUP_ACTIVITY = N_("✍ {n} answer in 14 days:", "✍ {n} answers in 14 days:")
GROUP_TOO_SMALL = N_("✍ From three who take part on, I show how many answers each day has.")
GROUP_HARDEST = N_("🧗 The hardest questions, without anybody's grades:")
GROUP_NO_HARDEST = N_(
    "🧗 The hardest questions come here once four of you have graded the same one; never who did how."
)
WHICH_GROUP = N_("📊 The numbers of which group?")
NO_GROUPS = N_("You and I share no group yet. Add me to one, and /stats there shows its numbers.")

# What is wrong
ALL_IS_WELL = N_("🩺 I am well and have all I need. Thanks for asking!")
TO_MEND = N_("🩺 I found {n} thing to look at:", "🩺 I found {n} things to look at:")
DOCTOR_IN = N_("About the group **{group}**, where I cannot say it:")
WORKS_WRITING = N_("I can write here")
WORKS_QUESTIONS = N_("there is {n} question to ask", "there are {n} questions to ask")
WORKS_SCHEDULE = N_("there is an hour for them")
HEARS_ALL = N_("All that is written here reaches me; I only take replies to my messages as answers.")
HEARS_REPLIES = N_("Only commands and replies to my messages reach me: that is all I need.")
NOT_IN_GROUP = N_("⚠ I am not in this group any more. Add me again, and all goes on where it was.")
CANNOT_WRITE_HERE = N_(
    "⚠ I may not write here. An admin can allow it to all in the group's permissions, or make me an admin."
)
LACKS_PERMISSIONS = N_(
    "⚠ I lack these permissions here: {permissions}. Whoever runs the server can give them to my role, in the "
    "settings of this channel."
)
TOPIC_CLOSED = N_(
    "⚠ This topic is closed, and no question gets in. Open it, or choose an hour in another: `/daily 9:00`."
)
THREAD_LOCKED = N_(
    "⚠ This thread is locked, and no question gets in. Unlock it, or choose an hour in another: `/daily 9:00`."
)
TOPIC_GONE = N_("⚠ This topic is gone, and its questions go to the general one. Choose the hour there: `/daily 9:00`.")
NO_FILES_HERE = N_(
    "⚠ I may not send photos and files here: pictures of questions are left out. An admin can allow both in the "
    "group's permissions, or make me an admin."
)
NO_POLLS_HERE = N_(
    "⚠ Polls are chosen, but I may not send any: questions come with buttons. Allow me polls, or leave them out in "
    "/settings."
)
NO_ADMINS_HERE = N_("⚠ I see no admin here, so nobody can change my settings. Whoever owns the group can appoint one.")
COULD_NOT_LOOK = N_("⚠ I could not see what I may do here: {platform} did not tell me. Ask me again in a minute.")
NOT_IN_LANGUAGE = N_(
    "⚠ There are no questions in {language}: they come in another language. You can change mine with /language."
)
TOPICS_LOST = N_(
    "⚠ {n} of the topics chosen here is not in the notes any more. Choose them anew in /topics.",
    "⚠ {n} of the topics chosen here are not in the notes any more. Choose them anew in /topics.",
)
NO_SCHEDULE = N_("⚠ I ask nothing by myself, because no hour is chosen. Choose one: `/daily 9:00`.")
ALL_IN_QUIET = N_(
    "⚠ All hours fall into the quiet ones ({start} to {end}), so that questions wait until those end. Change either in "
    "/settings."
)
IS_PAUSED = N_("⏸ You have a break until {last}, and no question comes by itself. /resume ends it.")
LAST_SKIPPED = N_(
    "⚠ The question of {date} at {hour} did not come: for three hours I was off, or could not write here. If it goes "
    "on, tell whoever hosts the bot."
)
LAST_EMPTY = N_(
    "⚠ On {date} at {hour} there was nothing to ask. Choose more in /topics, or another difficulty in /settings."
)
LAST_FAILED = N_(
    "⚠ The question of {date} at {hour} could not be sent. If it goes on, tell whoever hosts the bot: the log says why."
)
ZONE_NOT_CONFIRMED = N_(
    "⚠ I only guess the time zone: in {city} it is {hour} now. If that is not your clock, write me your city: "
    "`/timezone Madrid`."
)

# Schedule
DAILY_IS = N_("⏰ {days} at {hours}, {city} time: {n} question.", "⏰ {days} at {hours}, {city} time: {n} questions.")
DAILY_EACH_TIME = N_(
    "⏰ {days} at {hours}, {city} time: {n} question each time.",
    "⏰ {days} at {hours}, {city} time: {n} questions each time.",
)
NEXT_ONE = N_("The next one: {date} at {hour}.")
EVERY_DAY = N_("Every day")
MONDAY_TO_FRIDAY = N_("Monday to Friday")
WEEKENDS = N_("At weekends")
DAILY_NONE = N_("There is no daily question here. What time suits you?")
DAILY_OFF = N_(
    "No more questions by themselves. With /daily they come back, and with /quiz you have one whenever you like."
)
IF_NEEDED = N_("They come only as long as your day is not done.")
IF_NEEDED_IS_PRIVATE = N_("In a group each of you has a day of your own, so I can do that only in private.")
PRESS_TO_CHANGE = N_("Press hours and days to add or remove them; × is how many each time.")
SPREAD_THEM = N_("↔ Spread out")
SPREAD_OVER = N_("{n} from {start} to {end}")
WHICH_WINDOW = N_("How many, and between which hours? I spread them evenly, one at a time.")
ONLY_IF_NEEDED = N_("Only if today is not done")
LAST_HOUR = N_("One hour has to stay. To have no more questions, press “Turn off”.")
LAST_WEEKDAY = N_("One day has to stay. To have no more questions, press “Turn off”.")
TURN_OFF = N_("Turn off")
BACK_TO_HOURS = N_("◀ Questions")
DAY_TOPICS_BUTTON = N_("📅 Topics by day")
DAY_TOPICS = N_("📅 Which day shall have topics of its own? On the others I ask about what is chosen in 📚 Topics.")
DAY_HAS_TOPICS = N_("📅 {days}: {topics}")
DAY_AS_OTHERS = N_("📅 {days}: what is chosen in 📚 Topics")
TOPICS_GONE = N_("{n} that is gone", "{n} that are gone")
AS_ON_OTHER_DAYS = N_("As on other days")
BACK_TO_DAYS = N_("◀ Days")
QUIET_IS = N_("🌙 From {start} to {end} I don't write by myself. What falls into it waits until {end}.")
QUIET_NONE = N_("🌙 No quiet hours: I write at any hour that you have chosen.")
QUIET_HOW = N_("I always answer when you write to me. Other hours: `/daily quiet 22-8`.")
QUIET_UNKNOWN = N_("I don't understand _{word}_. Write from when to when: `/daily quiet 22-8`, or `/daily quiet off`.")
QUIET_TOO_LONG = N_("That leaves less than six hours a day to ask you in. Write fewer: `/daily quiet 22-8`.")
NUDGE_IS = N_("🔔 At {hour} I'll remind you if your day is not done; never on pauses and days off.")
NUDGE_NONE = N_("🔔 I don't remind you when a day is not done yet.")
NUDGE_HOW = N_("Another hour: `/daily nudge 21:30`.")
NUDGE_UNKNOWN = N_("I don't understand _{word}_. Write one hour: `/daily nudge 21:00`, or `/daily nudge off`.")
NUDGE_IN_QUIET = N_("⚠ {hour} is within your quiet hours, and they end too late for that day: choose another hour.")
NUDGES_ARE_PRIVATE = N_("A reminder is yours alone: write `/daily nudge 21:00` to me in private.")
NO_NUDGE = N_("🔕 No reminder")
NUDGE = N_("🔔 Today is not done yet, and your day ends at {hour}. Shall we do one question?")
NUDGE_STREAK = N_(
    "🔔 Today is not done yet, and your day ends at {hour}. Shall we keep your {n} day 🔥?",
    "🔔 Today is not done yet, and your day ends at {hour}. Shall we keep your {n} days 🔥?",
)
NO_QUIET = N_("No quiet hours")
BAD_TIME = N_("_{word}_ is not an hour of the day. Write it like this: `/daily 09:00`.")
SHORT_WINDOW = N_("{word} is too short for so many questions. Choose a longer one, or fewer questions.")
BAD_COUNT = N_("I can send from 1 to 10 questions at a time, and _{word}_ is not that.")
TOO_MANY_TIMES = N_("I can ask at twelve different hours a day at most.")
NO_TIME = N_("At what time? Write it like this: `/daily 09:00 mon-fri`.")
BAD_DAILY = N_("I don't understand _{word}_. Write it like this: `/daily 09:00 20:00 mon-fri 2`.")

# Time zone and language
ZONE_IS = N_("🕒 Your time zone is {zone}, where it is {hour} now. Another one: `/timezone Madrid`.")
ZONE_IS_HERE = N_("🕒 The time zone here is {zone}, where it is {hour} now. Another one: `/timezone Madrid`.")
ZONE_SAVED = N_("Done: {zone}, where it is {hour} now.")
UNKNOWN_ZONE = N_("I don't know the zone _{zone}_. Write a city like this: `/timezone Madrid`.")
UNKNOWN_ZONE_NEAR = N_("I don't know the zone _{zone}_. Did you mean {near}?")
WHICH_ZONE = N_("Which of these do you mean by _{zone}_?")
LANGUAGE_SAVED = N_("From now on I speak English.")
WHICH_LANGUAGE = N_("Which language shall I speak?")
UNKNOWN_LANGUAGE = N_("I speak Spanish and English, not _{language}_. Which one shall it be?")

# Topics, settings, help
TOPICS_ALL = N_("📚 I ask about everything. Press a topic to choose just that one.")
TOPICS_SOME = N_(
    "📚 I ask about {n} topic. Press to add or remove.", "📚 I ask about {n} topics. Press to add or remove."
)
ALL_TOPICS = N_("Everything")
TOPIC_ON = N_("✓ {topic} ({n})")
TOPIC_OFF = N_("{topic} ({n})")
PAGE_BACK = N_("◀ Back")
PAGE_NEXT = N_("More ▶")
DONE = N_("▶ Question")
SETTINGS = N_("⚙ **Settings**")
SETTINGS_DAILY_OFF = N_("⏰ No daily question")
SETTINGS_QUIET = N_("🌙 Quiet from {start} to {end}")
SETTINGS_NO_QUIET = N_("🌙 No quiet hours")
SETTINGS_NUDGE = N_("🔔 Reminder at {hour} if your day is not done")
SETTINGS_NO_NUDGE = N_("🔔 No reminder")
SETTINGS_ZONE = N_("🕒 {zone} (now {hour})")
SETTINGS_LANGUAGE = N_("🗣 English")
SETTINGS_TOPICS_ALL = N_("📚 All topics")
SETTINGS_GOAL = N_("🎯 {n} question makes a day", "🎯 {n} questions make a day")
SETTINGS_SHOWN = N_("🏆 The boards show you")
SETTINGS_HIDDEN = N_("🏆 The boards do not show you")
SETTINGS_GOAL_CHANGES = N_(
    "🎯 {n} question makes a day; from tomorrow on it is {later}",
    "🎯 {n} questions make a day; from tomorrow on it is {later}",
)
CHANGE_GOAL = N_("🎯 Daily goal")
HIDE_ME = N_("🏆 Hide me")
SHOW_ME = N_("🏆 Show me")
WHICH_GOAL = N_("How many questions make your day?")
GOAL_SET = N_("From tomorrow on {n} question makes your day.", "From tomorrow on {n} questions make your day.")
SHOWN_NOW = N_("Done: the boards show you.")
HIDDEN_NOW = N_("Done: no board shows you. You still see your own place.")
SETTINGS_TOPICS = N_("📚 {n} topic", "📚 {n} topics")
SETTINGS_POLLS_ON = N_("📊 Choices as Telegram polls: all see who voted what")
SETTINGS_POLLS_OFF = N_("📊 Choices as buttons: each answer stays private")
CHANGE_POLLS = N_("📊 Polls")
ABOUT_POLLS = N_(
    "📊 A question with choices can be a Telegram quiz here. It is livelier, but who has voted sees who chose what. "
    "With buttons every answer stays private."
)
POLLS_ON = N_("📊 As a poll")
POLLS_OFF = N_("🔒 As buttons")
SETTINGS_FINALS_ON = N_("🏁 The final board comes when the day is over")
SETTINGS_FINALS_OFF = N_("🏁 No final board when the day is over")
FINALS_STOP = N_("🏁 No final board")
FINALS_START = N_("🏁 Final board each day")
SETTINGS_PUBLISHED = N_("📣 Answers are published at {hour}")
SETTINGS_NOT_PUBLISHED = N_("📣 Answers are not published")
SETTINGS_DISCUSSED = N_("🧵 Each answer opens a thread to talk about it")
WANT_DISCUSSION = N_("🧵 Open a thread each time")
NO_DISCUSSION = N_("🧵 No threads")
DISCUSSION = N_("🧵 The answer stands above. What did you put differently? Here you can talk about it.")
DISCUSSION_ON = N_("Done: below each answer that I publish, I open a thread to talk about it.")
DISCUSSION_OFF = N_("Done: I open no threads.")
DISCUSSION_BARRED = N_(
    "But I may not open any here yet: whoever manages the server can give me the permission **{permission}**."
)
CHANGE_PUBLISHING = N_("📣 Answers")
WHICH_PUBLISHING = N_(
    "When shall I show all of you the answer to a question? At the hour you choose, or as soon as everybody who is "
    "active has answered. Any hour works: `/publish 19:30`."
)
PUBLISHED_AT = N_(
    "Done: I show you the answers at {hour}, {city} time, or as soon as all who are active have answered."
)
NEVER_PUBLISHED = N_("Done: I don't publish the answers. Each of you can still look at them in private.")
PUBLISH_IN_GROUPS = N_(
    "That is for groups, which are shown each answer at an hour of theirs. Here you have it at once."
)
BAD_PUBLISH_HOUR = N_("_{word}_ is not an hour of the day. Write it like this: `/publish 21:00`.")
SETTINGS_AMOUNT = N_("🌱 Up to {new} new questions and {reviews} reviews a day")
SETTINGS_DIFFICULTY = N_("🎚 Difficulty: {difficulty}")
CHANGE_AMOUNT = N_("🌱 How many a day")
CHANGE_DIFFICULTY = N_("🎚 Difficulty")
WHICH_AMOUNT = N_(
    "How many a day may come by themselves? Above the new ones 🌱, below the reviews 🔁; what is left over waits for "
    "another day. With /quiz you can always have more."
)
WHICH_DIFFICULTY = N_("How hard shall the questions be? Those whose notes don't say are always among them.")
ANY_DIFFICULTY = N_("Any")
EASY_ONES = N_("Easy")
MEDIUM_ONES = N_("Medium")
HARD_ONES = N_("Hard")
CHANGE_HOUR = N_("⏰ Hour")
CHANGE_QUESTIONS = N_("⏰ Questions")
CHANGE_NUDGE = N_("🔔 Reminder")
CHANGE_QUIET = N_("🌙 Quiet hours")
CHANGE_ZONE = N_("🕒 Time zone")
CHANGE_LANGUAGE = N_("🗣 Language")
CHANGE_TOPICS = N_("📚 Topics")
BACK = N_("◀ Settings")
HELP = N_("I ask you questions from your notes, you answer by writing, and I bring each one back when it is due.")
UNKNOWN_COMMAND = N_("I don't know /{name}. All I can do is in /help.")

# One's own decks
DECK_MADE = N_("📚 _{name}_ is your own deck now; nobody else sees it.")
DECK_UPDATED = N_("📚 _{name}_ is up to date: {changes}.")
DECK_UNCHANGED = N_("📚 _{name}_ is as it was; nothing has changed.")
DECK_ADDED = N_("{n} new", "{n} new")
DECK_CHANGED = N_("{n} changed", "{n} changed")
DECK_RETIRED = N_("{n} retired", "{n} retired")
DECK_QUESTIONS = N_("It has {n} question: {kinds}.", "It has {n} questions: {kinds}.")
KIND_OPEN = N_("{n} open", "{n} open")
KIND_SHORT = N_("{n} with a short answer", "{n} with a short answer")
KIND_SINGLE = N_("{n} with choices", "{n} with choices")
KIND_MULTIPLE = N_("{n} with several right choices", "{n} with several right choices")
KIND_TRUE_FALSE = N_("{n} true or false", "{n} true or false")
KIND_CLOZE = N_("{n} with a gap", "{n} with gaps")
DECK_ENCLOSES = N_("It brings {n} picture or file.", "It brings {n} pictures and files.")
ENCLOSURES_LEFT_OUT = N_(
    "{n} picture or file had to stay behind: I keep them up to {each} MB each, and {all} MB in all of your decks.",
    "{n} pictures and files had to stay behind: I keep them up to {each} MB each, and {all} MB in all of your decks.",
)
PLAIN_NOTES = N_("In {n} note I find no question.", "In {n} notes I find no question.")
FILE_PROBLEMS = N_("There is {n} thing to look at:", "There are {n} things to look at:")
MORE_PROBLEMS = N_("… and {n} more.", "… and {n} more.")
NO_QUESTIONS_IN_FILE = N_(
    "I find no questions in _{name}_, so I have kept nothing of it. A heading that ends in a question mark, with its "
    "answer below, is one."
)
WHAT_WOULD_ASK = N_(
    "Or put these three lines at its very top, and it gives {n} question:\n`---`\n`questions: {way}`\n`---`",
    "Or put these three lines at its very top, and it gives {n} questions:\n`---`\n`questions: {way}`\n`---`",
)
ASK_FROM_DECK = N_("▶ Question from this deck")
MY_DECKS = N_("📚 My decks")
DECKS = N_(
    "📚 You have {n} deck of your own. Send me a file with the same name and I bring it up to date.",
    "📚 You have {n} decks of your own. Send me a file with the same name as one and I bring it up to date.",
)
NO_DECKS = N_(
    "📚 You have no decks of your own yet. Send me your notes in our private chat on Telegram or Discord, as an .md "
    "file or a .zip of the folder, and they are yours alone."
)
DECKS_IN_PRIVATE = N_("Your own decks are yours alone: ask me for /decks in our private chat.")
DECK_IN_LIST = N_("{name} ({n})")
DECK_OPEN = N_("📚 **{name}**: {n} question.", "📚 **{name}**: {n} questions.")
DECK_AS_FILE = N_("Here is your deck _{name}_.")
NO_SUCH_DECK = N_("That deck is not there any more. Shall we look at /decks?")
REMOVE_DECK = N_("🗑 Remove")
REMOVE_DECK_SURE = N_(
    "Shall I remove _{name}_? Its {n} question and your progress in it will be gone for good; your streak stays.",
    "Shall I remove _{name}_? Its {n} questions and your progress in them will be gone for good; your streak stays.",
)
REMOVE_FOR_GOOD = N_("🗑 Yes, remove")
KEEP_DECK = N_("Keep it")
DECK_REMOVED = N_("_{name}_ is gone. Send the file again whenever you like.")
BACK_TO_DECKS = N_("◀ My decks")

# A file that cannot be taken
FILE_TOO_BIG = N_("_{name}_ is larger than {limit} MB, the most I can take. Send me a part of it.")
FILE_TOO_BIG_UNPACKED = N_("_{name}_ has more than {limit} MB unpacked, the most I can take. Send me a part of it.")
FILE_WITH_TOO_MANY = N_("_{name}_ has more than {limit} files, the most I can take. Send me a part of it.")
FILE_BOMB = N_("_{name}_ unpacks to far more than notes ever do, so I have left it alone. Pack just your notes.")
FILE_OUTSIDE = N_("_{name}_ holds a path that leads outside of its folder. Pack the folder of your notes once more.")
FILE_NESTED = N_("_{name}_ holds another archive, and I open only one. Pack just your notes.")
FILE_LINK = N_("_{name}_ holds a link instead of a file, and I follow none. Pack just your notes.")
FILE_ENCRYPTED = N_("_{name}_ is locked with a password. Send it to me without one.")
FILE_TWICE = N_("_{name}_ holds two files with the same name. Pack the folder of your notes once more.")
FILE_BROKEN = N_("I cannot open _{name}_: it is damaged, or no zip. Pack it once more and send it again.")
FILE_EMPTY = N_("_{name}_ is empty. Was it the right file?")
FILE_NOT_TEXT = N_("_{name}_ is not text, whatever its name says. Send me notes as Markdown, or a .zip of them.")
FILE_WITHOUT_NOTES = N_("_{name}_ holds no notes. Pack the folder with your .md files and send it again.")
FILE_UNREACHABLE = N_("I could not get _{name}_ in time. Please send it again in a moment.")
TOO_MANY_UPLOADS = N_(
    "That is {n} file within a day, all that I can read for you. Send me the next one {when}.",
    "That is {n} files within a day, all that I can read for you. Send me the next one {when}.",
)
TOO_MANY_EXPORTS = N_("That is {n} files within an hour, all that I can make for you. Press again {when}.")
TOO_MANY_DECKS = N_("You have {n} decks, the most I can keep for you. Remove one in /decks, and there is room.")
TOO_MANY_QUESTIONS = N_(
    "With it you would have more than {n} questions of your own, the most I can keep. Remove a deck in /decks, or send "
    "me less."
)

# A question that is not right
WHAT_IS_WRONG = N_("What is wrong with this question?\n_{question}_")
REASON_WRONG = N_("Wrong answer")
REASON_UNCLEAR = N_("I don't understand it")
REASON_TYPO = N_("A typo")
REASON_OUTDATED = N_("Out of date")
REASON_OTHER = N_("Something else")
TELL_ME = N_("Tell me in one message what is wrong with it.")
NEVER_MIND = N_("Never mind")
REPORT_TOLD = N_("Thank you! Whoever looks after the questions has it now.")
REPORT_KEPT = N_("Thank you! I have put it on the list of whoever looks after the questions.")
ALREADY_REPORTED = N_("You have told me so already, thank you: it is on the list.")
REPORT_TAKEN_BACK = N_("Fine, all stays as it is.")
TOO_MANY_REPORTS = N_("You have told me about {n} questions within a day, thank you! I take more {when}.")
NOTHING_TO_REPORT = N_("I have not asked anything here yet that could be wrong. Shall I ask you one?")
REPORT_OWN_DECK = N_(
    "This question is from your own deck _{name}_, which nobody else sees. Mend `{place}` in your notes and send me "
    "the file again."
)
REPORT_IN_PRIVATE = N_("Tell me in private what is wrong with it, so as not to give it away here.")
SOMETHING_WRONG = N_("🚩 Is something wrong?")
TELL_PRIVATELY = N_("🚩 Tell it in private")
CLOSE_REPORT = N_("✓ Done")
REPORT_CLOSED = N_("Done: it is off the list.")

# When something is wrong with the bot: for whoever looks after it
ALARM_AWAY = N_("⚠️ {platform} has been out of reach since {since}. Questions there wait until it is back.")
ALARM_AWAY_OVER = N_("✅ {platform} is back. It was out of reach from {since} to {until}.")
ALARM_LATE = N_(
    "⚠️ Questions are late on {platform}: {n} has been waiting since {since}. The log may say why.",
    "⚠️ Questions are late on {platform}: {n} are waiting, the oldest since {since}. The log may say why.",
)
ALARM_LATE_OVER = N_("✅ Questions come on time again on {platform}. They were late from {since} to {until}.")
ALARM_STUCK = N_(
    "⚠️ The database has taken nothing since {since}. Is the disk full, or does another program hold it? "
    "What people do waits meanwhile."
)
ALARM_STUCK_OVER = N_("✅ The database works again. It took nothing from {since} to {until}.")

# What the bot has of somebody
MY_DATA = N_("📦 Here is all that I have of you.")
TOO_OFTEN_MY_DATA = N_("You have had your data {n} times within a day. I can send it to you again {when}.")
MY_DATA_IN_PRIVATE = N_("What I have of you is for you alone: I'll send it to you in private.")
GO_PRIVATE = N_("🔒 Go on in private")
ERASE_IN_PRIVATE = N_("That is between you and me: let us go on in private.")
ERASE_SURE = N_(
    "Shall I erase all that I have of you? Your answers, your progress, your streak, your hours and your own decks "
    "will be gone, and nobody can bring them back."
)
ERASE_YES = N_("🗑 Yes, erase everything")
ERASE_NO = N_("No, keep it")
MY_DATA_FIRST = N_("📦 My data first")
ERASE_KEPT = N_("Fine, all is as it was. Shall we go on with /quiz?")
ERASED = N_(
    "Done: I have nothing of you any more. What stands in this chat only you can delete. If you ever want to start "
    "again, write /start."
)
OLD_ERASE_BUTTON = N_("That button is an old one, and I have erased nothing. With /deleteme I ask you anew.")
NOTHING_KEPT = N_("I have nothing of you: not an answer, not even your name. If you want to begin, write /start.")
STRANGERS_BUTTON = N_("I have nothing of you any more, so this button leads nowhere. With /start we begin anew.")

# One learner on two platforms
PLATFORM_TELEGRAM = N_("Telegram")
PLATFORM_DISCORD = N_("Discord")
PLATFORM_TERMINAL = N_("the terminal")
LINK_CODE = N_("🔗 Do you study with me on another platform, too? Write this to me there, in private:")
LINK_CODE_HOLDS = N_(
    "The code holds for {n} minute and once. Give it to nobody: whoever links it shares all that is yours.",
    "The code holds for {n} minutes and once. Give it to nobody: whoever links it shares all that is yours.",
)
LINK_CODE_GIVEN = N_("🔗 I gave you a code here, and I keep none. Write /link, and you get a new one.")
LINK_SURE = N_(
    "🔗 Is _{name}_ on {platform} you? Then I make one of both: days, questions, answers and decks come together, and "
    "a day counts once. Language and goal stay as they are here, and the time zone is {zone}. If somebody else gave "
    "you the code, don't."
)
LINK_YES = N_("🔗 Yes, that is me")
LINK_NO = N_("No")
LINK_LEFT = N_("Fine, all stays apart.")
LINKED = N_(
    "🔗 Done: here and on {platform} you are one now, with a streak of {n} day. /unlink parts it again.",
    "🔗 Done: here and on {platform} you are one now, with a streak of {n} days. /unlink parts it again.",
)
LINK_IN_PRIVATE = N_(
    "Linking is between you and me: let us do it in private. A code that was written here holds no more."
)
LINK_WRONG = N_(
    "I don't know that code. Copy it as I gave it to you, or get a new one with /link on the other platform."
)
LINK_EXPIRED = N_("That code is too old. Get a new one with /link on the other platform.")
LINK_USED = N_("That code was used already. Get a new one with /link on the other platform.")
LINK_OWN = N_("That is the code that I gave you here: write it to me on the other platform.")
LINK_SAME_PLATFORM = N_("That code is from {platform}, too: I link accounts of two platforms.")
LINK_ALREADY = N_("You are linked with {platform} already. /unlink parts the two.")
LINK_TOO_MANY = N_("Those were too many wrong codes. In an hour I look at them again.")
NOT_LINKED = N_("You are linked with no other account. /link does that.")
UNLINK_SURE = N_(
    "✂ Shall I part you from {platform}? What you answered there goes with it, also from before, and so do the decks "
    "that you sent there. Memory, numbers and streak of each then come from its own answers: both may be shorter. "
    "Settings, pauses and your own words for ideas stay in both."
)
UNLINK_YES = N_("✂ Yes, part us")
UNLINK_NO = N_("No, stay together")
UNLINK_KEPT = N_("Fine, you stay one.")
UNLINKED = N_(
    "✂ Done: here and {platform} are two again. Your streak here: {n} day.",
    "✂ Done: here and {platform} are two again. Your streak here: {n} days.",
)
OLD_UNLINK_BUTTON = N_("That button is an old one, and I have parted nothing. With /unlink I ask you anew.")
ERASE_LINKED = N_("That is also all that I have of you on {platform}.")

# What goes wrong
SORRY = N_("Something went wrong on my side, and I have noted it down. Please try again in a moment.")
UNKNOWN_BUTTON = N_("I don't know that button. Shall we go on with /quiz?")

# What each command does: for /help and the menus of the platforms
ABOUT_START = N_("say hello and choose your hour")
ABOUT_QUIZ = N_("a question now; /quiz sql 5 for five in a row")
ABOUT_EXAM = N_("an exam, with the result at the end; /exam sql 10")
ABOUT_MISTAKES = N_("what got away from you lately, to repeat")
ABOUT_HINT = N_("a hint for the open question")
ABOUT_REVEAL = N_("the answer to the open question")
ABOUT_SKIP = N_("leave the open question for another day")
ABOUT_STREAK = N_("your days in a row")
ABOUT_REPAIR = N_("make a learner's missed day good")
ABOUT_PAUSE = N_("days off that keep your streak")
ABOUT_RESUME = N_("end a pause")
ABOUT_TOP = N_("the board of this chat")
ABOUT_STATS = N_("your numbers, and a picture of your year")
ABOUT_CALL = N_("a role that the question of the day mentions")
ABOUT_DAILY = N_("your hours; /daily 09:00 mon-fri 2")
ABOUT_PUBLISH = N_("when the answers are shown to all; /publish 21:00")
ABOUT_TIMEZONE = N_("your time zone; /timezone Madrid")
ABOUT_LANGUAGE = N_("Spanish or English; /language es")
ABOUT_TOPICS = N_("what I ask about; /topics sql")
ABOUT_DECKS = N_("your own decks, from files you send me")
ABOUT_SETTINGS = N_("everything you can change, in one place")
ABOUT_DOCTOR = N_("what is wrong when something does not work, and how to mend it")
ABOUT_REPORT = N_("something is wrong with a question")
ABOUT_MY_DATA = N_("all that I have of you, as a file")
ABOUT_LINK = N_("study as one on Telegram and Discord")
ABOUT_UNLINK = N_("part what /link has joined")
ABOUT_ERASE = N_("erase all that I have of you")
ABOUT_SYNONYMS = N_("other words for key points that wait for you")
ABOUT_HELP = N_("what I can do")

# The terminal
TERMINAL_HOW = N_(
    "Write your answer, a command such as /help, or the number of a button (a number as an answer: =2). Ctrl+D ends."
)
NO_SUCH_NUMBER = N_("There is no button {number}; a number as an answer: ={number}")
TERMINAL_BYE = N_("See you soon!")

# Names of commands, and of what is typed behind them, where a platform has a form for both
NAME_START = N_("start")
NAME_QUIZ = N_("quiz")
NAME_EXAM = N_("exam")
NAME_MISTAKES = N_("mistakes")
NAME_HINT = N_("hint")
NAME_REVEAL = N_("reveal")
NAME_SKIP = N_("skip")
NAME_STREAK = N_("streak")
NAME_PAUSE = N_("pause")
NAME_RESUME = N_("resume")
NAME_TOP = N_("top")
NAME_STATS = N_("stats")
NAME_DAILY = N_("daily")
NAME_CALL = N_("call")
NAME_PUBLISH = N_("publish")
NAME_TIMEZONE = N_("timezone")
NAME_LANGUAGE = N_("language")
NAME_TOPICS = N_("topics")
NAME_DECKS = N_("decks")
NAME_SETTINGS = N_("settings")
NAME_REPORT = N_("report")
NAME_MY_DATA = N_("mydata")
NAME_ERASE = N_("deleteme")
NAME_HELP = N_("help")
NAME_DOCTOR = N_("doctor")
NAME_LINK = N_("link")
NAME_UNLINK = N_("unlink")
OPTION_TOPIC = N_("topic")
OPTION_ROLE = N_("role")
OPTION_COUNT = N_("count")
OPTION_HOURS = N_("hours")
OPTION_HOUR = N_("hour")
OPTION_WHY = N_("why")
OPTION_TIME = N_("period")
OPTION_WHOSE = N_("whose")
OPTION_CITY = N_("city")
OPTION_UNTIL = N_("until")
OPTION_WORDS = N_("words")
OPTION_CODE = N_("code")
OPTION_LANGUAGE = NAME_LANGUAGE
ABOUT_OPTION_TOPIC = N_("A topic or a deck, or the beginning of its name")
ABOUT_OPTION_ROLE = N_("The role to mention; without one you see whether I mention any")
ABOUT_OPTION_COUNT = N_("How many questions in a row")
ABOUT_OPTION_HOURS = N_("Such as 09:00 20:00 mon-fri; off ends it")
ABOUT_OPTION_HOUR = N_("Such as 21:00; off ends it")
ABOUT_OPTION_WHY = N_("why explains your last 14 days")
ABOUT_OPTION_TIME = N_("week, month or all")
ABOUT_OPTION_WHOSE = N_("group shows the numbers of all here")
ABOUT_OPTION_CITY = N_("Your city, such as Madrid")
ABOUT_OPTION_LANGUAGE = N_("es or en")
ABOUT_OPTION_UNTIL = N_("The last day, such as Sunday")
ABOUT_OPTION_WORDS = N_("What is wrong with the question")
ABOUT_OPTION_CODE = N_("The code that I gave you on the other platform")
