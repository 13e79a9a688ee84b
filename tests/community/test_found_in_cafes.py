"""What was brought to ateliers is found by everyone who may read it, and by nobody else."""

from sqlalchemy import text

from community.happenings import Thing
from community.storage.engine import address_of, engine_for
from community.viewers import GUEST, WHOLE, viewer_of
from tests.community.steps import migrate


def found(community, words: str, viewer=GUEST) -> list[str]:
    return [one.contribution.body for one in community.search.contributions(words, viewer=viewer)]


def test_a_contribution_is_found_by_its_words_and_leads_to_its_atelier(community, people, cafe):
    people.contributes("Ana", "Un hamac entre deux platanes, pour la sieste.")
    people.contributes("Bob", "Une fontaine à boire.")

    first, *others = community.search.contributions("des hamacs sous les platanes")

    assert others == []
    assert first.contribution.author.pseudonym == "Ana"
    assert first.atelier.id == "bancs"
    assert first.excerpt == "Un hamac entre deux platanes, pour la sieste."


def test_a_contribution_is_no_question_and_no_tip(community, people, cafe):
    people.contributes("Ana", "Un hamac entre deux platanes.")

    assert community.search.questions("hamac platanes") == ()
    assert community.search.passages("hamac platanes") == ()
    assert community.search.tips("hamac platanes") == ()


def test_what_is_taken_back_is_found_no_longer(community, people, cafe):
    kept, _ = people.contributes("Ana", "Un hamac entre deux platanes.")

    community.drafts.undo(kept.id, visit="visit of Ana")

    assert found(community, "hamac") == []
    with community.store.reading() as rows:
        assert rows.index.size() == 0


def test_what_a_moderator_hides_is_found_again_once_it_is_shown(community, people, cafe, clock):
    _, published = people.contributes("Ana", "Un hamac entre deux platanes.")
    with community.store.writing() as rows:
        moderator = rows.members.get_or_add("Mo", "mo", at=clock.at, role="moderator")[0]
    thing = Thing(kind="contribution", id=published.id)

    community.moderation.decide(thing, "hidden", reason="Blessant.", by=moderator)
    assert found(community, "hamac", WHOLE) == []

    community.moderation.decide(thing, "shown", reason="J’ai mal lu.", by=moderator)
    assert found(community, "hamac") == ["Un hamac entre deux platanes."]


def test_a_blind_atelier_is_searched_by_nobody_before_it_is_closed(community, people, blind):
    people.contributes("Ana", "Un hamac entre deux platanes.", "secrets")
    zoe = people.enters("Zoé")

    for viewer in (GUEST, viewer_of(people.enters("Ana")), viewer_of(zoe), WHOLE):
        assert found(community, "hamac", viewer) == []
    with community.store.reading() as rows:
        assert rows.index.frequencies(["hamac"]) == {}

    community.closings.close("secrets", by=zoe)
    assert found(community, "hamac") == ["Un hamac entre deux platanes."]

    community.closings.reopen("secrets", by=zoe, reason="On continue.")
    assert found(community, "hamac", WHOLE) == []


def test_words_brought_before_they_were_searched_are_found(new_address, opened):
    migrate(new_address, to="0025")
    engine = engine_for(address_of(new_address), wait_s=5.0)
    at = "2026-03-01 10:00:00"
    statements = (
        f"INSERT INTO members (id, pseudonym, compared, role, is_demonstration, made_at) "
        f"VALUES ('ana', 'Ana', 'ana', 'member', false, '{at}')",
        f"INSERT INTO cafes (id, title, introduction, is_demonstration, made_at, space, opened_at) "
        f"VALUES ('ville', 'La ville', '…', false, '{at}', 'dream-cafe', '{at}')",
        *(
            f"INSERT INTO ateliers (id, cafe, position, title, opening, question, animator, closed, is_blind) "
            f"VALUES ('{id}', 'ville', {place}, 'Bancs', '…', 'Assez ?', 'ana', false, {is_blind})"
            for place, (id, is_blind) in enumerate([("seen", "false"), ("sealed", "true")], 1)
        ),
        *(
            f"INSERT INTO contributions (id, atelier, body, language, author, written_at, recognitions, is_shy) "
            f"VALUES ('of-{id}', '{id}', 'Un hamac entre deux platanes.', 'fr', 'ana', '{at}', '[]', false)"
            for id in ("seen", "sealed")
        ),
    )
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()

    community = opened(new_address)

    assert [one.contribution.id for one in community.search.contributions("hamac", viewer=WHOLE)] == ["of-seen"]
