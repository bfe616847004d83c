"""`/mydata` and `/deleteme`: what the bot has of somebody is handed to them, and erased when they say so."""

from bot.domain.actions import EraseMe, MyData
from bot.domain.allowances import Costly
from bot.domain.conversation import Body, Button, Document, Edit, Reply, Rows, Say
from bot.store import erasing
from bot.study import limits, linking
from bot.study.private_only import go_private
from bot.study.visit import Visit
from bot.texts import messages as m

DATA = "mydata"
ERASE = "deleteme"
"""The commands, which are also what a link into the private chat carries."""

JSON = "json"


def my_data(visit: Visit, argument: str) -> Reply:
    """`/mydata`: the file is made when it is sent."""
    if not visit.is_private:
        return go_private(visit, m.MY_DATA_IN_PRIVATE, DATA)
    return limits.refused(visit, Costly.MY_DATA) or Reply(says=(_file(visit),))


def pressed(visit: Visit, press: MyData) -> Reply:
    """The same by a button."""
    return my_data(visit, "")


def _file(visit: Visit) -> Say:
    """`Document.what` is DATA, and its id the learner's."""
    return Say(visit.say(m.MY_DATA), document=Document(DATA, visit.learner.id, JSON))


def delete_me(visit: Visit, argument: str) -> Reply:
    """`/deleteme`: asks once."""
    if not visit.is_private:
        return go_private(visit, m.ERASE_IN_PRIVATE, ERASE)
    return Reply(says=(Say((*visit.say(m.ERASE_SURE), *linking.also_there(visit)), _choice(visit)),))


def _choice(visit: Visit) -> Rows:
    say, number = visit.say, visit.learner.id
    return (
        (Button(say.text(m.ERASE_YES), EraseMe(number, 1)),),
        (Button(say.text(m.ERASE_NO), EraseMe(number, 0)), Button(say.text(m.MY_DATA_FIRST), MyData())),
    )


def erase(visit: Visit, press: EraseMe) -> Reply:
    """The decision. An old button names a learner that was; whoever begins anew is another, and nothing happens."""
    if not visit.is_private or press.learner != visit.learner.id:
        return Reply(notice=visit.say_privately.text(m.OLD_ERASE_BUTTON))
    if not press.sure:
        return _shows(visit.say(m.ERASE_KEPT))
    erasing.erase(visit.db, visit.learner.id)
    return _shows(visit.say(m.ERASED))


def _shows(body: Body) -> Reply:
    return Reply(edits=(Edit(body=body),))
