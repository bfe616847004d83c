"""Whether a file of the repository holds a secret: tokens of the platforms, keys of services, private keys.

`python -m tests.checks.tokens` looks at every file that Git tracks, and at those it would take, and lists the places
without the secrets themselves.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

KINDS = {
    "a Telegram token": re.compile(r"(?<![\w-])\d{8,12}:AA[\w-]{33}(?![\w-])"),
    "a Discord token": re.compile(r"(?<![\w-])[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,45}(?![\w-])"),
    "a Discord webhook": re.compile(r"discord(?:app)?\.com/api/webhooks/\d{15,}/[\w-]{40,}"),
    "an OpenAI key": re.compile(r"(?<![\w-])sk-(?:proj-|svcacct-|admin-|ant-)?[A-Za-z0-9_-]{32,}"),
    "a GitHub token": re.compile(r"(?<!\w)(?:gh[oprsu]_[A-Za-z0-9]{36,}|github_pat_\w{60,})"),
    "a GitLab token": re.compile(r"(?<![\w-])glpat-[\w-]{20,}"),
    "a PyPI token": re.compile(r"(?<![\w-])pypi-AgE[\w-]{50,}"),
    "a Slack token": re.compile(r"(?<!\w)xox[abeoprs]-[\w-]{10,}"),
    "an AWS key": re.compile(r"(?<!\w)(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)"),
    "a Google key": re.compile(r"(?<!\w)AIza[\w-]{35}(?![\w-])"),
    "a key of Sentry": re.compile(r"https://[0-9a-f]{32}(?::[0-9a-f]{32})?@[\w.-]+/\d+"),
    "a JSON Web Token": re.compile(r"(?<![\w-])eyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}"),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----\s*\n?[A-Za-z0-9+/=\n:, -]{40,}"),
}
_ENV = re.compile(r"(?:^|/)\.env(?:\..+)?$|\.pem$|\.p12$|(?:^|/)id_(?:rsa|ed25519|ecdsa)$")
_ALLOWED_NAMES = {".env.example"}


def found_in(name: str, text: str) -> Iterator[str]:
    """Where secrets stand, a line for each; the secret itself is not told again."""
    if _ENV.search(name) and name not in _ALLOWED_NAMES:
        yield f"{name}: is a file for secrets"
    for kind, pattern in KINDS.items():
        for secret in pattern.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, secret.start()) + 1}: holds {kind}"


def tracked(root: Path) -> list[Path]:
    """The files that Git tracks or would take, by their paths from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, check=True,
    )  # fmt: skip
    return [Path(name) for name in listed.stdout.decode().split("\0") if name]


def found_under(root: Path, files: Iterable[Path]) -> list[str]:
    """All that is found in these files; whatever is no text is looked at as if it were."""
    readable = ((file, root / file) for file in files)
    return [
        line
        for name, file in readable
        if file.is_file()
        for line in found_in(name.as_posix(), file.read_bytes().decode("utf-8", "replace"))
    ]


if __name__ == "__main__":
    places = found_under(Path.cwd(), tracked(Path.cwd()))
    print("\n".join(places) or "No secret stands in the repository.")
    sys.exit(bool(places))
