"""What a member does on the screens, a function a gesture. None of them checks anything."""

import re
from urllib.parse import urlsplit

from community import open_community
from vocabulary import Draft, Recognition

SAID = re.compile(r"00:0[4-9]")
"""The recorder's clock once the question has been said."""


def settled(page) -> None:
    """Wait until Streamlit has drawn what it has to draw, the parts that it loads later as well."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.locator('[data-testid="stSkeleton"]').first.wait_for(state="detached")


def requests_of(page) -> list[str]:
    """The addresses that the page asks from now on, as they come."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    return asked


def elsewhere(asked: list[str], server) -> list[str]:
    """Those of them that are not the café's."""
    home = urlsplit(server.address).netloc
    return [url for url in asked if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != home]


def speak(page) -> None:
    """Record the question, and stop once it is said."""
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_test_id("stAudioInputWaveformTimeCode").filter(has_text=SAID).wait_for()
    page.get_by_role("button", name="Arrêter l’enregistrement").click()


def draft_text(page):
    """The field of the draft's text, once it is there."""
    text = page.get_by_test_id("draft-text")
    text.wait_for()
    return text


def kept(page) -> None:
    """Wait until the screen says that the draft is kept."""
    page.get_by_test_id("draft-status").filter(has_text=re.compile("Gardé comme brouillon|Kept as a draft")).wait_for()


def write(page, text: str) -> None:
    """From the first screen to a draft, in writing."""
    settled(page)
    page.locator('[data-testid="stTab"]').nth(3).click()
    page.locator(".st-key-written textarea").fill(text)
    page.locator('[data-testid="stFormSubmitButton"] button').click()
    draft_text(page)
    kept(page)


def confirm(page, pseudonym: str) -> None:
    """From a draft to a publication."""
    page.locator(".st-key-pseudonym input").fill(pseudonym)
    page.locator(".st-key-pseudonym input").press("Enter")
    page.locator(".st-key-confirm button").click()
    page.get_by_test_id("reader").wait_for()


def seconds_left(page, seconds: str) -> None:
    """Wait until a publication can be taken back for so many seconds more, a pattern."""
    page.get_by_text(re.compile(f"encore l’annuler pendant {seconds} secondes")).first.wait_for()


def ask(page, server, text: str, *, pseudonym: str) -> None:
    """From nothing to a published question with what the community knows, in writing."""
    page.goto(server.address)
    write(page, text)
    confirm(page, pseudonym)


def in_state(page, state: str) -> None:
    """Wait for the reader to be ``idle``, ``playing``, ``ended``, ``blocked`` or ``silent``."""
    page.locator(f'[data-testid="reader"][data-state="{state}"]').wait_for()


def picture_of_the_answer(page):
    """The answer card, once the browser has drawn it."""
    card = page.locator('[data-testid="stImage"] img').first
    card.wait_for()
    card.evaluate("(image) => image.decode()")  # Playwright's own waiting for a function is refused by our headers
    return card


def begin_with(page, server, recognition: Recognition) -> None:
    """Open a draft of what was heard earlier in this browser, without waiting for it to be said again."""
    page.goto(f"{server.address}/cafes")
    page.get_by_role("heading", level=1).wait_for()
    visit = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"].startswith("cafe_visit"))
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    draft = Draft(text=recognition.text, author="", recognitions=(recognition,))
    identity = community.drafts.keep(draft, visit=visit).id
    community.close()
    page.goto(f"{server.address}/?draft={identity}")
    draft_text(page)
    kept(page)
    page.locator(".st-key-confirm button").wait_for()
    settled(page)


def doubted(page, word: str):
    """The button of a doubtful word."""
    return page.get_by_test_id("heard").get_by_role("button", name=word)
