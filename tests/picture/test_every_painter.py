"""What every back-end of the picture modality keeps."""

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from errors import UnknownBackend
from modalities import available, load, picture
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
LINK = "http://127.0.0.1:8501/question?id=12"
SOURCE = Source(
    id="7", thread="12", title="Ma box clignote", author="Ninon", quote="Redémarrez-la.", link="/question?id=12"
)
ANSWER = Answer(
    text="Redémarrez-la. Attendez.",
    known=True,
    title="La box clignote",
    steps=("Redémarrez-la.", "Attendez."),
    sources=(SOURCE,),
)


@pytest.fixture(params=available(picture))
def painter(request):
    return load(picture, request.param)


def test_the_painter_goes_by_the_name_of_its_file(painter, request):
    assert painter.name in request.node.name


def test_the_svg_is_well_formed_and_says_its_size(painter):
    card = painter.draw(ANSWER, link=LINK, labels=LABELS)

    root = ET.fromstring(card.svg)

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert float(root.get("width")) > 0
    assert float(root.get("height")) > 0


def test_the_png_opens_and_has_the_size_of_the_svg(painter):
    card = painter.draw(ANSWER, link=LINK, labels=LABELS)

    root = ET.fromstring(card.svg)
    with Image.open(io.BytesIO(card.png)) as opened:
        assert opened.format == "PNG"
        assert opened.size == (int(root.get("width")), int(root.get("height")))


def test_the_text_alternative_has_every_step_and_source_in_order(painter):
    alt = painter.draw(ANSWER, link=LINK, labels=LABELS).alt

    places = [alt.index(words) for words in (ANSWER.title, *ANSWER.steps, SOURCE.title, SOURCE.author, LINK)]
    assert places == sorted(places)


def test_an_answer_that_nobody_knows_says_so(painter):
    answer = Answer(text="", known=False, title="Et le minitel ?", steps=("Ne devrait pas être là",))

    alt = painter.draw(answer, link=LINK, labels=LABELS).alt

    assert LABELS["unknown"] in alt
    assert answer.steps[0] not in alt


def test_nothing_at_all_still_gives_a_card(painter):
    card = painter.draw(Answer(text=""), link="", labels=LABELS)

    assert card.png
    assert card.alt == LABELS["unknown"]


def test_the_scripted_painter_says_what_it_was_told():
    painter = load(picture, "scripted", alt="Une carte")

    assert painter.draw(ANSWER, link=LINK, labels=LABELS).alt == "Une carte"


def test_an_unknown_painter_names_the_known_ones():
    with pytest.raises(UnknownBackend, match="card, scripted"):
        load(picture, "aquarelle")
