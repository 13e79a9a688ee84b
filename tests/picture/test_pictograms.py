"""The pictograms that were drawn, and the sentences that call them."""

import re
import tomllib
import xml.etree.ElementTree as ET

import pytest

from modalities.picture._pictograms import FOLDER, names, pictogram_for, svg_of

LEXICON = tomllib.loads((FOLDER / "lexicon.toml").read_text(encoding="utf-8"))
USED_BY_PAGES = [
    "microphone",
    "write",
    "hand",
    "eye",
    "speaker",
    "stop",
    "replay",
    "slower",
    "question",
    "reply",
    "thanks",
    "vote_for",
    "vote_against",
    "vote_abstain",
    "cup",
    "check",
    "warning",
    "help",
    "search",
    "settings",
    "person",
    "trash",
    "copy",
    "download",
    "lock",
]

FRENCH = {
    "Redémarrez la box.": "restart",
    "Débranchez la box pendant dix secondes.": "unplug",
    "Rebranchez ensuite le câble Ethernet.": "plug",
    "Éteignez votre téléphone puis rallumez-le.": "power",
    "Attendez que le voyant soit vert.": "wait",
    "Appelez le 3900 depuis un fixe.": "call",
    "Le voyant de la box clignote en rouge.": "light",
    "Vérifiez que le wifi est bien choisi.": "wifi",
    "Composez le 888 pour votre messagerie vocale.": "call",
    "Votre messagerie est peut-être pleine.": "voicemail",
    "Cliquez sur Paramètres.": "settings",
    "Saisissez votre mot de passe.": "password",
    "Recopiez le code PUK.": "copy",
    "Le code PUK est au dos de la carte.": "password",
    "La clé de sécurité est sous la box.": "key",
    "Consultez votre facture du mois.": "bill",
    "Le prélèvement passe vers le 12.": "payment",
    "Supprimez l’application puis réinstallez-la.": "trash",
    "Mettez à jour le décodeur.": "download",
    "Activez l’itinérance avant de partir.": "abroad",
    "Insérez la carte SIM.": "sim",
    "Résiliez depuis l’espace client.": "cancel",
    "Votre conseiller le fera pour vous.": "advisor",
    "Passez en boutique avec une pièce d’identité.": "shop",
    "Le technicien vérifie la fibre.": "advisor",
    "Prenez une photo de l’écran.": "camera",
    "Ne débranchez pas la box pendant ce temps.": "warning",
    "Surtout, n’éteignez rien.": "warning",
    "Si la box ne redémarre pas, appelez le 3900.": "call",
    "N’oubliez pas de redémarrer la box.": "restart",
    "Éloignez la box du micro-ondes.": "away",
    "Éloignez-la du radiateur et de la télévision.": "away",
    "Comparez le nombre de photos avant d’effacer l’ancien.": "camera",
    "Notez d’abord les réglages à garder, car tout sera effacé.": "settings",
    "Ils l’ont rétabli en deux jours.": "calendar",
    "Donnez à vos patients un second numéro.": None,
    "Replacez-la bien à plat dans son tiroir.": None,
    "Le numéro est imprimé sous le code-barres.": None,
    "Cochez « Indésirable » plutôt que « Supprimer ».": "check",
    "Et ne regardez jamais dans la prise.": "warning",
    "Parlez-en autour de vous.": None,
    "Affichez le code QR sur un autre écran.": "qr",
    "Signalez la panne.": "flag",
    "Agrandissez la taille du texte.": "bigger",
    "Remplacez le canal automatique par le 6.": "swap",
    "Recommencez pour chaque ligne.": "repeat",
    "Posez-la debout.": "place",
    "Gardez l’ancienne.": "keep",
    "Bon courage à tous les deux !": None,
    "": None,
}
ENGLISH = {
    "Restart the box.": "restart",
    "Unplug it for ten seconds.": "unplug",
    "Wait until the light is green.": "wait",
    "Don’t unplug the box.": "warning",
    "Don’t forget to restart the box.": "restart",
    "Enter your password.": "password",
    "Open the app.": "apps",
    "Call customer service.": "call",
    "Your bill arrives by e-mail.": "bill",
    "Good luck!": None,
    "Keep it away from mirrors and the microwave oven.": "away",
    "Note your settings before you delete anything.": "settings",
    "Replace it with another one.": "swap",
}


@pytest.mark.parametrize(("sentence", "expected"), FRENCH.items())
def test_a_french_step_calls_its_pictogram(sentence, expected):
    assert pictogram_for(sentence, "fr") == expected


@pytest.mark.parametrize(("sentence", "expected"), ENGLISH.items())
def test_an_english_step_calls_its_pictogram(sentence, expected):
    assert pictogram_for(sentence, "en") == expected


def test_accents_and_capitals_do_not_count():
    assert pictogram_for("REDEMARREZ LA BOX", "fr") == pictogram_for("redémarrez la box", "fr") == "restart"


def test_another_language_is_read_with_the_words_that_all_share():
    assert pictogram_for("Das WLAN der Livebox", "de") == "box"


def test_every_family_of_the_lexicon_is_read():
    tables = {title for title in LEXICON if title not in {"families", "forbidding", "denying", "misleading"}}

    assert tables == set(LEXICON["families"])


def test_every_pictogram_that_words_call_was_drawn():
    called = {words.get("pictogram", name) for family in LEXICON["families"] for name, words in LEXICON[family].items()}

    assert called <= set(names())


def test_what_the_pages_show_was_drawn():
    assert set(USED_BY_PAGES) <= set(names())


def test_a_pictogram_that_was_not_drawn_is_an_error():
    with pytest.raises(KeyError, match="licorne"):
        svg_of("licorne")


@pytest.mark.parametrize("name", names())
def test_a_pictogram_keeps_to_the_one_style(name):
    svg = svg_of(name)

    root = ET.fromstring(svg)

    assert root.get("viewBox") == "0 0 64 64"
    assert (root.get("stroke"), root.get("stroke-width"), root.get("fill")) == ("currentColor", "4", "none")
    assert (root.get("stroke-linecap"), root.get("stroke-linejoin")) == ("round", "round")
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) <= {"currentColor", "none"}
    assert sum(element.get("fill") == "currentColor" for element in root.iter()) <= 2
    assert not re.search(r"<script|href|<style|<text", svg)
