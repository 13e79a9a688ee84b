"""The card: nothing runs over, nothing runs, everything can be read."""

import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from errors import BadSetting
from modalities.picture import Photo
from modalities.picture import card as drawing
from modalities.picture._wording import clean
from vocabulary import Answer, Source

LABELS = {
    "source": "Source",
    "step": "Étape",
    "unknown": "Personne ne sait encore.",
    "scan": "Scannez pour lire",
    "goes_on": "La suite est dans le fil.",
    "photo": "Photo",
    "diagram": "Selon le cas",
    "yes": "oui",
    "no": "non",
    "total": "22 votes en tout",
    "no_photo": "Cette image ne peut pas être montrée ici.",
}
LINK = "http://192.168.1.20:8501/question?id=12"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "]]> & &amp; \" ' <b>gras</b> <!-- ",
    "\x00\x01\x08\x0b\x1f\ufffe\uffff",
    "\ud800 seul \udfff",
    "\u202eà l’envers\u202c et \u2066isolé\u2069",
    "مرحبا بالعالم كيف حالك اليوم",
    "שלום עולם",
    "😀👩‍👩‍👧‍👦🇫🇷 👍🏽" * 20,
    "汉字" * 300,
    "Z" + "\u0301\u0316\u0489" * 2000,
    "W" * 10_000,
    "mot " * 2_500,
    "\u200d" * 500,
    "   \n\t\r\u2028 ",
]


def source(title="Ma box clignote", author="Ninon", quote="Oui."):
    return Source(id="7", thread="12", title=title, author=author, quote=quote, link="/question?id=12")


NINON = source()


def known(*steps, title="La box clignote", sources=(NINON,), language="fr"):
    return Answer(text=" ".join(steps), known=True, title=title, steps=steps, sources=sources, language=language)


@pytest.fixture(scope="module")
def painter():
    return drawing.load()


def drawn(painter, answer, link=LINK):
    return painter.draw(answer, link=link, labels=LABELS)


def texts(svg):
    """Each text of a card with the place of its left end: (x, text element)."""

    def walk(element, x):
        moved = element.get("transform", "")
        if moved.startswith("translate("):
            x += float(moved[len("translate(") :].split()[0].rstrip(")"))
        if element.tag == f"{SVG}text":
            yield x + float(element.get("x")), element
        for child in element:
            yield from walk(child, x)

    return list(walk(ET.fromstring(svg), 0.0))


def said(svg):
    return " ".join("".join(element.itertext()) for _, element in texts(svg))


def pixels(card):
    with Image.open(io.BytesIO(card.png)) as opened:
        return np.asarray(opened.convert("RGB"))


LATIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, blacklist_categories=("Cc", "Cf")), max_size=600)


@settings(max_examples=30, deadline=None)
@given(title=LATIN, steps=st.lists(LATIN, max_size=5), author=LATIN)
def test_no_text_goes_over_the_right_margin(painter, title, steps, author):
    fonts = {str(weight): ImageFont.truetype(str(file), 1000) for weight, file in painter.typeface.files.items()}

    card = drawn(painter, known(*steps, title=title, sources=(source(title=title, author=author),)))

    for x, element in texts(card.svg):
        width = fonts[element.get("font-weight")].getlength("".join(element.itertext()))
        if element.get("text-anchor") is None:
            assert x + width * float(element.get("font-size")) / 1000 <= drawing.WIDTH - drawing.MARGIN + 0.5


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_neither_breaks_the_card_nor_runs_nor_leaves_it(painter, text):
    answer = known(text, text, title=text, sources=(source(title=text, author=text, quote=text),))

    card = drawn(painter, answer)

    root = ET.fromstring(card.svg)
    assert not [element for element in root.iter() if element.tag.rsplit("}")[-1] in {"script", "b", "foreignObject"}]
    left_of_edge, edge = (int(at * drawing.SCALE) for at in (drawing.WIDTH - drawing.MARGIN + 4, drawing.WIDTH - 8))
    right = pixels(card)[60:-60, left_of_edge:edge]
    assert (right == right[0, 0]).all()


def test_the_svg_refers_to_nothing_outside_itself(painter):
    svg = drawn(painter, known("Redémarrez la box.")).svg

    assert "href" not in svg
    assert svg.count("url(") == svg.count("url(data:font/woff2;base64,") == 2


def test_a_long_step_is_cut_at_a_word_and_whole_in_the_text_alternative(painter):
    step = " ".join(f"mot{number}" for number in range(300))

    card = drawn(painter, known(step))

    assert step in card.alt
    assert "…" in said(card.svg)
    last = said(card.svg).split("…")[0].split()[-1]
    assert last in step.split()


def test_a_title_takes_at_most_three_lines(painter):
    title = "Pourquoi ma connexion tombe-t-elle quand il pleut ? " * 8

    card = drawn(painter, replace(known("Attendez."), title=title))

    assert sum(element.get("font-size") == str(drawing.LONG_TITLE.size) for _, element in texts(card.svg)) == 3
    assert clean(title) in card.alt


def test_at_most_five_steps_are_drawn_and_said(painter):
    card = drawn(painter, known(*(f"Faites la chose {letter}." for letter in "ABCDEFG")))

    assert "chose E" in said(card.svg)
    assert "chose F" not in said(card.svg) + card.alt
    assert LABELS["goes_on"] in said(card.svg)
    assert LABELS["goes_on"] in card.alt


def test_where_the_source_tells_more_steps_the_card_says_where_they_are(painter):
    card = drawn(painter, replace(known("Attendez.", "Appelez."), goes_on=True))

    assert LABELS["goes_on"] in said(card.svg)
    assert card.alt.index("Appelez.") < card.alt.index(LABELS["goes_on"])


