"""Flagging, the moderators' queue, and what an author reads about it."""

import io
import wave

import pytest

from community.happenings import Thing
from community.viewers import GUEST
from tests.pages.conftest import button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination, Draft, now

HERE = "this browser"


@pytest.fixture
def question(community) -> Thing:
    forum = Destination(kind="forum", id="orange")
    return Thing(
        kind="question",
        id=publish(community, "Vous êtes tous nuls.", by="Zoé", to=forum, subject="Voyant orange"),
    )


@pytest.fixture
def moderator(community):
    with community.store.writing() as rows:
        return rows.members.get_or_add("Mo", "mo", at=now(), role="moderator")[0]


def links(app) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def of(thing: Thing) -> str:
    return f"{thing.kind}:{thing.id}"


def test_a_member_flags_by_pressing_a_reason(app, community, question, moderator):
    community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "question", id=question.id)
    assert "Signaler" in links(app)

    open_screen(app, "flag", of=of(question))
    app.radio(key="flag-ground").set_value("hurtful")
    button(app, "Signaler").click()
    app.run()

    assert not app.exception
    assert "C’est signalé, merci" in said(app)
    assert [flag.ground for flag in community.moderation.queue(by=moderator)[0].flags] == ["hurtful"]


def test_a_flag_without_a_reason_is_asked_for_one(app, community, question, moderator):
    community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "flag", of=of(question))

    button(app, "Signaler").click()
    app.run()

    assert "Choisissez une raison" in said(app)
    assert community.moderation.queue(by=moderator) == ()


def test_a_guest_and_an_author_are_offered_nothing_to_flag(app, community, question):
    open_screen(app.run(), "question", id=question.id)
    assert "Signaler" not in links(app)
    open_screen(app, "flag", of=of(question))
    assert "choisissez un pseudonyme" in said(app)

    community.members.enter("Zoé", visit="browser of Zoé")
    app.session_state["visit"], app.session_state["member"] = "browser of Zoé", community.members.trusted("Zoé").id
    open_screen(app, "flag", of=of(question))
    assert "pas permis" in said(app)


@pytest.mark.parametrize("given", ["", "reply", "member:1", "reply:nothing", "question:\x00", "x" * 5000, ":"])
@pytest.mark.parametrize("screen", ["flag", "decision", "moderation"])
def test_an_address_that_names_nothing_gives_a_sentence(app, community, moderator, screen, given):
    app.session_state["member"] = moderator.id
    open_screen(app.run(), screen, of=given)

    assert not app.exception
    assert "introuvable" in said(app) or "Rien n’attend" in said(app)


def test_a_moderator_hides_it_and_its_author_reads_why(app, community, question, moderator):
    community.moderation.flag(question, "hurtful", words=":red[Oh]", by=community.members.trusted("Ana"))
    app.session_state["member"] = moderator.id
    open_screen(app.run(), "moderation")
    assert "Vous êtes tous nuls." in said(app)
    assert "C’est blessant" in said(app)

    app.radio(key=f"decision-{question.id}").set_value("hidden")
    app.text_area(key=f"reason-{question.id}").set_value("Restons courtois.")
    button(app, "Décider").click()
    app.run()
    assert not app.exception
    assert "Rien n’attend" in said(app)

    app.session_state["member"] = community.members.trusted("Zoé").id
    open_screen(app, "notices")
    assert "La modération a masqué vos mots dans « Voyant orange »" in said(app)
    assert "Mo" not in said(app).split()
    open_screen(app, "decision", of=of(question))
    assert "Restons courtois." in said(app)
    assert "Ana" not in said(app)


def test_what_is_hidden_is_not_on_the_screens_of_others(app, community, question, moderator):
    community.moderation.decide(question, "hidden", reason="Blessant.", by=moderator)
    community.members.enter("Ana", visit=HERE)

    open_screen(app.run(), "question", id=question.id)
    assert "introuvable" in said(app)
    assert "nuls" not in said(app)
    open_screen(app, "forum")
    assert "nuls" not in said(app)
    app.text_input(key="wanted").set_value("voyant orange")
    app.run()
    assert "Rien trouvé" in said(app)


def test_who_does_not_moderate_sees_no_queue(app, community, question):
    community.moderation.flag(question, "hurtful", by=community.members.trusted("Bob"))
    community.members.enter("Ana", visit=HERE)

    open_screen(app.run(), "moderation", of=of(question))

    assert "pour qui modère" in said(app)
    assert "nuls" not in said(app)


