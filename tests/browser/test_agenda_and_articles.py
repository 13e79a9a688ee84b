"""The main roads of an animator and a member in the agenda, and what « À grignoter » plays, reads aloud and takes."""

import urllib.request

from icalendar import Calendar

from tests.browser.test_moderation import arrives
from tests.browser.ways import draft_text, kept, settled

FILM = "ecrire-sur-la-feuille"
FIRST = "Voici une feuille. On y écrit au doigt, au stylet ou à la souris."


def feed(server):
    with urllib.request.urlopen(f"{server.address}/agenda.ics", timeout=10) as answer:
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        return Calendar.from_ical(answer.read()).walk("VEVENT")


def test_an_activity_is_announced_taken_up_and_cancelled(open_page, told):
    animator = arrives(open_page, told, "Armelle", "animator")
    animator.goto(f"{told.address}/plan")
    animator.get_by_label("Titre").fill("Essayer la *dictée*")
    animator.get_by_label("L’adresse").fill("Salle 3")
    animator.get_by_role("button", name="Relire").click()
    animator.get_by_text("Voici ce que tout le monde lira").wait_for()
    assert feed(told) == []
    animator.get_by_role("button", name="Confirmer et annoncer").click()
    animator.get_by_role("button", name="M’inscrire").wait_for()
    (event,) = feed(told)
    assert (event["SUMMARY"], event["STATUS"]) == ("Essayer la *dictée*", "CONFIRMED")

    member = arrives(open_page, told, "Bérénice")
    member.goto(f"{told.address}/agenda")
    member.get_by_role("link", name="Essayer la *dictée*").click()
    member.get_by_role("button", name="M’inscrire").click()
    member.get_by_text("Votre place est gardée").wait_for()
    with member.expect_download() as downloading:
        member.get_by_role("button", name="Ajouter à mon calendrier").click()
    assert downloading.value.suggested_filename.endswith(".ics")

    animator.reload()
    animator.get_by_text("Bérénice").wait_for()
    animator.get_by_role("button", name="Annuler l’activité").click()
    animator.get_by_label("Pourquoi ?").fill("La salle est inondée.")
    animator.get_by_role("button", name="Annuler, et prévenir tout le monde").click()
    animator.get_by_text("La salle est inondée.").wait_for()
    (event,) = feed(told)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)

    member.goto(f"{told.address}/notices")
    member.get_by_text("est annulée").wait_for()
    member.get_by_role("link", name="Ouvrir").click()
    member.get_by_text("La salle est inondée.").wait_for()


def test_a_film_plays_with_its_captions_and_an_article_is_read_aloud(open_page, server):
    page = open_page()
    page.goto(f"{server.address}/article?id={FILM}")
    page.locator("video").wait_for()
    settled(page)
    page.get_by_text("La transcription").click()
    page.get_by_text("La machine : Rien n’est publié avant que l’on ait dit oui.").wait_for()

    playing = """(film) => new Promise((done, fail) => {
        const [track] = film.textTracks;
        track.mode = "showing";
        film.muted = true;
        film.onerror = () => fail(film.error);
        film.ontimeupdate = () => {
            if (film.currentTime < 2 || !track.cues) return;
            done([track.cues.length, track.activeCues[0].text, film.videoWidth]);
        };
        film.play().catch(fail);
    })"""
    assert page.locator("video").evaluate(playing) == [4, f"<v La machine>{FIRST}", 640]

    page.get_by_test_id("reader-listen").click()
    page.locator('[data-testid="reader"][data-state="playing"]').wait_for()


def test_an_animator_writes_an_article_and_takes_it_back(open_page, told):
    page = arrives(open_page, told, "Casimir", "animator")
    page.goto(f"{told.address}/articles")
    page.get_by_role("link", name="Écrire, en parlant, à la main ou au clavier").click()
    page.locator('[data-testid="stTab"]').nth(3).click()
    page.locator(".st-key-written textarea").fill("Trois tisanes pour l’hiver.")
    page.locator('[data-testid="stFormSubmitButton"] button').click()
    draft_text(page)
    kept(page)
    page.get_by_text("Entretien").click()
    settled(page)
    page.locator(".st-key-confirm button").click()
    page.get_by_test_id("reader").wait_for()
    page.get_by_text("Entretien · 1 minute · Casimir").wait_for()

    page.get_by_role("button", name="Annuler").first.click()
    assert draft_text(page).input_value() == "Trois tisanes pour l’hiver."
    page.goto(f"{told.address}/articles")
    page.get_by_text("Il n’y a encore rien ici.").wait_for()
