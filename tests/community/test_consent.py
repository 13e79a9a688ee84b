"""A gesture or a look alone never publishes."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from community.consent import is_consent
from errors import NotConfirmable
from vocabulary import Destination, Draft

DRAFT = Draft(text="Ma box est lente", author="", subject="Box lente", to=Destination(kind="forum", id="orange"))
ONE_KIND = st.sampled_from(["gesture", "look"]).flatmap(lambda kind: st.lists(st.just(kind), max_size=50))


@given(acts=ONE_KIND)
@example(acts=[])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_no_number_of_gestures_or_of_looks_publishes(community, people, acts):
    kept = community.drafts.keep(DRAFT, visit="v")

    with pytest.raises(NotConfirmable, match="un geste ou un regard seul"):
        community.drafts.confirm(kept.id, visit="v", member=people.enters("Ana"), by=acts)

    assert community.forum.questions() == ()
    assert community.drafts.get(kept.id, visit="v").confirmed is None


@pytest.mark.parametrize("acts", [["press"], ["word"], ["command"], ["gesture", "press"], ["gesture", "look"]])
def test_a_deliberate_act_publishes_and_so_do_two_different_ones(community, people, acts):
    kept = community.drafts.keep(DRAFT, visit="v")

    community.drafts.confirm(kept.id, visit="v", member=people.enters("Ana"), by=acts)

    assert len(community.forum.questions()) == 1


@given(acts=st.sets(st.sampled_from(["press", "word", "command", "gesture", "look"])))
def test_one_more_act_never_takes_a_yes_back(acts):
    if is_consent(acts):
        assert all(is_consent(acts | {one}) for one in ("press", "word", "command", "gesture", "look"))
