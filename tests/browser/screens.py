"""Every screen of the app, and how a member comes to it."""

import re
from collections.abc import Callable
from typing import Any

from community import open_community
from community.happenings import Thing
from community.members import Role
from tests.browser.test_writing_by_hand import draw, read, saved
from tests.browser.ways import ask, draft_text, kept, picture_of_the_answer, settled, write
from tests.fixtures import hand
from vocabulary import Destination, Draft

ANSWERED = "Pourquoi le voyant de ma Livebox est-il rouge ?"
TOLD_ANEW = re.compile("Écrit par une machine|Written by a machine|n’a rien trouvé|found nothing")
_count = iter(range(1_000_000))


def first_screen(page: Any, server: Any) -> None:
    page.goto(server.address)
    page.get_by_test_id("stAudioInput").wait_for()


def draft(page: Any, server: Any) -> None:
    page.goto(server.address)
    write(page, ANSWERED)
    page.locator(".st-key-confirm button").wait_for()


def answer(page: Any, server: Any) -> None:
    """With all that one can do with it, told anew where a machine does that, and what is offered once it has helped."""
    ask(page, server, ANSWERED, pseudonym=f"Personne {next(_count)}")
    picture_of_the_answer(page)
    _all_options(page)
    settled(page)
    told_anew = page.locator('[class*="st-key-rewritten-"]')
    if told_anew.count():
        told_anew.filter(has_text=TOLD_ANEW).first.wait_for()
    page.locator('[class*="st-key-say-after-"] input').fill(_in(page, "Merci, ça marche !", "Thanks, it works!"))
    page.keyboard.press("Enter")
    page.locator(".st-key-on-screen-what-helped").wait_for()


def _in(page: Any, french: str, english: str) -> str:
    """What a member says, in the language of their browser: that is what their question is taken to be in."""
    return french if page.evaluate("navigator.language").startswith("fr") else english


def _all_options(page: Any) -> None:
    """Of the reader; this browser may have them open already."""
    more = page.get_by_test_id("reader-more")
    more.wait_for()
    if more.get_attribute("aria-expanded") == "false":
        more.click()
    page.get_by_test_id("reader-options").wait_for()


def refused_answer(page: Any, server: Any) -> None:
    """To what nobody has answered: who could know."""
    page.context.clear_cookies()
    unknown = _in(page, "Ma caméra connectée perd le wifi chaque nuit", "My parcel drone lost its eSIM")
    ask(page, server, unknown, pseudonym=f"Personne {next(_count)}")
    page.locator(".st-key-could-know").wait_for()


def voted_answer(page: Any, server: Any) -> None:
    """To what an atelier voted on, as bars."""
    question = publish(server, "Peut-on participer à toute la communauté sans toucher un clavier ?", by="Nadine")
    _at(f"/question?id={question}")(page, server)
    picture_of_the_answer(page)


def branching_answer(page: Any, server: Any) -> None:
    """Of which the steps branch, as a diagram."""
    thread = publish(server, "Le voyant de ma borne Azur clignote", by="Nadine")
    told = "Si le voyant est rouge, débranchez la borne Azur pendant une minute. Sinon, appelez le 3900."
    publish(server, told, by="Prune", to=Destination(kind="thread", id=thread), is_solution=True)
    question = publish(server, "Ma borne Azur clignote, le voyant aussi", by="Olive")
    _at(f"/question?id={question}")(page, server)
    picture_of_the_answer(page)


def publish(
    server: Any,
    text: str,
    *,
    by: str,
    to: Destination | None = None,
    is_solution: bool = False,
) -> str:
    """As somebody else, without the screens, by default a question; gives its id."""
    to = to or Destination(kind="forum", id="orange")
    visit = f"{by} {next(_count)}"
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    kept = community.drafts.keep(Draft(text=text, author=by, to=to, subject=text), visit=visit)
    published = community.drafts.confirm(kept.id, visit=visit, member=community.members.trusted(by), by=["press"])
    if is_solution:
        asker = community.forum.thread(to.id or "").question.author
        community.forum.mark_solution(published.id, by=asker)
    community.close()
    return published.id


def easy_answer(page: Any, server: Any) -> None:
    page.context.clear_cookies()  # somebody else, who has not chosen it yet
    question = publish(server, "Comment activer ma nouvelle carte SIM ?", by="Nadine")
    _at(f"/question?id={question}")(page, server)
    page.locator('[class*="st-key-plain-"] label').first.click()
    page.locator(".plain .explained").first.wait_for()


