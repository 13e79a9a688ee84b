"""Who comes from an OpenID Connect provider, as the screens say it. The provider itself is in the browser's tests."""

import time
from datetime import timedelta

import pytest

from community.members import sealed
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen
from vocabulary import now

HERE = "this browser"
NAME = "Entrer avec Compte d’essai"


@pytest.fixture
def settings(settings):
    """Those of a café with a provider."""
    settings(
        oidc_address="http://nowhere.invalid/.well-known/openid-configuration",
        oidc_client_id="cafe",
        oidc_client_secret="secret",
        oidc_name="Compte d’essai",
        oidc_role_claim="groups",
        oidc_roles="staff=animator, boss = administrator",
    )
    return settings


def answer(**changed):
    """What Streamlit tells of who signed in."""
    at = int(time.time())
    claims = {"iss": "https://id.example", "sub": "ana", "aud": ["cafe"], "iat": at, "exp": at + 3600, "nonce": "n"}
    return {"is_logged_in": True, **claims, **changed}


def come_in(app, pseudonym):
    app.text_input(key="first-pseudonym").set_value(pseudonym)
    next(one for one in app.button if one.label == "Entrer" and "first-pseudonym" in one.proto.form_id).click()
    return app.run()


def test_the_first_time_a_pseudonym_is_chosen_and_the_name_stays_out_of_it(app, community):
    app.user = answer(name="Ana Vraie", email="ana@x.example")

    app.run()
    assert "Sous quel pseudonyme participez-vous" in said(app)
    assert "Vraie" not in said(app)
    come_in(app, "Anémone")

    assert not app.exception
    assert [one.pseudonym for one in community.sessions.here(HERE)] == ["Anémone"]
    assert "Que voulez-vous demander ?" in said(app)


def test_a_member_of_this_browser_goes_on_under_their_pseudonym(app, community):
    ana = community.members.enter("Ana", visit=HERE)
    app.user = answer(groups=["staff"])
    app.run()

    button(app, "Continuer sous le pseudonyme Ana").click()
    app.run()

    assert app.session_state["member"] == ana.id
    assert community.members.get(ana.id).role == "animator"


def test_a_pseudonym_that_is_taken_says_so_and_another_may_be_chosen(app, community):
    community.members.enter("Ana", visit="elsewhere")
    app.user = answer()
    app.run()

    come_in(app, "ANA")
    assert "déjà pris" in said(app)
    come_in(app, "Ana 2")

    assert [one.pseudonym for one in community.sessions.here(HERE)] == ["Ana 2"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"exp": int(time.time()) - 1}, "Votre connexion a expiré"),
        ({"aud": "another"}, "était faite pour un autre site"),
        ({"sub": ""}, "elle a été changée en route"),
        ({"iat": int(time.time()) + 10_000}, "elle a été changée en route"),
    ],
)
def test_an_answer_that_is_not_good_says_why_and_lets_nobody_in(app, community, changed, sentence):
    app.user = answer(**changed)

    app.run()

    assert not app.exception
    assert sentence in said(app)
    assert app.session_state["member"] is None
    assert community.sessions.here(HERE) == ()


def test_an_answer_that_expired_while_its_member_takes_part_says_nothing(app, community):
    ana = community.members.enter("Ana", visit=HERE)
    app.user = answer(exp=int(time.time()) - 1)

    app.run()

    assert "expiré" not in said(app)
    assert app.session_state["member"] == ana.id


def test_the_cookie_of_a_month_does_not_bring_back_whose_session_has_ended(app, community):
    app.user = answer()
    app.run()
    come_in(app, "Ana")
    ana = community.sessions.here(HERE)[0]
    with community.store.writing() as rows:
        rows.members.used(ana.id, sealed(HERE), at=now() - community.sessions.lasts - timedelta(hours=1))

    del app.session_state["provider-answer-taken"]  # as in a new session
    app.run()

    assert app.session_state["member"] is None
    assert "Votre session sous le pseudonyme « Ana » est terminée" in said(app)
    assert button(app, NAME)


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [("denied", "refusée ou abandonnée"), ("failed", "n’a pas abouti"), ("unreachable", "ne répond pas")],
)
def test_a_sign_in_that_failed_leads_back_where_one_was_and_changes_nothing(app, community, outcome, sentence):
    ana = community.members.enter("Ana", visit=HERE)
    community.habits.keep(HERE, "page-before-signing-in", {"page": "forum.py", "query": {}})
    app.query_params["sign-in"] = outcome

    app.run()

    assert sentence in said(app)
    assert app.title[0].value == "Entraide"
    assert app.session_state["member"] == ana.id


@pytest.mark.parametrize("outcome", ["", "nothing", "<script>", "a" * 10_000])
def test_any_other_outcome_in_the_address_says_nothing(app, outcome):
    app.query_params["sign-in"] = outcome

    app.run()

    assert not app.exception
    assert "connexion" not in said(app)


def test_nobody_is_welcomed_who_does_not_come_from_the_provider(app):
    open_screen(app.run(), "first_time")

    assert not app.exception
    assert "rien à choisir ici" in said(app)


def test_without_a_provider_there_is_no_button_and_nobody_who_comes_from_one(app, settings, community):
    from tests.pages.test_following import restart

    settings(oidc_address="")
    restart(app)
    app.user = answer()

    app.run()

    assert not app.exception
    assert not [one for one in app.button if "Entrer avec" in one.label]
    assert "pseudonyme participez-vous" not in said(app)
