"""What comes out of the printer: the page's own words, on few sheets, whatever the colours of the screen."""

import pytest

from tests.browser.screens import ANSWERED
from tests.browser.test_accessibility import violations
from tests.browser.ways import ask, settled

A4 = (595, 842)  # points


class Paper:
    """A page as it is printed."""

    def __init__(self, page) -> None:
        pdfium = pytest.importorskip("pypdfium2")
        self._sheets = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=False))

    @property
    def text(self) -> str:
        """Its words in one line, as they stand on the sheets."""
        return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in self._sheets).split())

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return [(round(width), round(height)) for width, height in (sheet.get_size() for sheet in self._sheets)]

    def darkness(self) -> float:
        """How dark the first sheet is on the whole, from 0 to 1."""
        grey = self._sheets[0].render(scale=0.5).to_pil().convert("L")
        return 1 - sum(level * count for level, count in enumerate(grey.histogram())) / (255 * grey.width * grey.height)


def test_an_answer_is_printed_with_its_steps_its_sources_and_the_way_back_to_it(open_page, server):
    page = open_page(color_scheme="dark")
    ask(page, server, ANSWERED, pseudonym="Imprimeuse")
    page.locator(".printed-address").wait_for(state="attached")
    settled(page)

    paper = Paper(page)

    assert ANSWERED in paper.text
    assert "1. Vérifiez que le câble de la box est bien enfoncé" in paper.text
    assert "Qui le dit nono_bricole" in paper.text
    assert f"/question?id={page.url.partition('id=')[2][:16]}" in paper.text
    assert not any(word in paper.text for word in ("Écouter", "Imprimer", "Entraide", "Garder l’image", "Moi aussi"))
    assert set(paper.sizes) == {A4}
    assert len(paper.sizes) <= 2
    assert paper.darkness() < 0.2
    page.emulate_media(media="print", color_scheme="light")
    assert violations(page) == []


def test_the_easy_version_is_printed_where_it_is_chosen(open_page, server):
    page = open_page()
    ask(page, server, ANSWERED, pseudonym="Liseuse")
    page.get_by_text("Facile à lire", exact=True).click()
    page.locator(".plain").wait_for()
    settled(page)

    paper = Paper(page)

    assert "Attendez une minute." in paper.text
    assert "box : L’appareil qui apporte Internet chez vous." in paper.text
    assert set(paper.sizes) == {A4}
    assert len(paper.sizes) <= 3


def test_a_tip_is_printed_on_one_sheet(page, server):
    page.goto(f"{server.address}/tip?id=truc-voyant-rouge")
    page.locator(".printed-address").wait_for(state="attached")
    settled(page)

    paper = Paper(page)

    assert "Débranchez l’alimentation de la Livebox" in paper.text
    assert "Mots de nono_bricole" in paper.text
    assert "Modifier le texte" not in paper.text
    assert paper.sizes == [A4]


def test_the_button_opens_the_browsers_own_printing(page, server):
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto(f"{server.address}/tip?id=truc-voyant-rouge")
    page.get_by_role("button", name="Imprimer").click()

    assert page.title() == "printed"