def test_the_sound_of_hidden_words_is_not_served(app, community, moderator):
    sound = io.BytesIO()
    with wave.open(sound, "wb") as out:
        out.setparams((1, 2, 16000, 0, "NONE", ""))
        out.writeframes(b"\0\1" * 1600)
    zoe = community.members.enter("Zoé", visit="z")
    draft = Draft(
        text="Oh", author="Zoé", to=Destination(kind="forum", id="orange"), subject="Oh", keeps_recording=True
    )
    kept = community.drafts.keep(draft, visit="z", recording=sound.getvalue())
    id = community.drafts.confirm(kept.id, visit="z", member=zoe, by=["press"]).id
    open_screen(app.run(), "question", id=id)
    assert len(app.get("audio")) == 1

    community.moderation.decide(Thing(kind="question", id=id), "hidden", reason="Blessant.", by=moderator)
    open_screen(app, "question", id=id)

    assert len(app.get("audio")) == 0


def test_an_author_appeals_by_a_press_and_another_moderator_decides(app, community, question, moderator):
    with community.store.writing() as rows:
        other = rows.members.get_or_add("Max", "max", at=now(), role="moderator")[0]
    community.moderation.decide(question, "hidden", reason="Blessant.", by=moderator)
    app.session_state["member"] = community.members.trusted("Zoé").id
    open_screen(app.run(), "decision", of=of(question))

    app.radio(key="appeal-ground").set_value("misread")
    button(app, "Faire appel").click()
    app.run()
    assert "Votre appel est reçu" in said(app)

    app.session_state["member"] = moderator.id
    open_screen(app, "moderation", of="")
    assert "Votre décision est contestée" in said(app)

    app.session_state["member"] = other.id
    app.run()
    assert "On m’a mal compris" in said(app)
    app.radio(key=f"granted-{question.id}").set_value(True)
    app.text_area(key=f"appeal-reason-{question.id}").set_value("C’était de l’humour.")
    button(app, "Décider").click()
    app.run()

    assert not app.exception
    assert community.moderation.words(question, viewer=GUEST)


def test_the_log_tells_a_moderator_every_act_and_nobody_else_any(app, community, question, moderator):
    community.moderation.flag(question, "hurtful", words=":red[Oh]", by=community.members.trusted("Ana"))
    community.moderation.decide(question, "hidden", reason="Restons courtois.", by=moderator)
    app.session_state["member"] = moderator.id

    open_screen(app.run(), "moderation_log")

    assert not app.exception
    assert "Restons courtois." in said(app)
    assert "**Signalé** · Ana" in said(app)
    assert [one.proto.label for one in app.get("download_button")] == [
        "Pour un tableur (CSV)",
        "Pour un programme (JSON Lines)",
    ]

    app.session_state["member"] = community.members.trusted("Zoé").id
    app.run()
    assert "pour qui modère" in said(app)
    assert "Restons courtois." not in said(app)


def test_an_article_is_flagged_hidden_and_read_by_its_author_with_the_reason(app, community, moderator):
    with community.store.writing() as rows:
        zoe = rows.members.get_or_add("Zoé", "zoe", at=now(), role="animator")[0]
    to = Destination(kind="article", id="article")
    kept = community.drafts.keep(Draft(text="Achetez-moi.", author="Zoé", subject="Le temps", to=to), visit="z")
    article = Thing(kind="article", id=community.drafts.confirm(kept.id, visit="z", member=zoe, by=["press"]).id)
    community.members.enter("Ana", visit=HERE)
    open_screen(app.run(), "article", id=article.id)
    assert "Signaler" in links(app)
    open_screen(app, "flag", of=of(article))
    app.radio(key="flag-ground").set_value("advertising")
    button(app, "Signaler").click()
    app.run()

    app.session_state["member"] = moderator.id
    open_screen(app, "moderation", of="")
    assert "Achetez-moi." in said(app)
    app.radio(key=f"decision-{article.id}").set_value("hidden")
    app.text_area(key=f"reason-{article.id}").set_value("Pas de publicité.")
    button(app, "Décider").click()
    app.run()
    assert not app.exception

    app.session_state["member"] = community.members.trusted("Ana").id
    open_screen(app, "articles")
    assert "Achetez-moi." not in said(app)
    app.session_state["member"] = zoe.id
    open_screen(app, "decision", of=of(article))
    assert "Pas de publicité." in said(app)
    assert "Faire appel" in [one.label for one in app.button]
