"""An atelier is closed by who holds it, and opened again with a reason."""

import pytest

from community.closings import LONGEST_REASON
from community.viewers import GUEST
from errors import NotConfirmable, NotFound, NotYours, ReasonMissing, TooManyWords


@pytest.fixture
def told(community):
    heard = []
    community.happenings.listen(lambda rows, happening: heard.append((happening.kind, happening.thing.id)))
    return heard


def test_who_holds_an_atelier_closes_it(community, people, cafe, clock, told):
    assert community.closings.last("bancs") is None

    community.closings.close("bancs", by=people.enters("Zoé"), reason="La mairie attend.")

    closing = community.closings.last("bancs")
    assert community.cafes.atelier("bancs", viewer=GUEST).closed
    assert (closing.is_closed, closing.by.pseudonym, closing.at) == (True, "Zoé", clock.at)
    assert closing.reason == "La mairie attend."
    assert told == [("closed", "bancs")]


def test_what_is_closed_takes_nothing_more(community, people, cafe):
    late = people.keeps("Ana", "Trop tard", to=people.destination("atelier", "bancs"))
    community.closings.close("bancs", by=people.enters("Zoé"))

    with pytest.raises(NotConfirmable, match="fermé"):
        people.confirms("Ana", late.id)

    community.closings.reopen("bancs", by=people.enters("Zoé"), reason="Ana avait encore un mot à dire.")
    assert people.confirms("Ana", late.id).kind == "contribution"


def test_opening_again_needs_a_reason(community, people, cafe):
    zoe = people.enters("Zoé")
    for reason in ("", " \n"):
        with pytest.raises(ReasonMissing):
            community.closings.reopen("arbres", by=zoe, reason=reason)
    with pytest.raises(TooManyWords):
        community.closings.reopen("arbres", by=zoe, reason="x" * (LONGEST_REASON + 1))
    assert community.cafes.atelier("arbres", viewer=GUEST).closed


def test_a_double_press_closes_once(community, people, cafe, told):
    zoe = people.enters("Zoé")
    community.closings.close("bancs", by=zoe)
    community.closings.close("bancs", by=zoe)
    community.closings.reopen("bancs", by=zoe, reason="Une idée de plus.")
    community.closings.reopen("bancs", by=zoe, reason="Une idée de plus.")

    assert told == [("closed", "bancs"), ("reopened", "bancs")]


def test_nobody_else_closes_it(community, people, cafe):
    with pytest.raises(NotYours):
        community.closings.close("bancs", by=people.enters("Ana"))
    with pytest.raises(NotYours):
        community.closings.reopen("arbres", by=people.enters("Ana"), reason="Pour voir.")
    with pytest.raises(NotFound):
        community.closings.close("nothing", by=people.enters("Zoé"))
    assert not community.cafes.atelier("bancs", viewer=GUEST).closed
