"""A language model to test against: OpenAI's chat completions on a local port, told what to say and how to fail."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEY = "sk-a-secret"


@dataclass
class Model:
    """Says `reply`, with `status`, after `wait` seconds; what it was asked stands in `asked`."""

    url: str = ""
    reply: object = ""
    status: int = 200
    wait: float = 0.0
    refusal: str | None = None
    raw: bytes | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    thinks: asyncio.Event = field(default_factory=asyncio.Event)

    async def _completions(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        self.at_once += 1
        self.thinks.set()
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.wait)
        finally:
            self.at_once -= 1
        if self.raw is not None:
            return web.Response(body=self.raw, content_type="application/json", status=self.status)
        return web.json_response(self._body(), status=self.status)

    def _body(self) -> dict[str, Any]:
        if self.status != 200:
            return {"error": {"message": f"no, because you said {self.asked[-1]['messages'][1]['content']}"}}
        said = self.reply if isinstance(self.reply, str | None) else json.dumps(self.reply, ensure_ascii=False)
        message = {"role": "assistant", "content": said, "refusal": self.refusal}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


@asynccontextmanager
async def a_model() -> AsyncIterator[Model]:
    """One at work on loopback."""
    model = Model()
    application = web.Application()
    application.router.add_post("/v1/chat/completions", model._completions)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    model.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield model
    finally:
        await runner.cleanup()
