"""Keys survive edits, moves and deletions: what a second import changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from bot.bank.identity import content_key
from bot.bank.reading import with_keys
from bot.bank.sync_plan import Known, Plan, Step, plan
from bot.domain.question import Question, QuestionKey
from tests.bank.builders import a_question

FIRST, SECOND, THIRD = (
    a_question("What is a closure?", line=1),
    a_question("How does hoisting work?", line=4),
    a_question("Why is NaN not equal to itself?", line=7),
)


def stored(before: Sequence[Known], done: Plan) -> list[Known]:
    """What the database holds after a plan was carried out: a simple model of it."""
    rows = {(one.key, one.language): one for one in before}
    for step in [*done.to_store, *done.unchanged]:
        if step.known:
            rows.pop((step.known.key, step.known.language), None)
    for step in [*done.to_store, *done.unchanged]:
        rows[step.question.key, step.question.language] = known(step)
    for one in done.retired:
        rows[one.key, one.language] = replace(one, retired=True)
    return list(rows.values())


def known(step: Step) -> Known:
    one = step.question
    return Known(one.key, one.language, one.file, one.line, one.question, step.fingerprint, answer=one.answer)


def after(*questions: Question) -> list[Known]:
    """What is known once these were loaded for the first time."""
    return stored([], plan([], with_keys(questions)[0]))


def with_id(question: Question, own_key: str) -> Question:
    """The question where its note gives it an id."""
    return replace(question, key=QuestionKey(own_key), own_key=own_key)


def keys(steps: Sequence[Step]) -> list[QuestionKey]:
    return [step.question.key for step in steps]


def test_the_first_import_adds_all():
    """Under the keys that they were read with."""
    assert keys(plan([], [FIRST, SECOND]).added) == [FIRST.key, SECOND.key]


def test_a_second_import_changes_nothing():
    """And there is nothing to store."""
    done = plan(after(FIRST, SECOND), [FIRST, SECOND])
    assert (keys(done.unchanged), done.to_store, done.retired) == ([FIRST.key, SECOND.key], [], [])


def test_a_line_inserted_above_moves_no_question():
    """The new line number is stored all the same."""
    done = plan(after(FIRST), [replace(FIRST, line=9)])
    assert (keys(done.unchanged), [step.question.line for step in done.to_store]) == ([FIRST.key], [9])


def test_a_copy_whose_original_is_deleted():
    """It takes over what is remembered; its own, younger memory is put away, and comes back with a second copy."""
    state = after(FIRST, replace(FIRST, file="copy.md"))
    done = plan(state, [replace(FIRST, file="copy.md")])
    assert (keys(done.moved), [one.key for one in done.retired]) == ([FIRST.key], [f"{FIRST.key}~2"])
    state = stored(state, done)
    assert not plan(state, [replace(FIRST, file="copy.md")]).to_store
    again = plan(state, with_keys([replace(FIRST, file="a.md"), replace(FIRST, file="copy.md")])[0])
    assert (keys(again.returned), keys(again.unchanged)) == ([f"{FIRST.key}~2"], [FIRST.key])


def test_a_copy_that_is_deleted():
    """The original keeps what is remembered of it."""
    done = plan(after(FIRST, replace(FIRST, file="copy.md")), [FIRST])
    assert (keys(done.unchanged), [one.key for one in done.retired]) == ([FIRST.key], [f"{FIRST.key}~2"])


def test_a_namesake_that_is_deleted():
    """A question with the same words and another answer is another one, and inherits nothing."""
    other = replace(FIRST, file="copy.md", answer="Something else.")
    done = plan(after(FIRST, other), [other])
    assert (keys(done.unchanged), [one.key for one in done.retired]) == ([f"{FIRST.key}~2"], [FIRST.key])


def test_an_edited_answer():
    """The question is the same."""
    done = plan(after(FIRST, SECOND), [replace(FIRST, answer="Another one."), SECOND])
    assert (keys(done.changed), keys(done.unchanged)) == ([FIRST.key], [SECOND.key])


def test_an_edited_question_keeps_its_key():
    """Through many edits, though its hash is another each time."""
    state = after(FIRST, SECOND)
    for text in ("What's a closure?", "What's a closure for?", "What is a closure for, and why?"):
        done = plan(state, [a_question(text), SECOND])
        assert (keys(done.changed), done.added, done.retired) == ([FIRST.key], [], [])
        state = stored(state, done)
        assert not plan(state, [a_question(text), SECOND]).to_store


def test_the_most_alike_is_the_one_that_was_edited():
    """Two edits in one note do not change places."""
    first, second = a_question("How is hoisting done?", line=1), a_question("So what is a closure?", line=4)
    done = plan(after(FIRST, SECOND), [first, second])
    assert [(step.question.question, step.question.key) for step in done.changed] == [
        ("How is hoisting done?", SECOND.key),
        ("So what is a closure?", FIRST.key),
    ]


def a_card(front: str, back: str, line: int) -> Question:
    return a_question(front, back, line=line)


def test_a_short_card_that_is_reworded():
    """Its words say little, and its answer says that it is the same."""
    state = after(a_card("perro", "dog", 1), a_card("gato", "cat", 2))
    done = plan(state, [a_card("can", "dog", 1), a_card("gato", "cat", 2)])
    assert ([step.question.question for step in done.changed], done.added, done.retired) == (["can"], [], [])


def test_short_cards_with_the_same_answer():
    """The nearest one is the same."""
    state = after(a_card("is", "es", 1), a_card("eats", "come", 2), a_card("it's", "es", 3))
    done = plan(state, [a_card("(he) be", "es", 1), a_card("eats", "come", 2), a_card("at", "es", 3)])
    assert [(step.question.question, step.known.question) for step in done.changed if step.known] == [
        ("(he) be", "is"), ("at", "it's"),
    ]  # fmt: skip


def test_a_question_reworded_between_two_that_stayed():
    """It stands where the lost one stood, and its answer is the same."""
    new = a_question("Tell of lifting declarations", line=4)
    done = plan(after(FIRST, SECOND, THIRD), [FIRST, new, THIRD])
    assert (keys(done.changed), done.added, done.retired) == ([SECOND.key], [], [])


def test_a_card_put_in_anothers_place():
    """With another answer and other words it is another card."""
    state = after(a_card("perro", "dog", 1), a_card("gato", "cat", 2), a_card("pez", "fish", 3))
    done = plan(state, [a_card("perro", "dog", 1), a_card("sol", "sun", 2), a_card("pez", "fish", 3)])
    assert ([step.question.question for step in done.added], [one.question for one in done.retired]) == (
        ["sol"], ["gato"],
    )  # fmt: skip


def test_a_wholly_different_question_is_another_one():
    """The old one is retired, not deleted."""
    done = plan(after(FIRST), [SECOND])
    assert (keys(done.added), [one.key for one in done.retired]) == ([SECOND.key], [FIRST.key])


def test_a_renamed_note():
    """All its questions move, also one that was edited on the way."""
    edited = a_question("What is a closure good for?", file="b.md")
    moved = [replace(one, file="b.md", deck="other") for one in (SECOND, THIRD)]
    done = plan(after(FIRST, SECOND, THIRD), [edited, *moved])
    assert (keys(done.moved), done.added, done.retired) == ([FIRST.key, SECOND.key, THIRD.key], [], [])


def test_what_comes_back_is_the_same_question():
    """Retired once, and once only."""
    gone = stored(after(FIRST, SECOND), plan(after(FIRST, SECOND), [SECOND]))
    assert plan(gone, [SECOND]).retired == []
    done = plan(gone, [FIRST, SECOND])
    assert (keys(done.returned), keys(done.unchanged)) == ([FIRST.key], [SECOND.key])


def test_an_edited_question_that_goes_and_comes_back_as_it_was_first():
    """Its old hash is still its key."""
    edited = a_question("What's a closure, then?")
    state = stored(after(FIRST, SECOND), plan(after(FIRST, SECOND), [edited, SECOND]))
    state = stored(state, plan(state, [SECOND]))
    assert keys(plan(state, [FIRST, SECOND]).returned) == [FIRST.key]


def test_a_new_question_with_the_words_that_another_had_before():
    """The edited one keeps the key; the new one gets one of its own, for good."""
    edited = a_question("What is a closure good for?")
    state = stored(after(FIRST), plan(after(FIRST), [edited]))
    new = replace(FIRST, line=9)
    done = plan(state, [edited, new])
    assert (keys(done.unchanged), keys(done.added)) == ([FIRST.key], [f"{FIRST.key}~2"])
    assert not plan(stored(state, done), [edited, new]).to_store


def test_questions_that_ask_the_same_are_told_apart_by_their_answers():
    """Deleting the first does not pass its memory to the second."""
    first, second = replace(FIRST, answer="a"), replace(FIRST, answer="b", line=9)
    (kept,) = with_keys([second])[0]
    done = plan(after(first, second), [kept])
    assert (keys(done.unchanged), [one.key for one in done.retired]) == ([f"{FIRST.key}~2"], [FIRST.key])


def test_the_same_question_several_times_over():
    """One of them has the key of what was there before; loaded again, each keeps its own."""
    state = after(replace(SECOND, file="old.md"))
    edited = [replace(SECOND, question="How does hoisting work, then?", line=line) for line in (1, 4, 7)]
    edited = with_keys(replace(one, key=content_key(one.question)) for one in edited)[0]
    state = stored(state, plan(state, edited))
    swapped = [replace(one, line={1: 4, 4: 1, 7: 7}[one.line]) for one in state]
    assert plan(swapped, edited).to_store == []


def test_many_that_ask_the_same():
    """Each new one has the next number that no other has."""
    same = [replace(FIRST, file=f"{n}.md") for n in range(4)]
    state = after(*same[:2])
    done = plan(state, with_keys(same)[0], taken=[QuestionKey(f"{FIRST.key}~3")])
    assert (keys(done.unchanged), keys(done.added)) == (
        [FIRST.key, f"{FIRST.key}~2"],
        [f"{FIRST.key}~4", f"{FIRST.key}~5"],
    )


def test_a_question_that_is_given_an_id_keeps_its_memory():
    """Obsidian adds an id when somebody links to a block; a variant in another language follows."""
    state = after(FIRST)
    named, variant = with_id(FIRST, "closure"), with_id(a_question("¿Qué es?", language="es", file="es.md"), "closure")
    done = plan(state, [named, variant])
    assert (keys(done.changed), keys(done.added)) == ([FIRST.key], [FIRST.key])
    assert not plan(stored(state, done), [named, variant]).to_store


def test_a_stated_id_counts_more_than_words():
    """All may change but the id."""
    before = with_id(a_question("What is it?"), "it")
    done = plan(after(before), [with_id(a_question("Entirely other words", file="b.md", line=3), "it")])
    assert (keys(done.moved), done.retired) == (["it"], [])


def test_a_note_whose_language_is_corrected():
    """Its questions are the same."""
    done = plan(after(FIRST), [replace(FIRST, language="es")])
    assert (keys(done.changed), done.retired) == ([FIRST.key], [])


WORDS = "closure hoisting prototype promise symbol generator iterator proxy module strict".split()  # noqa: SIM905
VAULTS = st.lists(st.sampled_from(WORDS), unique=True, min_size=1).flatmap(
    lambda words: st.tuples(*[st.tuples(st.just(word), st.sampled_from("ab")) for word in words])
)


@dataclass(frozen=True)
class Vault:
    """Notes as a list of (what is asked about, file, edits): a model in which everyone sees who is who."""

    entries: tuple[tuple[str, str, int], ...]

    def questions(self) -> list[Question]:
        return with_keys(
            a_question(f"Tell what {word * 2} is{' indeed' * edits}", file=file, line=line)
            for line, (word, file, edits) in enumerate(self.entries, 1)
        )[0]


def keys_by_word(state: Sequence[Known]) -> dict[str, QuestionKey]:
    return {word: one.key for one in state for word in WORDS if not one.retired and word * 2 in one.question}


@given(VAULTS, st.data())
def test_keys_survive_whatever_is_done_to_the_notes(start: Sequence[tuple[str, str]], data: st.DataObject):
    """Edit one, move one, delete one, bring it back: every question has the key that it had at first."""
    vault = Vault(tuple((word, file, 0) for word, file in start))
    state = stored([], plan([], vault.questions()))
    first_keys = keys_by_word(state)
    deleted: list[tuple[str, str, int]] = []
    for _ in range(data.draw(st.integers(1, 6))):
        vault, deleted = changed(vault, deleted, data)
        state = stored(state, plan(state, vault.questions()))
        assert keys_by_word(state) == {word: first_keys[word] for word, _, _ in vault.entries}
        assert plan(state, vault.questions()).to_store == []


def changed(
    vault: Vault, deleted: list[tuple[str, str, int]], data: st.DataObject
) -> tuple[Vault, list[tuple[str, str, int]]]:
    """One thing that a person does to their notes."""
    entries = list(vault.entries)
    deed = data.draw(st.sampled_from(["edit", "move", "delete", "bring back", "rename"]))
    if deed == "bring back" or not entries:
        return Vault((*entries, *deleted)), []
    place = data.draw(st.integers(0, len(entries) - 1))
    word, file, edits = entries.pop(place)
    if deed == "delete":
        return Vault(tuple(entries)), [*deleted, (word, file, edits)]
    if deed == "rename":
        return Vault(tuple((word, f"{file}x", edits) for word, file, edits in vault.entries)), deleted
    entry = (word, file, edits + 1) if deed == "edit" else (word, "c", edits)
    entries.insert(place if deed == "edit" else 0, entry)
    return Vault(tuple(entries)), deleted
