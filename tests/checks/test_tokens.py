"""Secrets in the repository are found before anybody pushes them."""

import subprocess
from pathlib import Path

import pytest

from tests.checks.tokens import KINDS, found_in, found_under, tracked

LETTERS = "Zk3xQ9vB7nLw2RtY5cHs8MdJ4gFp6aVe1uTiOoXb0y"
PLANTED = {
    "a Telegram token": "7123456789:" + "AA" + LETTERS[:33],
    "a Discord token": "M" + LETTERS[:24] + "." + "GxYz12" + "." + LETTERS[:38],
    "a Discord webhook": "https://discord.com/api/webhooks/" + "1" * 18 + "/" + LETTERS * 2,
    "an OpenAI key": "sk-" + "proj-" + LETTERS,
    "a GitHub token": "ghp" + "_" + LETTERS[:36],
    "a GitLab token": "glpat" + "-" + LETTERS[:20],
    "a PyPI token": "pypi" + "-AgE" + LETTERS * 2,
    "a Slack token": "xoxb" + "-" + LETTERS[:24],
    "an AWS key": "AKIA" + "IOSFODNN7EXAMPLE",
    "a Google key": "AIza" + LETTERS[:35],
    "a key of Sentry": "https://" + "0123456789abcdef" * 2 + "@o1.ingest.example/7",
    "a JSON Web Token": "eyJ" + LETTERS[:20] + "." + "eyJ" + LETTERS[:20] + "." + LETTERS,
    "a private key": "-----BEGIN " + "OPENSSH PRIVATE KEY-----\n" + LETTERS * 2,
}
"""Put together here, so that this file holds none."""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty one."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


def test_every_kind_has_an_example():
    """What is looked for is also found."""
    assert set(PLANTED) == set(KINDS)


@pytest.mark.parametrize(("kind", "secret"), PLANTED.items(), ids=PLANTED)
def test_a_planted_secret(repository: Path, kind: str, secret: str):
    """It is told with its file and line, and not told again itself; also before it is committed."""
    repository.joinpath("deep").mkdir()
    repository.joinpath("deep", "notes.md").write_text(f"one\ntwo\nkey = '{secret}'\n")
    found = found_under(repository, tracked(repository))
    assert f"deep/notes.md:3: holds {kind}" in found
    assert not any(secret in line for line in found)


@pytest.mark.parametrize("name", [".env", "deploy/.env.production", "server.pem", "keys/id_ed25519"])
def test_a_file_for_secrets(repository: Path, name: str):
    """Its name is enough."""
    file = repository / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("LANGUAGE=es\n")
    assert found_under(repository, tracked(repository)) == [f"{name}: is a file for secrets"]


def test_what_git_ignores_is_nobodys_business(repository: Path):
    """A `.env` lies in every checkout that runs."""
    repository.joinpath(".gitignore").write_text(".env\n")
    repository.joinpath(".env").write_text(PLANTED["a Telegram token"])
    assert found_under(repository, tracked(repository)) == []


@pytest.mark.parametrize(
    "text",
    ["TELEGRAM_BOT_TOKEN=\n", "123456:AAF-x", "sk-x", "-----BEGIN PRIVATE KEY-----\n…", "--hash=sha256:" + "a1" * 32],
)
def test_what_only_looks_like_one(text: str):
    """Examples in pages and tests, and the hashes of the pins."""
    assert list(found_in("README.md", text)) == []


def test_this_repository_holds_none():
    """Every file that Git tracks."""
    root = Path(__file__).parents[2]
    if not root.joinpath(".git").exists():
        pytest.skip("this is no checkout")
    assert found_under(root, tracked(root)) == []
