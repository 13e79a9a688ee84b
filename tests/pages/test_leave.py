"""The page on which a member takes everything along, and leaves."""

import pytest

from community.storage.leaving import HELD
from errors import NotFound
from pages._belongings import counted
from tests.pages.conftest import button, said


@pytest.fixture
def leave(app, community):
    """The page, for a member."""

    def open_it(pseudonym="Ana"):
        member = community.members.enter(pseudonym, visit="this browser")
        app.session_state["member"] = member.id
        app.switch_page("leave.py")
        return member, app.run()

    return open_it


def test_a_guest_is_told_to_choose_a_pseudonym(app):
    shown = app.switch_page("leave.py").run()

    assert "Choisissez d’abord votre pseudonyme" in said(shown)
    assert "Effacer mon compte" not in [one.label for one in shown.button]


def test_one_press_erases_nothing(leave, community):
    member, shown = leave()

    button(shown, "Effacer mon compte").click().run()

    assert "Voulez-vous vraiment partir" in said(shown)
    assert community.members.get(member.id) == member


def test_who_stays_after_all_is_still_there(leave, community):
    member, shown = leave()
    button(shown, "Effacer mon compte").click().run()

    button(shown, "Non, je reste").click().run()

    assert button(shown, "Effacer mon compte")
    assert community.members.get(member.id) == member


def test_who_leaves_is_given_a_receipt_and_is_a_guest(leave, community):
    member, shown = leave()
    button(shown, "Effacer mon compte").click().run()

    button(shown, "Oui, effacer pour toujours").click().run()

    assert not shown.exception
    assert "votre compte est effacé" in said(shown)
    assert "Reçu" in said(shown)
    with pytest.raises(NotFound):
        community.members.get(member.id)


def test_another_tab_of_who_left_is_a_guest_there(leave, app, community):
    member, _ = leave()
    community.leaving.leave(member, choice="nothing")

    app.switch_page("forum.py").run()

    assert not app.exception
    assert app.session_state["member"] is None


def test_everything_that_a_member_has_is_counted_in_words(leave, community):
    own = {held.column.table.name for held in HELD if held.is_own}

    lines = counted(dict.fromkeys(own, 2))

    assert len(lines) == len(own)
    assert not [line for line in lines if line.partition(" : ")[0] in own]
