"""What notes and people write, as Discord shows it: every notation has its look, and no name or answer is markup."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.chats.discord.escaping import ZERO_WIDTH
from bot.chats.discord.rendering import LONGEST
from tests.chats.discord_edge.reader import read
from tests.chats.discord_edge.server import Program, press, running
from tests.study.town import a_database, copied

SPACE = "\N{EN SPACE}"
NAME = "@everyone **x**"
PROMPT = "What does `a_b**c` do in _C#_, and $x^2$?"
ANSWER = r"""Two **bold** words, *one*, ~~none~~, ||secret||, `x = "`", [a page](https://x.y/a_b) and @all.

1. first
2. second
   - inner

> [!tip] Remember
> $\alpha \to \beta$

| model | F1 |
|-------|---:|
| tree  | 0.7 |
| forest| 0.85 |

```python
# not a heading
print("```")
```

- [x] done
"""
SHOWN = rf"""> Two **bold** words, *one*, ~~none~~, ||secret||, `x = "`", [a page](<https://x.y/a_b>) and @all.
> 1\. first
> 2\. second
> {SPACE * 2}◦ inner
>|
> 💡 **Remember**
> α → β
>|
> ```
> model  |   F1
> -------+-----
> tree   |  0.7
> forest | 0.85
> ```
>|
> ```python
> # not a heading
> print("{ZERO_WIDTH.join("```")}")
> ```
>|
> ☑ done
""".replace(">|", "> ")
CODE = "def f():\n    return 1\n"
SENTENCE = "Every word of it counts. "


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a question in every notation, and one whose long answer ends in code."""
    folder = tmp_path_factory.mktemp("notation")
    (folder / "notes").mkdir()
    (folder / "notes" / "notes.md").write_text(
        "---\nlang: en\nquestions: h3\n---\n\n"
        f"## Notation\n\n### {PROMPT} ^notation\n\n{ANSWER}\n"
        "## Capitals\n\n### What is the capital of France? ^france\n\n= Paris\n\n"
        f"## Length\n\n### What is long? ^long\n\n{SENTENCE * 60}\n\n```python\n{CODE * 80}```\n",
        encoding="utf-8",
    )
    return a_database(folder, folder / "notes")


@pytest_asyncio.fixture
async def program(notes: Path, tmp_path: Path) -> AsyncIterator[Program]:
    """The program with these notes."""
    async with running(copied(notes, tmp_path)) as program:
        yield program


async def revealed(program: Program, topic: str) -> list[str]:
    """The texts that Ana sees of an answer, in order."""
    await program.ana.slash(program.channel, "quiz", topic=topic)
    result = await press(program.ana, program.channel.last_message, "Show answer")
    return [one.content for one in result.followups]


async def test_an_answer_in_every_notation(program: Program):
    """Styles, lists, callouts, tables, mathematics and code that holds a fence, in one quote."""
    (text,) = await revealed(program, "Notation")
    assert SHOWN in text


async def test_a_question_in_many_notations(program: Program):
    """It stands in the channel as it was written, and above the window's box without any signs."""
    await program.ana.slash(program.channel, "quiz", topic="Notation")
    question = program.channel.last_message
    assert r"What does `a_b**c` do in *C\#*, and x²?" in question.content
    opened = await press(program.ana, question, "Answer in private")
    assert opened.modal["components"][0]["description"] == "What does a_b**c do in C#, and x²?"


async def test_a_long_answer(program: Program):
    """It needs several messages: each within the limit and a quote, and the code goes on as code."""
    texts = await revealed(program, "Length")
    looks = [look for text in texts for look in read(text).looks]
    assert len(texts) == 3
    assert max(map(len, texts)) <= LONGEST
    assert "".join(look[1] + "\n" for look in looks if look[0] == "pre") == CODE * 80
    assert {look[2] for look in looks if look[0] == "pre"} == {"python"}
    assert sum(text.count("Every word of it counts.") for text in texts) == 60


async def test_a_name_that_is_markup(program: Program):
    """It is shown letter for letter on the board, and calls nobody."""
    member = program.joins(NAME)
    await program.ana.slash(program.channel, "quiz", topic="Notation")
    revealed = (await press(member, program.channel.last_message, "Show answer")).followups[0]
    await press(member, revealed, "✓ Yes")
    await member.slash(program.channel, "top")
    board = program.channel.last_message
    assert rf"\@{ZERO_WIDTH}everyone \*\*x\*\*" in board.content
    assert not board.mention_everyone
    assert not [look for look in read(board.content).looks if look[0] == "special"]


async def test_an_answer_that_is_markup(program: Program):
    """What somebody typed comes back letter for letter, in direct messages too."""
    await program.ana_user.slash("quiz", topic="Capitals")
    await program.ana_user.send_dm("<@1> **a**_b_ ||c||")
    assert rf"You wrote *\<\@{ZERO_WIDTH}1\> \*\*a\*\*\_b\_ \|\|c\|\|*" in program.dm.content
