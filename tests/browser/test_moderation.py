"""The main roads of moderation: who flags, who decides, whose words they are; and a shy start."""

from contextlib import contextmanager

from community import open_community
from tests.browser.test_signing_in import enter
from tests.browser.ways import settled, write
from vocabulary import Destination, Draft


@contextmanager
def behind(server):
    """The community behind a server, as its command line sees it."""
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    yield community
    community.close()


def arrives(open_page, server, pseudonym, role=None):
    """A page of somebody who takes part."""
    page = open_page()
    page.goto(f"{server.address}/forum")
    settled(page)
    enter(page, pseudonym)
    if role is not None:
        with behind(server) as community:
            community.roles.given(community.members.named(pseudonym), role)
    return page


def asked_by(page, server, pseudonym, subject, text):
    """The id of a question that somebody asked in the browser of a page."""
    visit = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"].startswith("cafe_visit"))
    with behind(server) as community:
        draft = Draft(text=text, author=pseudonym, subject=subject, to=Destination(kind="forum", id="orange"))
        kept = community.drafts.keep(draft, visit=visit)
        member = community.members.enter(pseudonym, visit=visit)
        return community.drafts.confirm(kept.id, visit=visit, member=member, by=["press"]).id


def chosen(page, name):
    """Choose by its words, as a mouse or a finger does."""
    page.get_by_test_id("stRadio").get_by_text(name, exact=True).click()


def test_words_are_flagged_hidden_contested_and_shown_again(open_page, told):
    zoe = arrives(open_page, told, "Zoé M")
    question = asked_by(zoe, told, "Zoé M", "Voyant orange", "Vous êtes tous nuls.")
    mo, max_ = arrives(open_page, told, "Mo M", "moderator"), arrives(open_page, told, "Max M", "moderator")
    ana = arrives(open_page, told, "Ana M")

    ana.goto(f"{told.address}/question?id={question}")
    ana.get_by_role("link", name="Signaler").click()
    chosen(ana, "C’est blessant")
    ana.get_by_role("button", name="Signaler").click()
    ana.get_by_text("C’est signalé, merci").wait_for()

    mo.reload()
    mo.get_by_role("button", name="Mo M").click()
    mo.get_by_role("link", name="Modération : 1 en attente").click()
    mo.get_by_text("Vous êtes tous nuls.").wait_for()
    chosen(mo, "Masquer")
    mo.get_by_label("Pourquoi ?").fill("Restons courtois.")
    mo.get_by_role("button", name="Décider").click()
    mo.get_by_text("Rien n’attend.").wait_for()

    ana.goto(f"{told.address}/question?id={question}")
    ana.get_by_text("introuvable").wait_for()

    zoe.goto(f"{told.address}/notices")
    zoe.get_by_role("link", name="Lire pourquoi").click()
    zoe.get_by_text("Restons courtois.").wait_for()
    chosen(zoe, "On m’a mal compris")
    zoe.get_by_role("button", name="Faire appel").click()
    zoe.get_by_text("Votre appel est reçu").wait_for()

    max_.goto(f"{told.address}/moderation")
    max_.get_by_text("On m’a mal compris").wait_for()
    chosen(max_, "L’auteur a raison : revenir sur la décision")
    max_.get_by_label("Pourquoi ?").fill("C’était de l’humour.")
    max_.get_by_role("button", name="Décider").click()
    max_.get_by_text("Rien n’attend.").wait_for()
    max_.get_by_role("link", name="Journal de la modération").click()
    max_.get_by_text("L’appel est accepté").wait_for()
    with max_.expect_download() as saved:
        max_.get_by_role("button", name="Pour un tableur (CSV)").click()
    assert saved.value.path().read_text("utf-8").startswith("number,at,done,")

    ana.reload()
    ana.get_by_text("Vous êtes tous nuls.").wait_for()


def test_first_words_are_shown_to_who_animates_and_then_to_everyone(open_page, told):
    alix = arrives(open_page, told, "Alix M", "animator")
    lou = open_page()
    lou.goto(told.address)
    write(lou, "Je n’ose pas demander : comment allumer la box ?")
    lou.get_by_test_id("stCheckbox").get_by_text("C’est ma première participation").click()
    lou.locator(".st-key-pseudonym input").fill("Lou M")
    lou.locator(".st-key-pseudonym input").press("Enter")
    lou.locator(".st-key-confirm button").click()
    lou.get_by_text("Montré à l’animation seulement").first.wait_for()
    question = lou.url.partition("id=")[2].partition("&")[0]
    guest = open_page()
    guest.goto(f"{told.address}/question?id={question}")
    guest.get_by_text("introuvable").wait_for()

    alix.reload()
    alix.get_by_role("button", name="Alix M").click()
    alix.get_by_role("link", name="1 première participation").click()
    alix.get_by_role("button", name="Souhaiter la bienvenue").click()
    alix.get_by_text("C’est dit, merci").wait_for()

    lou.goto(f"{told.address}/notices")
    lou.get_by_text("vous souhaite la bienvenue").wait_for()
    lou.get_by_role("link", name="Voir ce qu’il en est").click()
    lou.get_by_role("button", name="Montrer à tout le monde").click()
    lou.get_by_role("button", name="Montrer à tout le monde").wait_for(state="detached")

    guest.reload()
    guest.get_by_text("comment allumer la box").first.wait_for()
