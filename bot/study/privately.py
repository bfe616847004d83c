"""“Answer in private”, pressed in a group: there, for the presser alone, else in their private chat."""

from dataclasses import replace

from bot.domain.actions import Action, Choose, OpenPrivately, Skip, Tick
from bot.domain.conversation import Reply, Say
from bot.study import links
from bot.study.aside import in_private, led_to, private_chat, said_to
from bot.study.asking import GAP
from bot.study.visit import Visit
from bot.texts import messages as m


def pressed(visit: Visit, press: OpenPrivately) -> Reply:
    """What the link would open in the private chat, aside if that can be; else the link."""
    if visit.is_private or not press.may_stay:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    led = led_to(visit, press.payload, m.GO_TO_PRIVATE)
    private = private_chat(visit) if visit.incoming.aside else None
    if private is None:
        return led
    opened = links.opened(in_private(visit, private), press.payload)
    if opened is None:
        return Reply(notice=visit.say_privately.text(m.OLD_LINK), alert=True)
    opened = replace(opened, says=tuple(_with_how(visit, say) for say in opened.says))
    return replace(said_to(private, opened), instead=led)


def _with_how(visit: Visit, say: Say) -> Say:
    """A question that is answered in words says how that is done here."""
    actions: set[type[Action]] = {type(button.action) for row in say.buttons for button in row}
    if Skip not in actions or actions & {Choose, Tick}:
        return say
    return replace(say, body=(*say.body, GAP, *visit.say_privately(m.ANSWER_ALONE)))