def test_where_there_are_no_more_steps_nothing_is_said_of_them(painter):
    card = drawn(painter, known("Attendez.", "Appelez."))

    assert LABELS["goes_on"] not in said(card.svg) + card.alt


def test_without_steps_the_best_source_is_quoted(painter):
    card = drawn(painter, known(sources=(source(quote="Demandez le code RIO."), source(quote="Non."))))

    assert "«\u00a0Demandez le code RIO.\u00a0»" in said(card.svg)
    assert "«\u00a0Demandez le code RIO.\u00a0»" in card.alt


def test_an_answer_that_nobody_knows_has_no_step_and_no_source(painter):
    card = drawn(painter, replace(known("Redémarrez."), known=False))

    assert LABELS["unknown"] in said(card.svg)
    assert "Redémarrez" not in said(card.svg) + card.alt
    assert "Ninon" not in said(card.svg) + card.alt


def test_a_step_without_pictogram_shows_its_number_alone(painter):
    with_one = drawn(painter, known("Redémarrez la box."))
    without = drawn(painter, known("Bon courage à vous."))

    assert with_one.svg.count('viewBox="0 0 64 64"') == 1
    assert without.svg.count('viewBox="0 0 64 64"') == 0
    assert "1" in said(without.svg).split()


def test_the_text_alternative_follows_the_language_of_the_answer(painter):
    english = {**LABELS, "step": "Step", "scan": "Scan to read"}

    alt = painter.draw(known("Restart the box.", language="en"), link=LINK, labels=english).alt

    assert "Step 1: Restart the box." in alt
    assert "Source: “Ma box clignote”, Ninon." in alt


@pytest.mark.parametrize("link", [LINK, "https://entraide.exemple.fr/question?id=1234567&de=" + "x" * 180])
def test_the_qr_code_leads_to_the_thread(painter, link):
    card = drawn(painter, known("Redémarrez la box."), link=link)

    text, _, _ = cv2.QRCodeDetector().detectAndDecode(pixels(card)[:, :, ::-1].copy())

    assert text == link


def test_a_link_too_long_for_a_qr_code_is_left_out_of_the_picture(painter):
    card = drawn(painter, known("Redémarrez la box."), link="http://x/" + "y" * 5000)

    assert LABELS["scan"] not in said(card.svg)
    assert "y" * 5000 in card.alt


def luminance(colour):
    """WCAG 2.2, relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_colour_of_text_stands_out_from_what_lies_under_it(painter):
    on_paper = {style.colour for style in (drawing.TITLE, drawing.STEP, drawing.QUOTE, drawing.LABEL, drawing.SMALL)}
    pairs = [(colour, drawing.PAPER) for colour in on_paper]
    pairs += [(drawing.BIG_NUMBER.colour, drawing.TILE), (drawing.NUMBER.colour, drawing.ACCENT)]

    used = {element.get("fill") for _, element in texts(drawn(painter, known("Bonjour.", "Redémarrez.")).svg)}

    assert used <= {colour for colour, _ in pairs}
    assert min(contrast(*pair) for pair in pairs) >= 4.5


def test_pictograms_stand_out_from_their_tile():
    assert contrast(drawing.ACCENT, drawing.TILE) >= 3.0


def test_another_font_can_be_given(painter, tmp_path):
    file = painter.typeface.files[400]

    card = drawn(drawing.load(font=file, cache=tmp_path), known("Redémarrez la box."))

    assert card.png
    assert len(list(tmp_path.glob("*.woff2"))) == 2


def test_a_file_that_is_no_font_is_named(tmp_path):
    file = tmp_path / "police.ttf"
    file.write_bytes(b"pas une police")

    with pytest.raises(BadSetting, match=r"police\.ttf"):
        drawing.load(font=file, cache=tmp_path)


def test_a_font_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadSetting, match=r"absente\.ttf"):
        drawing.load(font=tmp_path / "absente.ttf", cache=tmp_path)


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path, painter):
    blocked = tmp_path / "fichier"
    blocked.write_text("ce n’est pas un dossier")

    unkept = drawing.load(font=painter.typeface.files[400], cache=blocked)

    assert drawn(unkept, known("Redémarrez la box.")).png


ODD = st.one_of(
    st.text(max_size=300),
    st.text(st.sampled_from("أبتث‏שלום\u202e\u2066\u200b\u200d😀👩‍👩‍👧🏽🇫🇷é\u0301<>&\"'\n "), max_size=120),
    st.text(max_size=8).map(lambda text: text * 250),
)
"""Any writing, emoji and their joiners, marks that turn or hide letters, markup, and two thousand characters."""


@settings(max_examples=15, deadline=None)
@given(title=ODD, steps=st.lists(ODD, max_size=6), author=ODD, alt=ODD)
def test_no_text_however_odd_breaks_a_card_or_makes_it_endless(painter, title, steps, author, alt):
    answer = known(*steps, title=title, sources=(source(title=title, author=author, quote="".join(steps)),))

    card = painter.draw(answer, link=LINK, labels=LABELS, photos=[Photo(content=None, media_type="image/png", alt=alt)])

    drawn = {element.tag.rpartition("}")[2] for element in ET.fromstring(card.svg).iter()}
    assert drawn <= {"svg", "style", "g", "rect", "path", "circle", "text", "tspan"}
    assert pixels(card).shape[0] < 4_500 * drawing.SCALE
    assert [clean(step) in card.alt for step in steps[:5]].count(False) == 0
