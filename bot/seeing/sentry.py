"""Errors for Sentry, where the host wants that: what kind they are and where they happened, and nothing else.

What is sent is made anew of the few things that may be sent, rather than cleaned of those that may not.
"""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.seeing import trail

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

FLUSH_SECONDS = 2.0
_KEPT = ("event_id", "timestamp", "platform", "level", "logger", "release", "environment")
_OF_A_FRAME = ("filename", "function", "module", "lineno", "in_app")

log = logging.getLogger(__name__)


def start(dsn: str, release: str) -> Callable[[], None]:
    """Sends what is logged as an error from now on; call what comes back at the end, to send the last of it.

    Without Sentry's library one line of the log says so, and nothing is sent.
    """
    try:
        import sentry_sdk  # a third of a second, which only who wants it spends
        from sentry_sdk.integrations.excepthook import ExcepthookIntegration
        from sentry_sdk.integrations.logging import LoggingIntegration
    except ImportError:
        log.warning("SENTRY_DSN is set, but sentry-sdk is not installed: errors are told here and nowhere else")
        return lambda: None
    # Personal data is off by default, and its switch deprecated; `harmless` lets none of it through in any case.
    sentry_sdk.init(
        dsn,
        release=release,
        before_send=harmless,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR), ExcepthookIntegration()],
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
        shutdown_timeout=FLUSH_SECONDS,
    )
    return lambda: sentry_sdk.get_client().close()


def harmless(event: "Event", hint: "Hint") -> "Event":
    """The event as it is sent: kinds of errors, places in the code, and the number to look for in the log."""
    found: Mapping[str, Any] = event  # of many shapes, and none of them is ours
    sent: dict[str, Any] = {name: found[name] for name in _KEPT if name in found}
    if str(found.get("logger", "")).startswith("bot."):  # our sentences are templates; what fills them stays here
        sent["logentry"] = {"message": found.get("logentry", {}).get("message", "")}
    if values := (found.get("exception") or {}).get("values"):
        sent["exception"] = {"values": [_error(value) for value in values]}
    if followed := trail.current():
        sent["tags"] = {"trail": followed.id}
    return sent  # type: ignore[return-value]  # a TypedDict of Sentry's, of which these are some keys


def _error(value: Mapping[str, Any]) -> dict[str, Any]:
    """One error of a chain; its sentence may quote anybody."""
    frames = (value.get("stacktrace") or {}).get("frames", ())
    places = [{name: frame[name] for name in _OF_A_FRAME if name in frame} for frame in frames]
    return {"type": value.get("type"), "module": value.get("module"), "stacktrace": {"frames": places}}
