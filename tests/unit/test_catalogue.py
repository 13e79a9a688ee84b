"""Every sentence of the source has its English, and says the same with it."""

import gettext
import re
import string
from collections.abc import Iterator
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from errors import CafeError
from locales import extraction, translation
from tests.conftest import ROOT

ENGLISH = ROOT / "locales" / "en" / "LC_MESSAGES" / "cafe.po"
SPACE = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
SLIPS = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "no space before a sign": re.compile(rf"[^{SPACE}«][?!:;](?=$|[\s»)*\]])"),
    "no space inside « »": re.compile(rf"«[^{SPACE}]|[^{SPACE}]»"),
    "three dots for one": re.compile(r"\.\.\."),
}
ENGLISH_SLIPS = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "a French space": re.compile(rf"(?<=\S)[{SPACE}][?!:;%](?=$|[\s’)*\]])"),
    "French quotation marks": re.compile("[«»]"),
    "three dots for one": re.compile(r"\.\.\."),
}

Sentence = str | tuple[str, ...]
"""As Babel has it: a plural is a pair."""


@pytest.fixture(scope="module")
def source() -> dict[Sentence, str]:
    """Each sentence of the source, and the first place where it stands."""
    with (ROOT / "locales" / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    places: dict[Sentence, str] = {}
    for file, line, sentence, _comments, _context in extract_from_dir(ROOT, methods, options):
        places.setdefault(sentence, f"{file}:{line}")
    return places


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def english(catalogue: Catalog) -> gettext.GNUTranslations:
    """The catalogue, compiled."""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """French and English; of a plural, each form for itself."""
    for message in catalogue:
        if isinstance(message.id, tuple):
            yield from zip(message.id, message.string, strict=True)
        elif message.id:
            yield message.id, message.string


def facts(sentence: str) -> list[tuple[str, str | None, str | None]]:
    """The ``{facts}`` of a sentence with their formats, in alphabetical order."""
    return sorted(tuple(fact) for _text, *fact in string.Formatter().parse(sentence) if fact[0] is not None)


def every_error(error: type[CafeError] = CafeError) -> Iterator[type[CafeError]]:
    yield error
    for kind in error.__subclasses__():
        yield from every_error(kind)


def test_every_sentence_of_the_source_has_its_english(source: dict[Sentence, str], catalogue: Catalog):
    known = {message.id for message in catalogue if message.id and all(filled(message.string))}

    missing = {place: sentence for sentence, place in source.items() if sentence not in known}

    assert missing == {}, "run `make catalogues`, then write the English in locales/en"


def filled(translated: Sentence) -> tuple[str, ...]:
    return translated if isinstance(translated, tuple) else (translated,)


def test_the_catalogue_holds_no_sentence_that_the_source_has_lost(source: dict[Sentence, str], catalogue: Catalog):
    held = {message.id for message in catalogue if message.id}

    assert held - set(source) == set()
    assert list(catalogue.obsolete) == []


def test_no_translation_is_a_guess(catalogue: Catalog):
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_sentences_stand_in_order(catalogue: Catalog):
    held = [filled(message.id) for message in catalogue if message.id]

    assert held == sorted(held)


def test_facts_and_markdown_are_the_same_in_both_languages(catalogue: Catalog):
    differing = [
        (french, said)
        for french, said in pairs(catalogue)
        if facts(french) != facts(said) or any(french.count(mark) != said.count(mark) for mark in ("**", "`", "["))
    ]

    assert differing == []


def test_a_sentence_names_a_button_as_the_button_does(catalogue: Catalog):
    buttons = dict(pairs(catalogue))

    differing = [
        (french, said)
        for french, said in buttons.items()
        for named in re.findall(r"« ([^»]+) »", french)
        if named in buttons and f"‘{buttons[named]}’" not in said
    ]

    assert differing == []


@pytest.mark.parametrize("slip", SLIPS)
def test_french_is_written_as_it_is_printed(slip: str, source: dict[Sentence, str]):
    slipped = {place: sentence for sentence, place in source.items() if any(map(SLIPS[slip].search, filled(sentence)))}

    assert slipped == {}, slip


@pytest.mark.parametrize("slip", ENGLISH_SLIPS)
def test_english_is_written_as_it_is_printed(slip: str, catalogue: Catalog):
    assert [said for _french, said in pairs(catalogue) if ENGLISH_SLIPS[slip].search(said)] == [], slip


def test_babel_finds_nothing_wrong_with_the_catalogue(catalogue: Catalog):
    assert [(message.id, errors) for message, errors in catalogue.check()] == []
    assert (str(catalogue.locale), catalogue.charset, catalogue.num_plurals) == ("en", "utf-8", 2)


def test_english_counts_none_and_many_alike(english: gettext.GNUTranslations):
    said = [english.ngettext("{count} réponse", "{count} réponses", count).format(count=count) for count in (0, 1, 2)]

    assert said == ["0 replies", "1 reply", "2 replies"]


@pytest.mark.parametrize("kind", sorted(every_error(), key=lambda kind: kind.__name__))
def test_an_error_says_its_facts_in_both_languages(kind: type[CafeError], english: gettext.GNUTranslations):
    known = {name: f"<{name}>" for name, _format, _conversion in facts(kind.sentence)}
    error = kind(**known)

    french, said = error.said(), error.said(english.gettext)

    assert said != french
    assert all(fact in french and fact in said for fact in known.values())


def test_both_languages_are_spoken_in_one_run(catalogue: Catalog):
    """The app reads what the build compiled beside the catalogue."""
    written = {message.id: message.string for message in catalogue if message.id and isinstance(message.id, str)}

    unlike = [french for french, said in written.items() if translation("en").gettext(french) != said]

    assert unlike == [], "compile the catalogue anew: `make setup`"
    assert translation("en").gettext("Que voulez-vous demander ?") == "What would you like to ask?"
    assert translation("fr").gettext("Que voulez-vous demander ?") == "Que voulez-vous demander ?"


def test_a_sentence_is_found_wherever_it_is_marked():
    written = """
N_("une raison")
f"**{_('dans une autre')}** {self._translate('au terminal')}"
plural("{count} mot", "{count} mots", n)
text.translate(table)
"""

    found = [(mark, words) for _line, mark, words, _ in extraction.sentences(BytesIO(written.encode()), (), (), {})]

    assert sorted(found, key=str) == [
        ("gettext", ("au terminal",)),
        ("gettext", ("dans une autre",)),
        ("gettext", ("une raison",)),
        ("gettext", (None,)),
        ("ngettext", ("{count} mot", "{count} mots", None)),
    ]
