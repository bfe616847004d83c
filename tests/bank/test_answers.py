"""Rules 2 to 4: what an answer is, and what choices, hints and key points are made of."""

import pytest

from bot.bank.inline import plain, split_id, split_tags, without_comments, without_wikilinks
from bot.domain.question import Difficulty, Kind
from tests.bank.builders import asked, complaints, only, reading


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[a|b]]", "b"),
        ("[[a]]", "a"),
        ("[[a#h]]", "a › h"),
        ("[[#h]]", "h"),
        ("[[a#^block]]", "a"),
        (r"| [[a\|b]] |", "| b |"),
        ("`[[a]]` and [[a]]", "`[[a]]` and a"),
        ("![[my map.png|300]]", "![my map.png](<my map.png>)"),
        ("![[map.png|a map]]", "![a map](map.png)"),
        ("[[a", "[[a"),
    ],
)
def test_wikilinks_show_their_words(written: str, shown: str):
    """Pictures become Markdown ones; code stays as it is."""
    assert without_wikilinks(written) == shown


def test_plain_words_have_no_markup():
    """For topics and key points."""
    assert plain("**[The _best_ way](https://example.org)** with `snake_case` <sub>2</sub> [[a|b]]") == (
        "The best way with snake_case 2 b"
    )


def test_comments_go_but_not_from_code():
    """Obsidian's and HTML's alike."""
    assert without_comments("a %%b%% `<!-- c -->` <!--SR:!2025-01-01,3,250-->") == "a  `<!-- c -->`"


def test_tags_and_ids_stand_at_the_end():
    """A `#` elsewhere, or one that is no tag, belongs to the text."""
    assert split_tags("What is #define in C? #c #a/b") == ("What is #define in C?", ("c", "a/b"))
    assert split_tags("Why C#") == ("Why C#", ())
    assert split_id("Why? ^why-1") == ("Why?", "why-1")
    assert split_id("What is 2 ^10") == ("What is 2 ^10", "")


def test_code_further_left_than_its_fence_does_not_keep_the_answer_indented():
    """Only text and fences decide how far an answer moves."""
    question = only("- ## Why?\n    text\n    ```py\ncode()\n      more()\n    ```\n")
    assert question.answer == "text\n```py\ncode()\n  more()\n```"


def test_logseq_properties_and_schedules_are_residue():
    """They are listed as left out; `std::vector` stays."""
    found = reading("## Why?\nid:: 1234\n- card-last-interval:: 4\nSCHEDULED: <2025-01-01 Wed>\nstd::vector\n^abc123\n")
    assert [one.answer for one in found.questions] == ["std::vector"]
    assert found.left_out == (2, 3, 4, 6)


def test_links_to_other_questions_stay_but_back_links_go():
    """A list of them may be the answer."""
    assert (
        only("## Why?\n- [See this](#this)\n\n[⬆ Top](#top)\n<a href='#top'>Top</a>\n").answer == "- [See this](#this)"
    )


def test_no_choice_is_marked():
    """The question is left out and its owner told; the others are read."""
    text = "## Which?\n- [ ] a\n- [ ] b\n## Why?\nBecause.\n"
    assert asked(text) == ["Why?"]
    assert complaints(text) == ["note.md:1: no choice is marked as correct with [x]; the question was left out"]
    assert reading(text).left_out == (1, 2, 3)


def test_one_marked_choice():
    """Code between the question and its choices belongs to the question."""
    question = only("## What is printed?\n```js\nlog(1)\n```\n- [ ] 0\n- [X] 1\n\nIt is *one*.\n")
    assert (question.kind, [choice.correct for choice in question.choices]) == (Kind.SINGLE, [False, True])
    assert (question.question, question.answer) == ("What is printed?\n\n```js\nlog(1)\n```", "It is *one*.")


def test_a_checklist_in_an_answer_is_no_choice():
    """Only a task list right under the question is."""
    assert only("## How?\nIn steps:\n- [x] first\n- [ ] second\n").kind is Kind.OPEN
    assert only("## How?\n- [ ] the only step\n").kind is Kind.OPEN


def test_true_or_false_needs_both_the_words_and_a_verdict():
    """`True` alone under another question is an answer like any other."""
    assert only("## True or false: 1 < 2\n**True.** By counting.\n").answer == "By counting."
    assert only("## ¿Verdadero o falso? 1 < 2\nVerdadero\n").choices[0].text == "Verdadero"
    assert only("## Is 1 < 2?\nTrue\n").kind is Kind.OPEN
    assert only("## True or false: 1 < 2\nTruely\n").kind is Kind.OPEN


def test_short_answers_on_several_lines():
    """Each line adds forms; markup is no part of them."""
    assert only("## Who?\n= **Ada** | Ada Lovelace\n= [[Lovelace]]\n").key_points == (
        ("Ada", "Ada Lovelace", "Lovelace"),
    )


