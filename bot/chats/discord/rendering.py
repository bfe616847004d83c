"""What the bot says → texts in Discord's Markdown, none of them longer than Discord takes.

Discord's rules: a message has at most 2,000 characters, counted with its markup; there is no quote in a quote and
nothing that unfolds, so a long answer is a quote over several messages.
"""

from bot.chats.discord.markdown import Reach, by_line, markdown
from bot.chats.styled.body import apart, styled
from bot.chats.styled.splitting import split
from bot.chats.styled.writing import Look
from bot.domain.conversation import Body

LONGEST = 2_000

_PRESSABLE = ("http://", "https://")
# Their signs inside of code would end them; of a spoiler, code is no reason to show what it hides.
_NOT_AROUND_CODE = frozenset((Look.BOLD, Look.ITALIC, Look.STRIKE))


def render(body: Body, limit: int = LONGEST) -> list[str]:
    """The messages that show a body, in order; none when nothing in it can be seen. `limit`: 1,000 or more."""
    whole = by_line(apart(styled(body, _PRESSABLE), _NOT_AROUND_CODE))
    return [markdown(piece) for piece in split(whole, Reach(whole, limit))]
