"""The page on which roles and codes are given."""

import pytest

from pipelines.code_words import words_of
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen

HERE = "this browser"


@pytest.fixture
def boss(community):
    return community.roles.given(community.members.enter("Chef", visit=HERE), "administrator")


@pytest.fixture
def ana(community):
    return community.members.enter("Ana", visit="Ana’s")


def test_an_administrator_gives_a_role(app, community, boss, ana):
    open_screen(app.run(), "people")

    app.selectbox(key=f"role-{ana.id}").select("animator")
    app.run()
    button(app, "Donner ce rôle").click()
    app.run()

    assert not app.exception
    assert community.members.get(ana.id).role == "animator"


def test_the_last_administrator_stays_one_and_is_told_why(app, community, boss):
    open_screen(app.run(), "people")

    app.selectbox(key=f"role-{boss.id}").select("member")
    app.run()
    button(app, "Donner ce rôle").click()
    app.run()

    assert "la seule personne qui administre" in said(app)
    assert community.members.get(boss.id).role == "administrator"


def test_an_administrator_gives_a_code_to_who_cannot_come_back(app, community, boss, ana):
    open_screen(app.run(), "people")

    app.button(key=f"code-for-{ana.id}").click()
    app.run()

    _given_to, code = app.session_state["code-given"]
    assert all(word in said(app) for word in words_of(code, "fr"))
    assert community.codes.use(code, visit="new phone") == ana


@pytest.mark.parametrize("is_member", [True, False])
def test_nobody_else_sees_anybody_on_it(app, community, ana, is_member):
    if is_member:
        community.members.enter("Bob", visit=HERE)

    open_screen(app.run(), "people")

    assert not app.exception
    assert "pour qui administre le café" in said(app)
    assert "Ana" not in said(app)


def test_a_person_is_found_by_their_pseudonym(app, community, boss, ana):
    community.members.enter("*Zoé* :red[x]", visit="Zoé’s")
    open_screen(app.run(), "people")

    app.text_input(key="person-wanted").set_value("zoe")
    app.run()

    assert not app.exception
    assert [one.proto.body for one in app.get("html") if "<h2" in one.proto.body] == [
        '<h2 lang="" class="words">*Zoé* :red[x]</h2>'
    ]