def test_hints_over_several_lines():
    """A blank line ends them; a callout of another kind stays in the answer."""
    question = only("## Why?\n> [!hint]- Think\n> of [[graphs|trees]]\n\n> [!note] Stays\nBecause.\n")
    assert question.hint == "Think\nof trees"
    assert question.answer == "> [!note] Stays\nBecause."


def test_key_points_are_bold_words_links_and_heads_of_list_items():
    """No labels, no code, no repeated or long ones."""
    answer = (
        "**Note:** a `**code**` and **bold** and **Bold**.\n- [[Graph Theory|graphs]] and trees\n- Cost: low\n"
        "- v2.0 is out. It is new\n- **[[BFS]] + [[DFS]]**\n- "
        + "very " * 20
        + "long\n- [a link](https://example.org)\n"
    )
    assert only(f"## Why?\n{answer}").key_points == (
        ("bold",),
        ("graphs", "Graph Theory"),
        ("Cost",),
        ("v2.0 is out",),
        ("BFS",),
        ("DFS",),
    )


def test_at_most_twelve_key_points():
    """The first ones."""
    points = only("## Why?\n" + "\n".join(f"- point {number}" for number in range(30))).key_points
    assert len(points) == 12


@pytest.mark.parametrize("word", ["facil", "Fácil", "easy"])
def test_difficulty_as_a_tag(word: str):
    """In either language, with or without its accent; it is no tag of the question."""
    question = only(f"---\ndifficulty: hard\n---\n## Why? #{word} #ml\nBecause.\n")
    assert (question.difficulty, question.tags) == (Difficulty.EASY, ("ml",))


@pytest.mark.parametrize("words", ["TODO", "Answer here", "*Pendiente…*", "Escribe tu respuesta aquí", "…"])
def test_placeholders_leave_a_question_unanswered(words: str):
    """Kept and reported."""
    assert only(f"## Why?\n{words}\n").answer == ""
    assert complaints(f"## Why?\n{words}\n") == ["note.md:1: the question has no answer"]


def test_sections_do_not_share_answers():
    """Only questions with nothing between them do."""
    found = reading("## A\n### Why?\n## B\n### How?\nSo.\n").questions
    assert [one.answer for one in found] == ["", "So."]


def test_a_heading_of_nothing_but_tags():
    """It asks nothing, which is reported."""
    assert complaints("## Why?\na\n## #ml\nb\n") == ["note.md:3: the heading holds no question"]


def test_a_number_in_the_middle_of_a_question():
    """Only the number that a question begins with is its number."""
    question = only("## 3. There are 100 and it finds 80. What is its recall?\n0.8\n").question
    assert question == "There are 100 and it finds 80. What is its recall?"


def test_a_short_answer_is_its_own_key_point():
    """Stated ones would never be shown, which the owner learns."""
    text = "## Who?\n= Ada\n> [!key] a | b\n"
    assert only(text).key_points == (("Ada",),)
    assert complaints(text) == ["note.md:3: a short answer is its own key point; [!key] was left out"]


@pytest.mark.parametrize(
    ("choices", "left", "message"),
    [
        ("- [x] a\n- [ ]\n- [ ] b", ["a", "b"], "a choice is empty; it was left out"),
        ("- [x] a\n- [ ] \n- [ ] b", ["a", "b"], "a choice is empty; it was left out"),
        ("A. a\nB.\nC. b\n\nAnswer: A", ["a", "b"], "a choice is empty; it was left out"),
        ("- [x] a\n- [ ] b\n- [ ]  b", ["a", "b"], 'the choice "b" stands there twice; the second was left out'),
        ("- [x] a\n- [x] a\n- [ ] b", ["a", "b"], 'the choice "a" stands there twice; the second was left out'),
        ("- [x] a\n- [ ] a\n- [ ] b", [], 'the choice "a" is both right and wrong; the question was left out'),
        ("A) a\nB) a\nC) b\n\nAnswer: A", [], 'the choice "a" is both right and wrong; the question was left out'),
        ("- [x]\n- [ ] a\n- [ ] b", [], "the choice that is right is empty; the question was left out"),
        ("- [x] a\n- [ ]", [], "there is only one choice; the question was left out"),
        ("- [x] `A`\n- [ ] `a`", ["`A`", "`a`"], ""),
    ],
)
def test_choices_that_nobody_could_choose_between(choices: str, left: list[str], message: str):
    """What is wrong and empty or there twice goes; where a right one is concerned, the question cannot be asked."""
    found = reading(f"# T\n\n### Which?\n{choices}\n")
    assert [choice.text for question in found.questions for choice in question.choices] == left
    assert [question.kind for question in found.questions] == ([Kind.SINGLE] if left else [])
    assert [str(problem) for problem in found.problems] == ([f"note.md:3: {message}"] if message else [])


