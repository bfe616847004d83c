"""Who repaired a day, and erased themselves."""

from bot.domain.conversation import Sender
from tests.study.town import ADMIN, Town


def test_the_name_of_who_repaired_a_day_goes_with_them(town: Town):
    """What was repaired stays, and why; `/streak why` says that the bot's host did it."""
    ana, host = Sender(1, "Ana", "es"), Sender(ADMIN, "Marta Jefa", "es")
    anas, hosts = town.private(ana), town.private(host)
    anas.says(ana, "/quiz sql")
    anas.says(ana, "filas y grupos")
    town.later(days=2)
    anas.says(ana, "/streak")
    hosts.says(host, "/repair 1 2026-11-24 se cayó el servidor")
    assert "Marta Jefa" in anas.last.text
    anas.says(ana, "/streak why")
    assert "Marta Jefa" in anas.last.text
    hosts.says(host, "/deleteme")
    hosts.presses(host, "Sí")
    anas.says(ana, "/streak why")
    assert "quien cuida del bot" in anas.last.text
    assert "Marta" not in repr(town.everything()["repairs"])
    assert str(ADMIN) not in repr(town.everything()["repairs"])
