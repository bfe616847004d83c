"""What the pages have to mention, that their links lead somewhere, and that nothing in them is anybody's own."""

import io
import re
import subprocess
from pathlib import Path

import pytest
import typer
from PIL import Image, ImageChops, ImageStat

from bot import cli
from bot.chats.discord.client import INTENTS
from bot.chats.discord.permissions import ALL, NEEDED
from bot.settings import Settings
from bot.study.commands import TABLE
from tests.docs.fences import ROOT, fences, pages
from tests.docs.scripts import loaded

_LINK = re.compile(r"!?\[[^\[\]]*\]\(([^()\s]+)\)")
_HEADING = re.compile(r"#{1,6} (.+)")
_NOT_IN_AN_ANCHOR = re.compile(r"[^\w\- ]")


README = (ROOT / "README.md").read_text(encoding="utf-8")
DISCORD = (ROOT / "docs" / "discord.md").read_text(encoding="utf-8")
HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", "docs/LEEME.es.md"])
@pytest.mark.parametrize("name", [entry.name for entry in TABLE])
def test_every_command_of_the_chat_is_explained(name: str, page: str):
    """It stands in the table of the README, and of its Spanish sister."""
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `/")]
    assert any(f"`/{name}`" in row for row in rows)


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_every_setting_is_explained(name: str):
    """It has a row in docs/hosting.md."""
    assert f"\n| `{name}` |" in HOSTING


def _program() -> list[str]:
    def names(app: typer.Typer) -> list[str]:
        return [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]

    groups = [(group.name, group.typer_instance) for group in cli.app.registered_groups if group.typer_instance]
    return [*names(cli.app), *(f"{group} {name}" for group, app in groups for name in names(app))]


@pytest.mark.parametrize("command", _program())
def test_every_command_of_the_program_is_explained(command: str):
    """It has a row in docs/hosting.md."""
    assert re.search(rf"^\| `repaso {command}[ `]", HOSTING, re.MULTILINE)


def test_the_invitation_to_discord_asks_for_what_the_bot_needs():
    """The number of the address is that of the permissions in the table, which are those that the bot looks for."""
    rows = [line.split(" | ")[0].removeprefix("| ") for line in DISCORD.splitlines() if line.startswith("| ")]
    start = rows.index("permission") + 1
    assert rows[start : start + len(NEEDED)] == [name.text for name in NEEDED.values()]
    assert re.findall(r"&permissions=(\d+)", DISCORD) == [str(ALL.value)]


def test_the_intents_of_discord_are_told():
    """The page names those that the client asks for; none of them is privileged."""
    asked = {name for name, on in INTENTS if on}
    assert {name for name in re.findall(r"`(\w+)`", DISCORD) if name in dict(INTENTS)} == asked
    assert asked.isdisjoint({"members", "presences", "message_content"})


def test_the_example_environment_names_the_settings():
    """`.env.example` has all of them that do something, and none that does not exist."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {found[1] for line in lines if (found := re.match(r"#? ?([A-Z_]+)=", line))}
    assert named == {name.upper() for name in Settings.model_fields}


def _links() -> list[tuple[Path, str]]:
    return [
        (page, target)
        for page in pages()
        for target in _LINK.findall(_without_fences(page))
        if not target.startswith(("http://", "https://"))
    ]


def _without_fences(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    for fence in fences(page):
        text = text.replace(fence.text, "")
    return text


def _anchors(page: Path) -> set[str]:
    headings = (_HEADING.fullmatch(line) for line in _without_fences(page).splitlines())
    return {_NOT_IN_AN_ANCHOR.sub("", found[1].lower()).replace(" ", "-") for found in headings if found}


@pytest.mark.parametrize(("page", "target"), _links(), ids=lambda value: getattr(value, "name", value))
def test_every_link_leads_somewhere(page: Path, target: str):
    """The file is there, and so is the heading that the link names."""
    file, _, anchor = target.partition("#")
    there = (page.parent / file).resolve() if file else page
    assert there.exists()
    assert not anchor or anchor in _anchors(there)


def test_the_session_is_drawn_by_the_program(monkeypatch: pytest.MonkeyPatch):
    """It shows what the program shows today; `python docs/make_pictures.py` draws it anew."""
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    pictures = loaded("make_pictures")
    assert pictures.picture() == pictures.PICTURE.read_text(encoding="utf-8")


def test_the_year_is_drawn_by_the_program():
    """The same; letters may differ by a hair from one FreeType to the next."""
    pictures = loaded("make_pictures")
    with Image.open(pictures.YEAR) as kept, Image.open(io.BytesIO(pictures.year())) as drawn:
        assert kept.size == drawn.size
        assert ImageStat.Stat(ImageChops.difference(kept, drawn)).mean < [0.5] * 3


def test_the_picture_loads_nothing():
    """No font and no image comes from elsewhere: a reader's browser asks nobody."""
    picture = (ROOT / "docs" / "pictures" / "session.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\"' )]+", picture)) == {"http://www.w3.org/2000/svg"}
    assert "@import" not in picture
    assert "url(" not in picture.replace("url(#", "")


def _tracked() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no Git checkout")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


OWN = re.compile(r"/(?:root|Users|work)/|/home/(?!me/|yo/|repaso\b)\w|/opt/pypi")
REGISTRY = re.compile(r"pypi\.|pythonhosted\.|file:///\w+/|index-url[ =]\S*://|/simple/\w+/")


def test_nothing_names_a_machine_or_a_registry():
    """No text of the repository holds somebody's folders, or the address of a place where packages come from."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in _tracked()
        if path != Path(__file__)
        for number, line in enumerate(_text(path).splitlines(), 1)
        if OWN.search(line) or REGISTRY.search(line)
    ]
    assert found == []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
