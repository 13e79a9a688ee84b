"""A page says where it looked by words alone, and why; with a model it finds by meaning too."""

import pytest

from pages._house import house
from pipelines.indexing import index
from tests.pages.conftest import said
from tests.pages.test_community_screens import open_screen
from vocabulary import Destination, Draft

WORDS_ALONE = "Cherché par les mots seulement : le modèle du sens n’est pas installé."


@pytest.fixture
def asked(app, settings):
    """Opens the house with some settings; an open question, and a solved one about the same."""
    return lambda **chosen: settings(**chosen) or ask(house().community)


def ask(community) -> str:
    def publish(author: str, text: str, to: Destination, subject: str = "") -> str:
        visit = f"visit of {author}"
        kept = community.drafts.keep(Draft(text=text, author=author, to=to, subject=subject), visit=visit)
        member = community.members.enter(author, visit=visit)
        return community.drafts.confirm(kept.id, visit=visit, member=member, by=["press"]).id

    forum = Destination(kind="forum", id="orange")
    solved = publish("Ana", "Le voyant est rouge.", forum, "Voyant rouge de la livebox")
    reply = publish("Bea", "Débranchez la prise.", Destination(kind="thread", id=solved))
    community.forum.mark_solution(reply, by=community.members.enter("Ana", visit="visit of Ana"))
    return publish("Zoé", "Que faire ?", forum, "Voyant rouge sur la livebox")


def test_an_answer_without_a_model_says_so_and_where_to_get_it(app, asked, tmp_path):
    question = asked(meaning_model="nobody/no-such-model", models=str(tmp_path))

    open_screen(app.run(), "question", id=question)

    assert not app.exception
    assert WORDS_ALONE in said(app)


def test_an_answer_by_meaning_says_nothing_of_it(app, asked):
    question = asked(meaning="scripted")
    index(house().community, house().embedder)

    open_screen(app.run(), "question", id=question)

    assert not app.exception
    assert "Débranchez la prise." in said(app)
    assert "Cherché par" not in said(app)


def test_a_search_without_a_model_says_so(app, asked, tmp_path):
    asked(meaning_model="nobody/no-such-model", models=str(tmp_path))
    open_screen(app.run(), "forum")

    app.text_input(key="wanted").set_value("voyant rouge").run()

    assert WORDS_ALONE in said(app)
    assert "2 questions trouvées" in said(app)


def test_a_search_by_meaning_finds_what_words_do_not(app, asked, tmp_path):
    synonyms = tmp_path / "synonyms.txt"
    synonyms.write_text("voyant, lampe\nrouge, écarlate\nlivebox, modem\n", "utf-8")
    asked(meaning="scripted", meaning_model=str(synonyms))
    index(house().community, house().embedder)
    open_screen(app.run(), "forum")

    app.text_input(key="wanted").set_value("lampe écarlate du modem").run()

    assert "question trouvée" in said(app) or "questions trouvées" in said(app)
    assert "Cherché par" not in said(app)


def test_where_no_model_is_wanted_no_reason_is_given(app, asked):
    asked(meaning="none")
    open_screen(app.run(), "forum")

    app.text_input(key="wanted").set_value("voyant rouge").run()

    assert "Cherché par les mots seulement." in said(app)