def test_text_above_a_label_heading_is_the_answer_where_the_heading_has_asked():
    """Label headings are answer text; nothing is lost, and the next question is its own."""
    text = "### ¿Qué es D?\n\nUna letra.\n\n### Respuesta correcta\n\nLa cuarta.\n\n### ¿Y E?\n\nOtra.\n"
    assert [(one.question, one.answer) for one in reading(text).questions] == [
        ("¿Qué es D?", "Una letra.\n\n### Respuesta correcta\n\nLa cuarta."),
        ("¿Y E?", "Otra."),
    ]


@pytest.mark.parametrize(
    ("heading", "above"),
    [
        ("What is printed?", "```js\nf()\n```"),
        ("What is printed?", "Given a function:\n\n```js\nf()\n```"),
        ("What does this code print?", "It runs in a browser.\n\n```js\nf()\n```"),
        ("¿Qué parte es?", "![una célula](cell.png)"),
        ("¿Cuánto cuesta?", "Una manzana cuesta 2 €. ¿Y tres?"),
        ("¿Cuánto cuesta?", "Supón que una manzana cuesta 2 €."),
        ("Exercise 3", "A train leaves at noon."),
        ("Create a function `f`.", "It takes no argument."),
        ("True or false: HTML is a language", "Think of its name."),
    ],
)
def test_text_above_a_label_heading_that_is_asked(heading: str, above: str):
    """Code, pictures, what sets the question out, and all below a heading that has not asked yet."""
    question = only(f"### {heading}\n\n{above}\n\n#### Answer\n\nTrue.\n", questions="h3")
    assert question.question == f"{heading}\n\n{above}"
    assert question.answer in ("True.", "")


@pytest.mark.parametrize("label", ["Answer: it", "**Respuesta:** it", "#### Answer: it", "**Answer**\n\nit"])
def test_an_answer_line_below_code_or_a_picture(label: str):
    """Below text, it is part of the answer."""
    question = only(f"### What is printed?\n```js\nf()\n```\n{label}\n\nMore.\n")
    assert (question.question, question.answer) == ("What is printed?\n\n```js\nf()\n```", "it\n\nMore.")
    assert only(f"### What is printed?\nText.\n\n{label}\n").question == "What is printed?"


@pytest.mark.parametrize(
    "placeholder",
    ["_Answer here_", "*(Respuesta aquí)*", "**Pendiente**", "Escribe aquí la respuesta", "Sin respuesta aún", "> TODO",
     "Por definir", "No answer yet.", "aquí va la respuesta"],
)  # fmt: skip
def test_placeholders_in_whatever_type(placeholder: str):
    """The question is unanswered, and that is told."""
    assert only(f"## Why?\n{placeholder}\n").answer == ""


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("1.1 ¿Qué es TCP?", "¿Qué es TCP?"),
        ("2.3.1. What is UDP?", "What is UDP?"),
        ("Pregunta 3: ventajas", "ventajas"),
        ("Question #4 - `a` or `b`?", "`a` or `b`?"),
        ("Pregunta 12", "Pregunta 12"),
        ("2.5 times what?", "2.5 times what?"),
        ('<a name="x"></a>What is X? {#what-is-x}', "What is X?"),
        ("<a id='y'>What is Y?</a> #easy", "What is Y?"),
        ("What is `{#id}`?", "What is `{#id}`?"),
    ],
)
def test_what_stands_around_a_question(heading: str, question: str):
    """Numbers and anchors are no part of it; numbers that say something are."""
    assert only(f"## {heading}\nx\n", questions="h2").question == question


@pytest.mark.parametrize(
    ("statement", "answer", "right", "explanation"),
    [
        ("V o F: CSS es un lenguaje", "F. Es de estilo.", "Falso", "Es de estilo."),
        ("V/F: HTML marca", "**V**", "Verdadero", ""),
        ("T/F: 1 < 2", "T", "True", ""),
        ("True/False: 1 > 2", "It is false: look.", "False", "look."),
        ("Verdadero o falso: la Tierra es plana", "Es falsa.", "Falso", ""),
    ],
)
def test_short_ways_to_ask_for_true_or_false(statement: str, answer: str, right: str, explanation: str):
    """And to answer."""
    question = only(f"---\nlang: {'es' if right[-1] == 'o' else 'en'}\n---\n## {statement}\n{answer}\n")
    assert (question.kind, question.answer) == (Kind.TRUE_FALSE, explanation)
    assert [choice.text for choice in question.choices if choice.correct] == [right]


def test_a_back_link_with_brackets_in_it():
    """As the handbooks of interviews write it."""
    assert only("## Why?\nSo.\n\n[[↑] Back to top](#questions)\n").answer == "So."


def test_spaces_between_the_words_of_a_heading():
    """They are one, as everywhere in Markdown; those in code stay."""
    assert asked("## What   is  `a   b`   it?\nThis.\n") == ["What is `a   b` it?"]
