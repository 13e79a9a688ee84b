"""The agenda, an activity and its planning, as members and animators see them."""

from datetime import timedelta

import pytest

from community import Community, demonstration
from community.agenda import Activity, Plan
from community.members import Member, compared
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen
from vocabulary import now

HERE = "this browser"


def enter(community: Community, pseudonym: str, role="member") -> Member:
    with community.store.writing() as rows:
        return rows.members.get_or_add(pseudonym, compared(pseudonym), at=now(), role=role)[0]


@pytest.fixture
def zoe(community: Community) -> Member:
    return enter(community, "Zoé", "animator")


@pytest.fixture
def plan() -> Plan:
    start = now() + timedelta(days=3)
    return Plan(
        title="Essayer la dictée",
        space="lab",
        mode="room",
        place="Salle 3",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        capacity=1,
        description="Avec un *vrai* micro.",
    )


@pytest.fixture
def activity(community: Community, zoe: Member, plan: Plan) -> Activity:
    return community.agenda.plan(plan, by=zoe)


def labels(app) -> list[str]:
    return [one.label for one in app.button]


def test_the_agenda_lists_what_is_to_come_and_filters_it(app, community, activity):
    open_screen(app.run(), "agenda")
    assert not app.exception
    assert "Salle 3" in said(app)

    app.segmented_control(key="agenda-space").set_value("orange")
    app.run()

    assert "Salle 3" not in said(app)
    assert "Rien n’est prévu" in said(app)


def test_a_guest_reads_and_is_told_how_to_sign_up(app, activity):
    open_screen(app.run(), "activity", id=activity.id)

    assert not app.exception
    assert "Avec un *vrai* micro." in said(app)
    assert button(app, "M’inscrire").disabled
    assert "choisissez un pseudonyme" in said(app)


def test_a_member_signs_up_and_off(app, community, activity):
    ana = community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "activity", id=activity.id)

    button(app, "M’inscrire").click()
    app.run()
    assert community.agenda.get(activity.id, by=ana).mine.has_place

    button(app, "Ne plus venir").click()
    app.run()
    assert community.agenda.get(activity.id, by=ana).mine is None


def test_who_comes_late_waits_and_is_told_of_a_free_place(app, community, activity):
    bob = enter(community, "Bob")
    community.agenda.sign_up(activity.id, by=bob)
    community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "activity", id=activity.id)

    button(app, "M’inscrire sur la liste d’attente").click()
    app.run()
    assert "numéro 1 sur la liste d’attente" in said(app)

    community.agenda.sign_off(activity.id, by=bob)
    open_screen(app, "notices")
    assert "Une place s’est libérée, elle est à vous : « Essayer la dictée »" in said(app)


def test_a_member_is_offered_nothing_to_plan(app, community, activity):
    community.members.enter("Ana", visit=HERE)

    open_screen(app.run(), "plan")
    assert "animateurs et les facilitateurs" in said(app)
    open_screen(app, "plan", id=activity.id)
    assert "animateurs et les facilitateurs" in said(app)
    assert "Relire" not in labels(app)


def test_an_animator_announces_an_activity_after_reading_it_again(app, community, zoe):
    app.session_state["member"] = zoe.id
    open_screen(app.run(), "plan")
    app.text_input(key="title-new").set_value("Une rencontre")
    app.text_input(key="place-new").set_value("Salle des fêtes")
    button(app, "Relire").click()
    app.run()
    assert not app.exception
    assert community.agenda.coming() == ()
    assert "Une rencontre" in said(app)

    button(app, "Confirmer et annoncer").click()
    app.run()

    (announced,) = community.agenda.coming()
    assert (announced.plan.title, announced.held_by.id) == ("Une rencontre", zoe.id)


def test_what_is_missing_in_a_plan_is_said(app, community, zoe):
    app.session_state["member"] = zoe.id
    open_screen(app.run(), "plan")

    button(app, "Relire").click()
    app.run()

    assert "donnez-lui un titre" in said(app)
    assert "Confirmer et annoncer" not in labels(app)


def test_an_animator_cancels_with_a_reason(app, community, zoe, activity):
    app.session_state["member"] = zoe.id
    open_screen(app.run(), "activity", id=activity.id)

    app.text_input(key="cancel-reason").set_value("La salle est prise.")
    button(app, "Annuler, et prévenir tout le monde").click()
    app.run()

    assert community.agenda.get(activity.id).reason == "La salle est prise."
    assert "La salle est prise." in said(app)
    assert "M’inscrire" not in labels(app)


def test_who_runs_it_marks_who_came(app, community, zoe, plan):
    soon = now() + timedelta(minutes=10)
    there = community.agenda.plan(
        Plan(
            title="Maintenant",
            space="lab",
            mode="room",
            place="Ici",
            starts_at=soon,
            ends_at=soon + timedelta(hours=1),
        ),
        by=zoe,
    )
    ana = enter(community, "Ana")
    community.agenda.sign_up(there.id, by=ana)
    app.session_state["member"] = zoe.id
    open_screen(app.run(), "activity", id=there.id)

    app.segmented_control(key=f"came-{ana.id}").set_value(True)
    app.run()

    assert [one.attended for one in community.agenda.sign_ups(there.id, by=zoe)] == [True]


def test_the_demonstration_fills_the_agenda_around_today(app, community, demonstrated):
    assert len(community.agenda.coming()) >= 8
    assert len(community.agenda.past()) >= 3
    spaces = {one.plan.space for one in community.agenda.coming()}
    assert spaces == {"orange", "sosh", "lab", "dream-cafe", "test-centre"}
    assert all(one.is_demonstration for one in community.agenda.coming())
    before = len(community.agenda.coming())
    assert demonstration.go_on(community) == 0
    assert len(community.agenda.coming()) == before
    open_screen(app.run(), "agenda")
    assert not app.exception
    assert "Démonstration" in said(app)


def test_the_agenda_speaks_english_when_asked(app, community, activity):
    app.session_state["language"] = "en"
    open_screen(app.run(), "activity", id=activity.id)

    assert button(app, "Sign up").disabled
    assert "held by Zoé" in said(app)


def test_the_search_of_the_forums_leads_to_an_activity(app, community, activity):
    open_screen(app.run(), "forum")
    app.text_input(key="wanted").set_value("dictee")
    app.run()

    assert not app.exception
    links = {one.proto.label: one.proto.query_string for one in app.get("page_link")}
    assert any(name.startswith("Essayer la dictée · ") and activity.id in links[name] for name in links)
    assert "Rien trouvé" not in said(app)
