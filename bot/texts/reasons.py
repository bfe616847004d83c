"""What can be wrong in notes, in English: for `repaso bank check`, and for the report on a file that somebody sends.

Each stands behind a file and a line, so it begins with a small letter and ends without a full stop. What is filled in
comes from the note.
"""

from bot.domain.reason import Reason
from bot.texts.messages import N_, Message

# Notes in which nothing asks
NOTHING_ASKS = N_("no heading looks like a question")
WOULD_WORK = N_("no heading looks like a question; these would find some: questions: {ways}")
EMPTY_NOTE = N_("the note is empty")

# Questions
LEFT_OUT = N_("{why}; the question was left out")
NO_ANSWER = N_("the question has no answer")
MANY_WITHOUT_ANSWER = N_("{n} of {total} questions have no answer (lines {lines})")
NO_QUESTION = N_("the heading holds no question")
SHORT_IS_KEY = N_("a short answer is its own key point; [!key] was left out")
LONG_STATED_ID = N_("^{id}… has more than {most} signs; the question is known by its words")
ID_OF_SEVERAL = N_("id: {id} is for a note with one question, and this one has {count}; give each question its own ^id")
OTHER_ID = N_("id: {id} is not used: the question has ^{key}")
DEEPER_HEADING = N_(
    "a deeper heading looks like a question, but a shallower level asks; questions: h{level} would take it"
)
DEEPER_HEADINGS = N_(
    "{n} deeper headings look like questions, but a shallower level asks; questions: h{level} would take them"
)
SAME_ID = N_("^{id} already stands at {place}; this question was left out")

# Choices
NOT_MARKED = N_("no choice is marked as correct with [x]")
NO_ANSWER_LINE = N_("the choices have no answer line")
EMPTY_CHOICE = N_("a choice is empty; it was left out")
EMPTY_RIGHT_CHOICE = N_("the choice that is right is empty")
SAME_CHOICE = N_('the choice "{choice}" stands there twice; the second was left out')
RIGHT_AND_WRONG = N_('the choice "{choice}" is both right and wrong')
ONE_CHOICE = N_("there is only one choice")
UNKNOWN_CHOICE = N_('the answer "{answer}" is none of the choices {first} to {last}')
ANSWER_NAMES_NONE = N_("the answer names none of the choices {first} to {last}")
ANSWER_SAYS_NONE = N_('the answer ("{answer}") names none of the choices {first} to {last}')

# Other notations
NO_END = N_("START has no END")
NO_AIKEN_ANSWER = N_("the choices have no ANSWER line")
NO_BRACES = N_("it has no answer in braces")
OPEN_BRACE = N_("the brace before its answer is never closed")
ODD_BRACES = N_("its answer in braces cannot be read")
ODD_NUMBER = N_("its number cannot be read")
NOTHING_IS_RIGHT = N_("no choice is right: none begins with = or has a weight above 0")

# Tables, and files that Repaso wrote
NEVER_CLOSES = N_("a quotation mark opens here and never closes")
LONG_CELL = N_("a cell is longer than 131,072 signs")
NO_JSON = N_("from here on it is no JSON")
NO_LIST = N_("a list is missing its brackets")
NO_TEXT = N_("a text is missing its quotation marks")
NO_CHOICE = N_("a choice has a text and says whether it is correct")
ASKS_NOTHING = N_("it asks nothing")
LONG_ID = N_("its id is longer than {most} signs")
ODD_KIND = N_('its kind "{kind}" is not {kinds}')
ODD_LANGUAGE = N_('its language "{language}" is no code such as "es" or "en-GB"')
ODD_DIFFICULTY = N_('its difficulty "{difficulty}" is not easy, medium or hard')
NO_CHOICES = N_("it has no choices to choose from")
NO_RIGHT_CHOICE = N_("none of its choices is the right one")
TWO_CHOICES = N_("true or false has two choices, one of them right")
NO_FORMS = N_("what counts as right stands in no key point")
NO_SUCH_CHOICE = N_('"{number}" in the column correct is the number of no choice')

# The front matter
NEVER_CLOSED = N_("front matter is never closed; it was read to line {line}")
BAD_YAML = N_("front matter is not valid YAML: {why}")
YAML_VALUE = N_("a value cannot be read")
YAML_COLON = N_("a colon inside of a value needs quotation marks around all of it")
YAML_SIGN = N_("a value that begins with a tab, @, % or a backtick needs quotation marks")
YAML_BRACKET = N_("a bracket opens and never closes")
YAML_LINE = N_("a line is neither a key with its value nor a list")
BAD_VALUE = N_('{key} "{value}" is not {allowed}')
A_TEXT = N_("a text")
A_SHORT_TEXT = N_("a text of at most {most} signs")
A_LANGUAGE = N_('a language code such as "es" or "en-GB"')
TAGS = N_('a list, "a, b" or "#a #b"')
A_DIFFICULTY = N_("easy, medium or hard")
ONE_OF = N_("{words} or {last}")

# The file
NOT_TEXT = N_("is not text; it was left out")
NOT_UTF8 = N_("is not UTF-8; it was read as Windows-1252")
CONFLICT = N_("holds a merge conflict; both sides were read")


def because(message: Message, **values: object) -> Reason:
    """One of these, filled in."""
    return Reason(message.text, **values)
