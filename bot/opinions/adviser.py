"""Asks a language model at any address that speaks OpenAI's chat completions, and trusts nothing that comes back."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.domain.opinions import INSTRUCTIONS, NoOpinion, Opinion, Rubric, as_message, opinion_from

if TYPE_CHECKING:
    from openai import AsyncOpenAI

SECONDS = 20.0
MOST_BYTES = 64 * 1024
MOST_TOKENS = 700
NO_KEY = "none"
"""Servers on one's own machine take any key, and the library insists on one."""


@dataclass(slots=True)
class Adviser:
    """One model at one address. `key` is never shown; `seconds` is how long an opinion may take."""

    base_url: str
    model: str
    key: str = field(default=NO_KEY, repr=False)
    seconds: float = SECONDS
    _client: "AsyncOpenAI | None" = field(default=None, init=False, repr=False)
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock, init=False, repr=False)

    async def opinion(self, rubric: Rubric) -> Opinion:
        """What the model thinks of an answer. Raises NoOpinion, whatever goes wrong on the way."""
        client = await self._opened()
        try:
            async with asyncio.timeout(self.seconds):
                body = await self._asked(client, rubric)
        except TimeoutError:
            raise NoOpinion("it took too long") from None
        return opinion_from(_content(body), len(rubric.points))

    async def close(self) -> None:
        """Lets go of the connections."""
        if self._client is not None:
            await self._client.close()

    async def _opened(self) -> "AsyncOpenAI":
        """The one client, made by whoever asks first, outside of anybody's time."""
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(self._new_client)
            return self._client

    async def _asked(self, client: "AsyncOpenAI", rubric: Rubric) -> bytes:
        """The body of the server's answer."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

        try:
            return await self._body(client, rubric)
        except APITimeoutError as error:
            raise NoOpinion("it took too long") from error
        except APIStatusError as error:
            raise NoOpinion(f"the server said {error.status_code}") from error
        except APIConnectionError as error:
            raise NoOpinion("the server cannot be reached") from error
        except OpenAIError as error:
            raise NoOpinion(type(error).__name__) from error

    async def _body(self, client: "AsyncOpenAI", rubric: Rubric) -> bytes:
        # No response_format: servers differ in what they take there, and what comes is checked anyway.
        asked = client.chat.completions.with_streaming_response.create(
            model=self.model,
            messages=[{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": as_message(rubric)}],
            max_completion_tokens=MOST_TOKENS,
        )
        body = b""
        async with asked as response:
            async for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise NoOpinion("it is too long")
        return body

    def _new_client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI  # half a second, which only who wants opinions spends

        client = AsyncOpenAI(base_url=self.base_url, api_key=self.key, timeout=self.seconds, max_retries=0)
        _ = client.chat.completions.with_streaming_response  # the library imports this part when it is first looked at
        return client


def _content(body: bytes) -> str:
    """What the model said. Raises NoOpinion when it would not, or when the server's answer has another form."""
    try:
        choice: Any = json.loads(body)["choices"][0]
        message = choice["message"]
        said, refusal = message.get("content"), message.get("refusal")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise NoOpinion("the server's answer has another form") from None
    if refusal or choice.get("finish_reason") == "content_filter":
        raise NoOpinion("the model refused")
    if not isinstance(said, str):
        raise NoOpinion("it is empty")
    return said