def _blank_sheet(page: Any, server: Any) -> None:
    """As somebody else, who has no draft yet."""
    page.context.clear_cookies()
    page.goto(server.address)
    page.locator('[data-testid="stTab"]').nth(1).click()
    page.locator("canvas").wait_for()
    settled(page)


def _written_sheet(page: Any, server: Any) -> None:
    _blank_sheet(page, server)
    draw(page, hand.strokes("à la", x=20, y=100))
    read(page, "à la")
    saved(page)
    page.locator(".st-key-written-by-hand button").wait_for()


def sheet(page: Any, server: Any) -> None:
    _written_sheet(page, server)
    page.locator(".reading li > button").last.click()
    page.locator(".choices").wait_for()


def ink_draft(page: Any, server: Any) -> None:
    _written_sheet(page, server)
    page.locator(".st-key-written-by-hand button").click()
    draft_text(page)
    kept(page)


def my_hand(page: Any, server: Any) -> None:
    _blank_sheet(page, server)
    page.locator('[data-testid="stExpander"] summary').click()
    page.locator(".st-key-begin-copying button").wait_for()
    settled(page)
    page.locator(".st-key-begin-copying button").click()
    page.locator("canvas").nth(1).wait_for()


def _at(path: str) -> Callable[[Any, Any], None]:
    def open_it(page: Any, server: Any) -> None:
        page.goto(f"{server.address}{path}")
        page.locator("h1").first.wait_for()
        settled(page)

    return open_it


def _somebody_new(page: Any, server: Any, path: str, *, role: Role = "member") -> None:
    """On a screen, under a pseudonym of their own; a role counts from the next screen on."""
    page.context.clear_cookies()
    _at(path)(page, server)
    name = f"Personne {next(_count)}"
    page.get_by_test_id("stPopover").get_by_role("button").last.click()
    page.locator(".st-key-new-pseudonym input").fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=name).wait_for()
    if role != "member":
        community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
        community.roles.given(community.members.named(name), role)
        community.close()


def my_code(page: Any, server: Any) -> None:
    """As somebody new, with a code that was just made."""
    _somebody_new(page, server, "/my-code")
    page.locator(".st-key-make-code button").wait_for()
    _at("/my-code")(page, server)
    page.locator(".st-key-make-code button").click()
    page.locator("ol.code li").first.wait_for()


def _member(page: Any, server: Any) -> None:
    """Somebody of the demonstration, with what earned their first sign."""
    _at("/question?id=voyant-rouge-livebox")(page, server)
    page.get_by_test_id("stPageLink").get_by_role("link", name="nono_bricole").first.click()
    page.locator('[data-testid="stExpander"] summary').first.click()
    settled(page)


def leave(page: Any, server: Any) -> None:
    """As somebody new, who is about to leave for good."""
    _somebody_new(page, server, "/leave")
    page.locator(".st-key-leave button").click()
    page.locator(".st-key-leave-for-good button").wait_for()


def _moderator(page: Any, server: Any) -> str:
    """As somebody new who moderates, with something that waits; gives what it is, for an address."""
    _somebody_new(page, server, "/moderation", role="moderator")
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    thing = Thing(kind="question", id=community.forum.questions(limit=1)[0].id)
    community.moderation.flag(thing, "other", words="Ce n’est pas gentil.", by=community.members.trusted("Prune"))
    community.close()
    return f"question:{thing.id}"


def moderation(page: Any, server: Any) -> None:
    _moderator(page, server)
    _at("/moderation")(page, server)


def moderation_log(page: Any, server: Any) -> None:
    _moderator(page, server)
    _at("/moderation-log")(page, server)


def flag(page: Any, server: Any) -> None:
    _at(f"/flag?of={_moderator(page, server)}")(page, server)


def decision(page: Any, server: Any) -> None:
    """Of a moderator, about words of one's own."""
    thing = _moderator(page, server)
    visit = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"].startswith("cafe_visit"))
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    here = community.sessions.here(visit)[0]
    to = Destination(kind="thread", id=thing.partition(":")[2])
    kept = community.drafts.keep(Draft(text="Lisez donc la notice !", author="", to=to), visit=visit)
    own = Thing(kind="reply", id=community.drafts.confirm(kept.id, visit=visit, member=here, by=["press"]).id)
    other = community.roles.given(community.members.trusted("Olive"), "moderator")
    community.moderation.decide(own, "hidden", reason="Une réponse doit aider.", by=other)
    community.close()
    _at(f"/decision?of=reply:{own.id}")(page, server)


