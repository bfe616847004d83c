"""Every regular expression of bot/, tried on what makes bad ones slow: `python -m tests.security.patterns`.

It prints a line for each that takes more than linear time, and `trying …` before each, so that one which never ends is
known, too. Inputs are made of the pattern's own signs: long runs, and runs of pairs, that end in what does not fit.
"""

import ast
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations
from pathlib import Path
from types import ModuleType

import bot

METHODS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
SHORT, LONG = 1_500, 12_000
NOTICED_SECONDS = 0.02
"""What is quicker than this at the long length is quick enough, whatever it grows like."""
MOST_GROWTH = 24
"""Eight times the text; the square would be 64 times."""
MOST_SIGNS, MOST_PAIRS = 16, 8
_USUAL = ["a", " ", "0", "\n", "_", "*", "[", "<", "`", "é"]
_END = "\x01"
"""What no pattern asks for."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A pattern, and how the code uses it."""

    name: str
    pattern: re.Pattern[str]
    method: str


def every_pattern() -> Iterator[Tried]:
    """Those with a name at the top of a module, and those that stand where they are used."""
    for module in _modules():
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for method, node in _uses(tree):
            yield from _of_use(module, method, node)


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(bot.__path__, "bot."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _uses(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            yield node.func.attr, node


def _of_use(module: ModuleType, method: str, call: ast.Call) -> Iterator[Tried]:
    assert isinstance(call.func, ast.Attribute)
    subject = call.func.value
    where = f"{module.__name__}:{call.lineno}"
    if not isinstance(subject, ast.Name):
        return
    found = getattr(module, subject.id, None)
    if isinstance(found, re.Pattern) and isinstance(found.pattern, str):
        yield Tried(f"{where} {subject.id}", found, method)
    elif found is re and call.args and isinstance(call.args[0], ast.Constant):
        yield Tried(f"{where} {call.args[0].value!r}", re.compile(call.args[0].value), method)


def inputs(pattern: str, length: int) -> Iterator[str]:
    """Runs of one sign and of two, after what the pattern begins with."""
    signs = list(dict.fromkeys([*(sign for sign in pattern if sign not in "\\()?:|{}^$"), *_USUAL]))[:MOST_SIGNS]
    pairs = ("".join(pair) for pair in islice(permutations(signs, 2), 0, None, max(1, len(signs) ** 2 // MOST_PAIRS)))
    opening = "".join(re.findall(r"\w{2,}|[\[<`*={$]{2,}", re.sub(r"\\.|\[.*?\]", "", pattern))[:1])
    for unit in (*signs, *pairs):
        yield opening + unit * (length // len(unit)) + _END


def seconds(tried: Tried, text: str) -> float:
    """How long it takes."""
    begun = time.process_time()
    if tried.method in {"sub", "subn"}:
        tried.pattern.sub(lambda found: found[0], text)
    elif tried.method == "finditer":
        for _ in tried.pattern.finditer(text):
            pass
    else:
        getattr(tried.pattern, tried.method)(text)
    return time.process_time() - begun


def is_slow(tried: Tried) -> str:
    """An input on which it takes more than linear time, shortened; empty when there is none."""
    for short, long in zip(inputs(tried.pattern.pattern, SHORT), inputs(tried.pattern.pattern, LONG), strict=True):
        if seconds(tried, long) > NOTICED_SECONDS and _grows(tried, short, long):
            return repr(long[:30])
    return ""


def _grows(tried: Tried, short: str, long: str) -> bool:
    """Measured three times, for others use the machine, too."""
    ratios = (min(seconds(tried, long) for _ in range(2)) / max(seconds(tried, short), 1e-5) for _ in range(3))
    return all(ratio > MOST_GROWTH for ratio in ratios)


if __name__ == "__main__":
    known = {}
    for one in every_pattern():
        known.setdefault((one.pattern, "search" if one.method in {"sub", "split", "findall"} else one.method), one)
    for one in known.values():
        print("trying", one.name, file=sys.stderr, flush=True)
        if found := is_slow(one):
            print(f"{one.name} {one.method}: {one.pattern.pattern!r} on {found}", flush=True)
    print(f"{len(known)} patterns", file=sys.stderr)
