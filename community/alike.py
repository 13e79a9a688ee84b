"""Words that members use for one another: who says *ma puce* and *mon portable* means the SIM card and the telephone.

One group a line. A word may stand in several groups. What a shop, a network or a maker alone is called stands in none:
a *Freebox* is another box, with another answer.
"""

import re
from collections import defaultdict
from functools import lru_cache

from community.words import folded, stem

_FRENCH = """
livebox box modem routeur
telephone portable mobile smartphone tel gsm cellulaire
appeler telephoner joindre contacter rappeler
puce sim
sms texto
repondeur messagerie
internet connexion net web
wifi wi-fi
canal frequence
television tele tv televiseur
telecommande zapette
fil cable cordon
brancher raccorder installer installation
poser placer endroit emplacement ranger
placard meuble armoire etagere
decodeur boitier
voyant led temoin loupiote
eteindre couper
allumer demarrer
redemarrer relancer rallumer reboot
reinitialiser reset zero usine
demenager demenagement
chaud chauffer chaleur brulant bouillant temperature surchauffe
orage foudre eclair tonnerre
repeindre peinture peindre tapisserie
lent lenteur rame ramer figer saccade
couper coupure raccrocher interrompre hacher saccade
changer modifier remplacer
decaler reporter deplacer
deplacer bouger changer
retraite pension salaire paye allocation
montrer afficher voir
partager partage
campagne maison
chambre piece etage
repeteur amplificateur relais
voisin immeuble
invite ami copain locataire
code cle
mot passe
facture facturation note
prelevement prelever debiter
payer paiement regler
cher eleve augmenter doubler
banque rib iban bancaire
forfait abonnement offre contrat
giga data donnees go
resilier resiliation cloturer arreter annuler
retractation retracter annuler
rendre retourner rapporter renvoyer restituer rendu
contester contestation reclamer reclamation litige
conserver garder
regrouper reunir rassembler
famille foyer
appareil materiel equipement
spam indesirable pub publicite pourriel
mail email courriel mel
arnaque arnaquer escroc escroquerie fraude frauduleux hameconnage piege
colis paquet
lien cliquer
boutique magasin agence
panne coupure incident
apprendre guider montrer
signaler denoncer
vol voler derober piquer arracher
sourd malentendant surdite
aveugle malvoyant vue cecite
lire lecture prononcer enoncer
lettre texte caractere police
agrandir grossir petit gros
photo image
transferer copier recuperer transfert
ordinateur pc ordi
etranger itinerance roaming voyage
vacances sejour voyage
bloquer blocage empecher interdire
desactiver supprimer enlever retirer effacer vider
plein sature
annonce message accueil
enregistrer enregistrement
masquer cacher anonyme
papier poste postal courrier
justificatif preuve attestation
enfant fils fille gamin gosse ado
mere maman pere papa parent mamie papi
consommation conso suivre reste restant
achat acheter
ecran image
conseiller agent assistance sav
date jour
"""
_ENGLISH = """
box router livebox modem equipment
phone mobile smartphone telephone cell cellphone handset
wifi wireless wi-fi
internet broadband online connection
tv television telly
decoder set-top
bill invoice
text sms message
mail email inbox
letter text
sim card
password key passcode
change switch replace update modify
screen signal picture image
charge cost bill fee
cancel end stop terminate
move moving relocate
return give
paper post letterbox
bank iban account
parcel package
scam fake fraud
slow sluggish
upstairs bedroom floor
power electricity outage
blink flash
restart reboot
hotspot tethering
laptop computer notebook
train rail
bigger larger big small enlarge
read aloud loud
greeting announcement recording
eyes sight eyesight vision
operator provider company
letter word text
voicemail answerphone
record recording
lost lose stolen
expensive huge fortune
keep retain
"""
_GROUPS = {"fr": _FRENCH, "en": _ENGLISH}

_PLACES = {
    "fr": (
        """
espagne portugal italie allemagne belgique grece autriche irlande luxembourg hollande pologne hongrie roumanie
bulgarie croatie slovenie slovaquie danemark suede finlande norvege islande malte chypre estonie lettonie
lituanie europe
""",
        """
maroc tunisie algerie egypte senegal cameroun mali madagascar congo benin togo afrique canada quebec amerique
bresil argentine mexique cuba turquie suisse angleterre londres israel liban dubai inde chine japon thailande
vietnam asie australie russie ukraine etranger
""",
    ),
    "en": (
        """
spain portugal italy germany belgium greece austria netherlands poland croatia sweden denmark norway europe
""",
        """
roaming abroad travel canada america usa brazil mexico japan china india thailand vietnam australia asia morocco
tunisia egypt senegal africa turkey switzerland
""",
    ),
}
"""Where one travels: what holds in one of these countries mostly holds in the others, and a thread names one."""

_PHRASES = {
    "fr": {
        r"(?:boite|messagerie) vocale": "repondeur messagerie vocale",
        r"sans fil": "wifi",
        r"petites? (?:lumiere|lampe)s?": "voyant",
        r"(?:lumiere|lampe) (rouge|verte|orange)": r"voyant \1",
        r"carte bleue": "carte bancaire",
        r"adresse electronique": "adresse mail",
        r"courriers? electroniques?": "mail",
        r"dure? d'oreille": "sourd",
        r"(?:perdu?|perdre|perd|baisse de) la vue": "aveugle",
        r"chang\w+ (?:d'adresse|d'appartement|de maison|de logement)": "demenager",
        r"chang\w+ d'operateur": "changer operateur numero",
        r"plus de (?:reseau|connexion)": "plus internet",
    },
    "en": {
        r"sim card": "sim",
        r"moving house|new (?:house|flat|place)": "moving house",
        r"(?:united )?states|new york|america": "america abroad",
    },
}
"""What several words say together, as patterns of folded text, and in which words it is looked for."""


@lru_cache(maxsize=1 << 12)
def alike(stem_of_word: str, language: str) -> frozenset[str]:
    """The stems of the words that may be meant by a word, without its own; none for most words."""
    return _alike(language).get(stem_of_word, frozenset())


def said_plainly(text: str, languages: tuple[str, ...]) -> str:
    """The folded text, with what several words say together said in the words that are looked for."""
    said = folded(text)
    for language in languages:
        for pattern, words in _phrases(language):
            said = pattern.sub(words, said)
    return said


@lru_cache
def _phrases(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{said})\b"), words) for said, words in _PHRASES.get(language, {}).items())


@lru_cache
def _alike(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in (*_GROUPS.get(language, "").split("\n"), *_PLACES.get(language, ())):
        stems = {stem(word, language) for word in line.split()}
        for one in stems:
            found[one] |= stems - {one}
    return {one: frozenset(others) for one, others in found.items()}
