"""The order of a board."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.leaderboard import Standing, ranked


def a_member(name, current=0, longest=0, credited=0):
    return Standing(hash(name), name, current, longest, credited)


def test_current_then_longest_then_the_last_thirty_days():
    """A tie in one number is decided by the next."""
    board = ranked(
        [
            a_member("Eva", 9, 9, 9),
            a_member("Ana", 12, 12, 20),
            a_member("Teo", 12, 12, 25),
            a_member("Luis", 12, 30, 1),
        ]
    )
    assert [(rank, row.name) for rank, row in board] == [(1, "Luis"), (2, "Teo"), (3, "Ana"), (4, "Eva")]


def test_members_equal_in_everything_share_a_rank():
    """1, 2, 2, 4; those who share it stand by name, whatever its case."""
    board = ranked([a_member("zoe", 5), a_member("Bea", 5), a_member("Ana", 7), a_member("Leo", 1)])
    assert [(rank, row.name) for rank, row in board] == [(1, "Ana"), (2, "Bea"), (2, "zoe"), (4, "Leo")]


def test_an_empty_board():
    """Nobody yet."""
    assert ranked([]) == []


members = st.builds(
    Standing, st.integers(1, 99), st.text(max_size=3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)
)


@given(st.lists(members, max_size=12))
def test_a_rank_is_one_more_than_those_who_are_ahead(rows):
    """Everybody is on the board once, with as many ahead as the rank says."""
    board = ranked(rows)
    assert sorted(map(repr, rows)) == sorted(repr(row) for _, row in board)
    for rank, row in board:
        merit = (row.current, row.longest, row.credited)
        assert rank == 1 + sum((other.current, other.longest, other.credited) > merit for other in rows)
