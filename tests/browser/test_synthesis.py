"""Who animates an atelier closes it, writes its synthesis and signs it; a guest reads it and finds the source."""

import pytest

from community import open_community
from community.cafes import Atelier, Cafe
from tests.browser.test_accessibility import TOO_SMALL, violations
from tests.browser.ways import draft_text, settled, write
from vocabulary import Destination, Draft, now

_count = iter(range(1_000))
SENTENCE = "Beaucoup demandent de l’ombre."


@pytest.fixture
def animator(open_page, server):
    """A page of who animates an atelier of their own, with one contribution."""
    number = next(_count)
    page = open_page()
    page.goto(f"{server.address}/cafes")
    page.get_by_role("heading", level=1).wait_for()
    visit = next(one["value"] for one in page.context.cookies() if one["name"].startswith("cafe_visit"))
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    zoe = community.members.enter(f"Zoé anime {number}", visit=visit)
    atelier = Atelier(
        id=f"bancs-{number}",
        cafe=f"ville-{number}",
        title="Bancs",
        opening="Bonjour !",
        question="Plus ?",
        animator=zoe,
        position=1,
    )
    with community.store.writing() as rows:
        rows.cafes.add(Cafe(id=f"ville-{number}", title="La ville", introduction="…", ateliers=(atelier,)), at=now())
    ana = community.members.enter("Ana contribue", visit="browser of Ana")
    draft = Draft(
        text="Des bancs à l’ombre. Et des fontaines.", author="", to=Destination(kind="atelier", id=atelier.id)
    )
    kept = community.drafts.keep(draft, visit="browser of Ana")
    community.drafts.confirm(kept.id, visit="browser of Ana", member=ana, by=["press"])
    community.close()
    return page, atelier.id


def test_the_road_of_an_animator_from_an_open_atelier_to_a_signed_synthesis(open_page, server, animator):
    page, atelier = animator
    page.goto(f"{server.address}/atelier?id={atelier}")
    page.get_by_role("button", name="Fermer l’atelier").click()
    page.locator('[class*="st-key-lock-reason"] input').fill("Tout est dit.")
    page.locator('[class*="st-key-do-lock-"] button').click()
    page.get_by_text("Tout est dit.").wait_for()

    page.get_by_role("link", name="Écrire la synthèse").click()
    page.get_by_role("heading", name="La synthèse en préparation").wait_for()
    page.get_by_role("button", name="Citer", exact=True).click()
    page.get_by_role("button", name="Des bancs à l’ombre.", exact=True).click()
    page.locator("blockquote").get_by_text("Des bancs à l’ombre.").wait_for()
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Ajouter une phrase").click()
    write(page, SENTENCE)
    page.get_by_role("button", name="Ajouter à la synthèse").click()
    page.get_by_role("heading", name="La synthèse en préparation").wait_for()
    page.locator("p.words").get_by_text(SENTENCE).wait_for()
    settled(page)  # the words of a part come before its buttons, and the last button would be that of another part
    page.get_by_role("button", name="Monter").last.click()
    page.locator('[class*="st-key-part-"]').first.get_by_text(SENTENCE).wait_for()
    settled(page)
    assert violations(page) == []
    assert page.evaluate(TOO_SMALL) == []
    page.get_by_role("button", name="Signer et publier").click()
    page.get_by_text("Signée par Zoé anime").wait_for()

    guest = open_page()
    guest.goto(f"{server.address}/synthesis?id={atelier}")
    guest.locator("blockquote").wait_for()
    words = guest.locator(".words").all_inner_texts()
    assert words[-2:] == [SENTENCE, "Des bancs à l’ombre."]
    guest.get_by_role("link", name="Ana contribue").click()
    guest.get_by_text("Et des fontaines.").wait_for()


def test_a_sentence_that_was_left_unfinished_is_found_again(server, animator):
    page, atelier = animator
    page.goto(f"{server.address}/?to=synthesis:{atelier}")
    write(page, SENTENCE)
    page.get_by_role("button", name="Plus tard").click()

    page.get_by_role("button", name=SENTENCE).click()

    assert draft_text(page).input_value() == SENTENCE
    page.get_by_role("button", name="Ajouter à la synthèse").wait_for()
