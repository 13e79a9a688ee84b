"""Tips on the screens: made of a thread, written on, compared, and both texts shown where two wrote at once."""

import pytest

from community.happenings import Thing
from community.tips import Taken
from tests.pages.conftest import ask_in_writing, button, said
from tests.pages.test_community_screens import open_screen, publish
from vocabulary import Destination

REPLY = "Débranchez la box. Attendez une minute."


@pytest.fixture
def thread(community) -> str:
    """The id of a question of Zoé, to which Léo has replied."""
    forum = Destination(kind="forum", id="orange")
    question = publish(community, "Il est rouge.", by="Zoé", to=forum, subject="Voyant rouge")
    publish(community, REPLY, by="Léo", to=Destination(kind="thread", id=question))
    return question


@pytest.fixture
def tip(community, thread) -> str:
    """A tip by Zoé, of words of Léo."""
    (reply,) = community.forum.thread(thread).replies
    taken = Taken(source=Thing(kind="reply", id=reply.id), start=0, end=len(REPLY))
    begun, text = community.tips.begin([taken], by=community.members.enter("Zoé", visit="browser of Zoé"))
    write(community, begun.id, text, by="Zoé", version=0)
    return begun.id


def write(community, tip: str, text: str, *, by: str, version: int) -> None:
    """Publish the whole text of a tip as somebody of another browser."""
    publish(community, text, by=by, to=Destination(kind="tip", id=tip, version=version), subject="Voyant rouge")


def boxes(app):
    return {box.label: box for box in app.checkbox}


def test_a_member_makes_a_tip_of_chosen_sentences(app, community, thread):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "new_tip", **{"from": thread})

    boxes(app)["Débranchez la box\\."].check()
    app.run()
    button(app, "Continuer avec ces phrases").click()
    app.run()
    assert community.tips.all() == ()
    open_screen(app, "ask", draft=app.query_params["draft"])  # AppTest does not stay where it was led
    assert "Seront nommés avec vous : Léo" in said(app)
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    assert "Mots de Léo" in said(app)
    (made,) = community.tips.all()
    assert (made.title, made.body) == ("Voyant rouge", "Débranchez la box.")
    assert [one.pseudonym for one in made.credited] == ["Léo", "Ana"]


def test_a_guest_is_told_how_to_make_one(app, community, thread):
    open_screen(app.run(), "new_tip", **{"from": thread})

    assert button(app, "Continuer avec ces phrases").disabled
    assert "choisissez un pseudonyme" in said(app)


@pytest.mark.parametrize("screen", ["tip", "tip_versions", "new_tip"])
def test_what_does_not_exist_gives_a_sentence(app, community, screen):
    open_screen(app.run(), screen, id="gone", **{"from": "gone"})

    assert not app.exception
    assert "introuvable" in said(app)


def test_a_thread_leads_to_its_tip_and_back(app, community, thread, tip):
    open_screen(app.run(), "question", id=thread)
    assert "L’astuce tirée de ce fil" in said(app)

    open_screen(app, "tip", id=tip)
    assert "D’où elle vient" in said(app)


def test_tips_are_listed_and_found(app, community, tip):
    open_screen(app.run(), "tips")
    assert REPLY in said(app)

    app.text_input(key="tip-wanted").set_value("debranchez")
    app.run()
    assert "1 astuce trouvée" in said(app)

    app.text_input(key="tip-wanted").set_value("hippopotame")
    app.run()
    assert "Rien trouvé" in said(app)


def test_a_passage_is_a_draft_like_any_other(app, community, tip):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "ask", to=f"tip:{tip}")

    ask_in_writing(app, "Gardez la facture.")
    assert "Gardez la facture." not in community.tips.get(tip).body
    button(app, "Confirmer et publier").click()
    app.run()

    assert community.tips.get(tip).body == f"{REPLY}\n\nGardez la facture."
    assert app.query_params["id"] == tip


def test_the_text_is_changed_from_the_version_that_is_read(app, community, tip):
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "tip", id=tip)

    button(app, "Modifier le texte").click()
    app.run()

    (kept,) = community.drafts.of_visit("this browser")
    assert kept.draft.text == REPLY
    assert kept.draft.to == Destination(kind="tip", id=tip, version=1)


def draft_of(app, community, tip, text):
    """A draft of Ana in this browser, of the first version, on the screen."""
    from vocabulary import Draft

    community.members.enter("Ana", visit="this browser")
    to = Destination(kind="tip", id=tip, version=1)
    kept = community.drafts.keep(Draft(text=text, author="Ana", subject="Voyant rouge", to=to), visit="this browser")
    open_screen(app.run(), "ask", draft=kept.id)
    return kept.id


