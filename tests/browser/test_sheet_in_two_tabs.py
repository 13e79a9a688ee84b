"""A draft's own sheet in one tab, while another tab publishes the draft."""

from community import open_community
from modalities.handwriting import sheet_from_json
from tests.browser.test_where_one_arrives import go_on_a_sheet_of_its_own
from tests.browser.test_writing_by_hand import draw, saved
from tests.browser.ways import confirm, draft_text, kept
from tests.fixtures import hand


def inks_of_drafts(server, page):
    """The ink of each draft of this browser that is not published."""
    visit = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"].startswith("cafe_visit"))
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    inks = [sheet_from_json(community.kept.read(one.ink)).ink for one in community.drafts.of_visit(visit)]
    community.close()
    return inks


def test_what_is_written_on_the_sheet_of_a_draft_that_is_published_meanwhile_is_one_new_draft(page, told):
    go_on_a_sheet_of_its_own(page, told)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="J’ai fini d’écrire").click()
    draft_text(other)
    kept(other)
    confirm(other, "Nadia")

    page.bring_to_front()
    for number, word in enumerate(("non", "la")):
        draw(page, hand.strokes(word, x=200 + 200 * number, y=100))
        page.locator(".status").filter(has_text="Pas encore").wait_for()
        saved(page)

    (ink,) = inks_of_drafts(told, page)
    assert len(ink.strokes) >= len(hand.strokes("non")) + len(hand.strokes("la"))
