"""Reads GIFT in the steps of Moodle's own reader (`readquestion` in question/format/gift/format.php)."""

import re
from dataclasses import dataclass, field

_SIGNS = {":": "&&058;", "#": "&&035;", "=": "&&061;", "{": "&&123;", "}": "&&125;", "~": "&&126;", "n": "&&010"}
_WEIGHT = re.compile(r"%-*([0-9]{1,2})\.?([0-9]*)%")


@dataclass
class Item:
    """A question as Moodle would store it; answers are (weight in per cent, text)."""

    category: str
    remark: str
    name: str
    text: str
    type: str
    answers: list[tuple[float, str]] = field(default_factory=list)
    feedback: str = ""


def read(source: str) -> list[Item]:
    items, category = list[Item](), ""
    for block in re.split(r"\n[ \t]*\n", source):
        lines = [line.strip() for line in block.split("\n")]
        remarks = [line for line in lines if line.startswith("//")]
        text = "\n".join(line for line in lines if not line.startswith("//")).strip()
        if text.startswith("$CATEGORY:"):
            category = text.removeprefix("$CATEGORY:").strip()
        elif text:
            items.append(_item(category, "\n".join(remarks), _hidden(text)))
    return items


def _hidden(text: str) -> str:
    text = text.replace("\\\\", "&&092;")
    for sign, placeholder in _SIGNS.items():
        text = text.replace(f"\\{sign}", placeholder)
    return text.replace("&&092;", "\\")


def _shown(text: str) -> str:
    for sign, placeholder in _SIGNS.items():
        text = text.replace(placeholder, "\n" if sign == "n" else sign)
    return re.sub(r"^\[(html|plain|markdown|moodle)\]", "", text.strip()).strip()


def _item(category: str, remark: str, text: str) -> Item:
    assert text.startswith("::"), text
    name, _, rest = text[2:].partition("::")
    start, end = rest.index("{"), rest.index("}")
    assert end == len(rest) - 1, "something follows the answers"
    assert rest.count("{") == rest.count("}") == 1
    answers, separator, feedback = rest[start + 1 : end].strip().rpartition("####")
    answers = answers.strip() if separator else feedback.strip()
    item = Item(
        category, remark, _shown(name), _shown(rest[:start]), "", feedback=_shown(feedback) if separator else ""
    )
    _read_answers(item, answers)
    return item


def _read_answers(item: Item, answers: str) -> None:
    if answers == "":
        item.type = "essay"
    elif answers.startswith("#"):
        item.type = "numerical"
    elif "~" in answers:
        item.type = "multichoice" if "=" in answers else "multichoice, several"
        item.answers = [_weighted(one, 0) for one in answers.replace("=", "~=").split("~")[1:]]
    elif "=" in answers and "->" in answers:
        item.type = "match"
    elif answers in ("T", "TRUE", "F", "FALSE"):
        item.type, item.answers = "truefalse", [(100, answers)]
    else:
        item.type = "shortanswer"
        item.answers = [_weighted(one, 100) for one in answers.split("=")[1:]]


def _weighted(answer: str, weight: float) -> tuple[float, str]:
    answer = answer.strip()
    assert "#" not in answer, "feedback that nobody wrote"
    if answer.startswith("="):
        return 100, _shown(answer[1:])
    if _WEIGHT.match(answer):
        number, _, answer = answer[1:].partition("%")
        weight = float(number)
    return weight, _shown(answer)
