"""YAML at the top of a note: bombs, tags of Python, nesting without end. Told with its line, and nothing is run."""

import pytest

from bot.bank.upload import read_upload
from bot.domain.question import Bank
from tests.bank.builders import reading
from tests.fuzz.work import calls_of

LAUGHS = "\n".join(
    [
        "a0: &a0 [x, x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)),
        "tags: *a11",
        "title: *a11",
    ]
)
BODY = "## Why?\nSo.\n"
HOSTILE = {
    "aliases that multiply": LAUGHS,
    "a list that holds itself": "tags: &a [*a]\ntitle: &b {x: *b}",
    "a call": "title: !!python/object/apply:os.system ['touch pwned']",
    "a name": "id: !!python/name:os.system\ndeck: !!python/module:os",
    "a new object": "title: !!python/object/new:subprocess.Popen [['touch', 'pwned']]",
    "deep lists": "a: " + "[" * 60_000,
    "deep dashes": "a:\n  " + "- " * 30_000 + "x",
    "deep mappings": "\n".join("  " * n + "a:" for n in range(2_000)),
    "merging": "b: &b {a: 1}\n" + "c: {" + ", ".join(["<<: *b"] * 3_000) + "}",
    "numbers": "id: " + "9" * 20_000 + "\ndifficulty: 1e999999\nlang: 0x" + "f" * 20_000,
    "sixties": "id: " + ":".join(["59"] * 5_000),
    "moments": "title: 9999-99-99T99:99:99Z",
    "binary": "title: !!binary " + "A" * 20_000,
}


@pytest.mark.parametrize("front", HOSTILE.values(), ids=HOSTILE)
def test_front_matter_of_an_enemy(front: str, tmp_path, monkeypatch: pytest.MonkeyPatch):
    """The question below it is read, with little work; nothing was called."""
    monkeypatch.chdir(tmp_path)
    text = f"---\n{front}\n---\n{BODY}"
    assert calls_of(lambda: reading(text)) < 3_000_000
    found = read_upload("note.md", text.encode(), default_language="en").found
    assert isinstance(found, Bank)
    assert [one.question for one in found.questions] == ["Why?"]
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_is_told_with_its_line():
    """And without what stands there."""
    (problem,) = reading(f"---\nlang: en\ntitle: !!python/name:os.system\n---\n{BODY}").problems
    assert str(problem) == "note.md:3: front matter is not valid YAML: a value cannot be read"