def test_who_wrote_at_the_same_time_is_shown_both_and_chooses(app, community, tip):
    write(community, tip, "Débranchez la box. Attendez une heure.", by="Léo", version=1)
    draft = draft_of(app, community, tip, "Débranchez la box. Attendez deux minutes.")
    assert button(app, "Confirmer et publier").disabled
    assert "Entre-temps, Léo" in said(app)
    assert "deux minutes" in said(app)

    next(radio for radio in app.radio if radio.label == "Que garder ici ?").set_value("both")
    app.run()
    button(app, "Prendre ce choix").click()
    app.run()

    kept = community.drafts.get(draft, visit="this browser").draft
    assert kept.text == "Débranchez la box. Attendez une heure.\nAttendez deux minutes."
    assert not button(app, "Confirmer et publier").disabled
    button(app, "Confirmer et publier").click()
    app.run()
    assert community.tips.get(tip).body == kept.text


def test_changes_that_do_not_touch_are_said_to_be_joined(app, community, tip):
    write(community, tip, "Débranchez la box. Attendez une heure.", by="Léo", version=1)
    draft_of(app, community, tip, "Débranchez tout. Attendez une minute.")
    assert "ils seront joints" in said(app)

    button(app, "Confirmer et publier").click()
    app.run()

    assert community.tips.get(tip).body == "Débranchez tout. Attendez une heure."


def test_what_changed_is_told_in_words_too(app, community, tip):
    write(community, tip, "Débranchez la box. Attendez une heure.", by="Léo", version=1)
    open_screen(app.run(), "tip_versions", id=tip)

    shown = said(app)
    assert "<del>" in shown
    assert "retiré :" in shown
    assert "ajouté :" in shown


def test_an_older_version_becomes_a_draft(app, community, tip):
    write(community, tip, "Tout est parti.", by="Léo", version=1)
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "tip_versions", id=tip)

    button(app, "Ramener cette version").click()
    app.run()

    (kept,) = community.drafts.of_visit("this browser")
    assert (kept.draft.text, kept.draft.to.version) == (REPLY, 2)
    assert community.tips.get(tip).version == 2


def test_hostile_words_are_shown_as_words(app, community, tip):
    write(community, tip, "<script>alert(1)</script> **gras**", by="Léo", version=1)
    open_screen(app.run(), "tip_versions", id=tip)
    assert "<script>alert" not in said(app)

    open_screen(app, "tip", id=tip)
    assert "<script>alert" not in said(app)


def test_the_search_of_the_forum_shows_tips_too(app, community, tip):
    open_screen(app.run(), "forum")

    app.text_input(key="wanted").set_value("voyant rouge")
    app.run()

    assert not app.exception
    assert REPLY in said(app)
    assert "1 question trouvée" in said(app)


def test_the_draft_of_a_tip_that_went_away_finds_another_place(app, community, tip):
    draft = draft_of(app, community, "gone", "Attendez deux minutes.")

    assert not app.exception
    assert "Cette astuce n’est plus là" in said(app)
    app.text_input(key=f"subject-{draft}").set_value("Combien de temps ?")
    app.run()
    button(app, "Confirmer et publier").click()
    app.run()
    assert community.forum.questions()[0].body == "Attendez deux minutes."


def test_two_presses_begin_one_draft(app, community, tip):
    community.members.enter("Ana", visit="this browser")
    for _press in range(2):
        open_screen(app.run(), "tip", id=tip)
        button(app, "Modifier le texte").click()
        app.run()

    assert len(community.drafts.of_visit("this browser")) == 1


def test_an_atelier_leads_to_a_tip_of_its_contributions_and_back(app, community, demonstrated):
    atelier = next(one.id for cafe in community.cafes.all() for one in cafe.ateliers if not one.closed)
    publish(community, "Des bancs à l’ombre. Et de l’eau.", by="Léo", to=Destination(kind="atelier", id=atelier))
    community.members.enter("Ana", visit="this browser")
    open_screen(app.run(), "atelier", id=atelier)
    links = {one.proto.label: one.proto.query_string for one in app.get("page_link")}
    assert f"from=atelier%3A{atelier}" in links["En faire une astuce"]

    open_screen(app, "new_tip", **{"from": f"atelier:{atelier}"})
    boxes(app)["Des bancs à l’ombre\\."].check()
    app.run()
    button(app, "Continuer avec ces phrases").click()
    app.run()
    open_screen(app, "ask", draft=app.query_params["draft"])
    button(app, "Confirmer et publier").click()
    app.run()

    assert not app.exception
    assert "Mots de Léo, dans" in said(app)
    open_screen(app, "atelier", id=atelier)
    assert "L’astuce tirée de cet atelier" in said(app)
