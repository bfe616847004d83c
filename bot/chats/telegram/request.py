"""python-telegram-bot's wire, on aiohttp: less than half the work of the default one for each call.

Nothing that is raised here names the address that was asked, because it holds the bot's token.
"""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

# The library gives seconds as timedelta from its next version on and warns until one asks for it.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_FORM = "application/x-www-form-urlencoded"
LARGEST_ANSWER = 32 * 2**20


class NotSent(NetworkError):
    """No connection came about, so Telegram cannot have seen the request: asking again repeats nothing."""


class AiohttpRequest(BaseRequest):
    """One session for all calls. Times are in seconds; `connections` bounds how many are open at once."""

    def __init__(
        self,
        connections: int = 64,
        *,
        connect_timeout: float = 10.0,
        read_timeout: float = 20.0,
        write_timeout: float = 20.0,
        upload_timeout: float = 60.0,
        pool_timeout: float = 30.0,
    ) -> None:
        self._connections = connections
        self._connect, self._read, self._pool = connect_timeout, read_timeout, pool_timeout
        self._write, self._upload = write_timeout, upload_timeout
        self._session: ClientSession | None = None
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may take by default, in seconds."""
        return self._read

    async def initialize(self) -> None:
        """Opens the session; a second time does nothing."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections, ttl_dns_cache=300),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                # `trust_env=True` would read ~/.netrc and the environment in a thread for each call; see `_proxy`.
                trust_env=False,
            )

    async def shutdown(self) -> None:
        """Closes the session; a second time does nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises TimedOut, NotSent, or NetworkError when the connection broke."""
        uploads = request_data is not None and request_data.contains_files
        limits = _limits(
            connect=_chosen(connect_timeout, self._connect),
            pool=_chosen(pool_timeout, self._pool),
            read=_chosen(read_timeout, self._read),
            write=_chosen(write_timeout, self._upload if uploads else self._write),
        )
        try:
            return await self._exchange(url, method, request_data, limits)
        except TimeoutError:
            raise TimedOut from None
        except ClientConnectorError as error:
            raise NotSent(f"no connection to Telegram ({type(error).__name__})") from None
        except (ClientError, OSError) as error:
            raise NetworkError(f"the connection to Telegram broke ({type(error).__name__})") from None

    async def _exchange(
        self, url: str, method: str, request_data: RequestData | None, limits: ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the connection to Telegram is not open")
        body, headers = _body(request_data)
        async with self._session.request(
            method, URL(url, encoded=True), data=body, headers=headers, timeout=limits, proxy=self._proxy(url)
        ) as response:
            return response.status, await _body_of(response)

    def _proxy(self, url: str) -> str | None:
        """The proxy that the environment names for this host, looked up once."""
        parts = urlsplit(url)
        if parts.netloc not in self._proxies:
            known = {} if proxy_bypass(parts.netloc) else getproxies()
            self._proxies[parts.netloc] = known.get(parts.scheme) or known.get("all")
        return self._proxies[parts.netloc]


async def _body_of(response: ClientResponse) -> bytes:
    """The whole answer: nothing that the Bot API sends is larger than a file of 20 MB."""
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise NetworkError(f"Telegram's answer is larger than {LARGEST_ANSWER} bytes")
    return bytes(body)


def _body(data: RequestData | None) -> tuple[bytes | FormData | None, Mapping[str, str]]:
    if data is None:
        return None, {}
    if data.contains_files:
        return _multipart(data), {}
    return data.url_encoded_parameters().encode(), {"Content-Type": _FORM}


def _multipart(data: RequestData) -> FormData:
    form = FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return form


def _chosen(asked: object, default: float) -> float | None:
    """The time asked for (None: no limit), or the default when nothing was asked."""
    if asked is None or isinstance(asked, int | float):
        return asked
    return default


def _limits(*, connect: float | None, pool: float | None, read: float | None, write: float | None) -> ClientTimeout:
    reaching = None if connect is None or pool is None else connect + pool
    total = None if reaching is None or read is None or write is None else reaching + read + write
    return ClientTimeout(total=total, connect=reaching, sock_connect=connect, sock_read=read)
