"""What to do about a problem: a sentence for the one who keeps the notes."""

from bot.domain.question import Problem

NOTHING_ASKS = "no heading looks like a question"

_REMEDIES = (
    ("these would find some", "Put one of them into its front matter, or give it as --questions, if it should ask."),
    ("questions have no answer", "Answer them below; until then they are asked without a reveal button."),
    ("the brace before", "Write a } behind the answer, and a blank line between questions."),
    ("has no answer in braces", "Put it there: {=right ~wrong}, {T} or {} for an open one."),
    ("has no answer", "Answer it below; until then it is asked without a reveal button."),
    ("no choice is marked", "Put an x between the brackets of each right choice: - [x]."),
    ("no ANSWER line", "Add one below the choices: ANSWER: B."),
    ("have no answer line", "Add one below the choices, such as `Answer: B`, or mark the right ones with [x]."),
    ("none of the choices", "Name the right choice by its letter, such as `Answer: B`."),
    ("a choice is empty", "Write it, or delete its line."),
    ("that is right is empty", "Write what is right."),
    ("stands there twice", "Delete one of the two, or make them differ."),
    ("both right and wrong", "Make the two choices differ, or delete one."),
    ("only one choice", "Add at least one that is wrong."),
    ("no choice is right", "Begin the right one with = instead of ~."),
    ("already stands at", "Give one of the two another ^id, or delete it."),
    ("is for a note with one question", "Write ^ and a name behind each question, and take the id out."),
    ("merge conflict", "Settle it, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
    ("name is not UTF-8", "Rename it."),
    ("not UTF-8", "Save it as UTF-8."),
    ("not text", "Move it out of the notes if it is no note."),
    ("front matter is never closed", "Write --- on a line of its own below the keys."),
    ("a value cannot be read", "A value with a colon, a # or a quotation mark often needs quotes around it."),
    ("but a shallower level asks", "Give all questions the same level, or say in the front matter which one asks."),
    ("a quotation mark opens", 'Close it; in a table, one that is part of the text is doubled: "".'),
    ("number of no choice", "Number the choices from 1, and part several numbers by spaces."),
    ("stands in no key point", "Write the accepted answers into key_points, with a | between them."),
    ("the heading holds no question", "Write the question into the heading, before its tags."),
    ("the note is empty", ""),
)


def remedy_of(problem: Problem) -> str:
    """What its owner can do; "" where the message says it."""
    return next((remedy for words, remedy in _REMEDIES if words in problem.message), "")