def welcome(page: Any, server: Any) -> None:
    """For who animates, with first words that wait."""
    _moderator(page, server)
    name = f"Débute {next(_count)}"
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    to = Destination(kind="forum", id="orange")
    draft = Draft(text="Comment allumer la box ?", author=name, subject="La box", to=to, is_shy=True)
    kept = community.drafts.keep(draft, visit=name)
    member = community.members.enter(name, visit=name)
    community.drafts.confirm(kept.id, visit=name, member=member, by=["press"])
    community.close()
    _at("/welcome")(page, server)


def people(page: Any, server: Any) -> None:
    """As somebody who administers the café."""
    _somebody_new(page, server, "/people", role="administrator")
    _at("/people")(page, server)
    page.locator(".st-key-person-wanted").wait_for()
    settled(page)


def activity(page: Any, server: Any) -> None:
    """What comes next in the agenda."""
    _at("/agenda")(page, server)
    page.locator('[class*="st-key-listed-activity-"] a').first.click()
    page.locator(".st-key-sign-up button").wait_for()


def plan(page: Any, server: Any) -> None:
    """The form by which an animator announces an activity."""
    _somebody_new(page, server, "/agenda", role="animator")
    _at("/plan")(page, server)
    page.locator(".st-key-read-plan-again button").wait_for()


def spoken_field(page: Any, server: Any) -> None:
    """The same, with the microphone of a field brought out."""
    plan(page, server)
    page.locator(".st-key-description-new-say button").click()
    page.get_by_test_id("stAudioInput").wait_for()


def written_field(page: Any, server: Any) -> None:
    """The same, with what was written by hand into a field, and its ways back."""
    plan(page, server)
    page.locator(".st-key-title-new-write button").click()
    page.locator("canvas").wait_for()
    settled(page)
    draw(page, hand.strokes("là", x=20, y=100))
    read(page, "là")
    page.locator(".st-key-title-new-take-ink button").first.click()
    page.locator(".st-key-title-new-back button").wait_for()
    page.mouse.move(0, 0)  # the pen rests where a hint may lie by now
    page.locator('[data-testid="stTooltipContent"]').wait_for(state="hidden")


SCREENS: dict[str, Callable[[Any, Any], None]] = {
    "first screen": first_screen,
    "draft": draft,
    "answer": answer,
    "refused answer": refused_answer,
    "voted answer": voted_answer,
    "branching answer": branching_answer,
    "easy answer": easy_answer,
    "question": _at("/question?id=voyant-rouge-livebox"),
    "forum": _at("/forum"),
    "cafés": _at("/cafes"),
    "café": _at("/cafe?id=parler-ecrire-montrer"),
    "opening a café": _at("/open-cafe"),
    "blind atelier": _at("/atelier?id=chez-moi-a-l-aveugle"),
    "spaces": _at("/spaces"),
    "space": _at("/space?id=orange"),
    "atelier": _at("/atelier?id=portes-d-entree"),
    "wall": _at("/wall?id=portes-d-entree"),
    "synthesis": _at("/synthesis?id=quand-la-machine-se-trompe"),
    "tips": _at("/tips"),
    "tip": _at("/tip?id=truc-voyant-rouge"),
    "versions of a tip": _at("/tip-versions?id=truc-voyant-rouge"),
    "new tip": _at("/new-tip?from=voyant-rouge-livebox"),
    "agenda": _at("/agenda"),
    "activity": activity,
    "plan": plan,
    "spoken field": spoken_field,
    "written field": written_field,
    "articles": _at("/articles"),
    "article": _at("/article?id=entretien-papi-roger"),
    "film": _at("/article?id=ecrire-sur-la-feuille"),
    "machine": _at("/machine"),
    "notices": _at("/notices"),
    "my words": _at("/my-words"),
    "sign in": _at("/sign-in"),
    "my code": my_code,
    "people": people,
    "recognition": _at("/recognition"),
    "member": _member,
    "leave": leave,
    "flag": flag,
    "decision": decision,
    "moderation": moderation,
    "moderation log": moderation_log,
    "welcome": welcome,
    "sheet": sheet,
    "ink draft": ink_draft,
    "my hand": my_hand,
}


def open_screen(name: str, page: Any, server: Any) -> None:
    """Open a screen and wait until all of it is drawn."""
    SCREENS[name](page, server)
    settled(page)
