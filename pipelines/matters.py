"""What a question asks about a thing: its price, how to move it, that it does not arrive.

Threads on one thing stand close together by their words and by their meaning: who asks what a repeater *costs* finds
where to *put* it. The matters tell them apart. There are few enough of them to be listed, since members of a help
forum pay, wait, lose, cancel and repair whatever the thing is; things themselves (a box, a line, a SIM card) are none.
"""

import re
from functools import lru_cache

from community.words import stem, stems
from vocabulary import Language

_MOST_READ = 20_000  # characters

_FRENCH = """
prix coute couter cout tarif payant payante gratuit frais facturer cher loyer caution euros location louer
payer paiement regler reglement cheque especes mensualite echelonner virement prelevement prelever debiter
rembourser remboursement dedommagement dedommager indemniser indemnite
acheter achat commander commande neuf occasion vendre vente magasin
reparer reparation reparateur casse casser briser fissure fele abime abimer endommager garantie
arriver livraison livrer livreur colis attendre facteur
resilier resiliation annuler retractation cloturer quitter arreter
pause suspendre suspension interrompre geler provisoirement
bloquer blocage interdire empecher refuser filtre filtrer limiter
cacher masquer anonyme secret invisible
effacer supprimer vider nettoyer desinstaller retirer enlever
recuperer retrouver restaurer reactiver retablir revenir
sauvegarder sauvegarde archiver exporter
enregistrer enregistrement magnetoscope enregistreur
imprimer imprimante scanner scan
telecharger telechargement installer installation
envoyer envoi expedier transmettre joindre
partager partage
transferer transfert copier deplacer migrer
traduire traduction langue anglais arabe espagnol
lire lecture loupe grossir agrandir minuscule lunettes
ecrire ecriture clavier taper touche touches saisir stylet
dicter dictee micro
brancher cable fil prise connecteur hdmi ethernet raccorder
percer visser vis fixer accrocher etagere mur
batterie charger chargeur recharge recharger pile piles autonomie
chaleur chauffer chaude bouillant brulant surchauffe temperature
bruit gresille gresillement siffler volume son muet echo haut-parleur enceinte tonalite
sonnerie sonner reveil alarme
photo image video camera appareil-photo album film filmer
musique chanson radio concert
jeu jeux jouer console
chaine chaines bouquet programme emission replay serie sport match
sous-titre sous-titres audiodescription
couleur theme fond decorer
nom prenom renommer appeler titulaire
anniversaire fete cadeau offrir
mot passe identifiant code pin puk
voler vole vol voleur derober arracher piquer
perdre perdu egarer oublie
casque ecouteurs bluetooth prothese auditif
sourd sourde malentendant audition entendre
aveugle malvoyant vue
voyage etranger pays vacances avion visa passeport douane sejour
voiture route conduire parking velo train bus
maison jardin cuisine salon chambre appartement
enfant fils fille ado mineur ecole parental petit-fils gamin
deces decede mort succession veuf veuve heritage
mari femme conjoint epoux divorce separation
localiser localisation gps position geolocaliser suivre
pirate pirater piratage virus espion espionner
arnaque arnaqueur escroc fraude frauduleux faux hameconnage
harceler harcelement insulte insulter menace menacer
demarchage demarcher publicite pub spam indesirable
plainte police gendarmerie avocat tribunal mediateur
assurance assureur assurer
banque iban rib bancaire livret
impots taxe declaration
horaire horaires ouverture fermeture ouvert ferme dimanche samedi
rendez-vous technicien intervention visite
age ages senior etudiant jeune retraite handicap chomage
reduction remise promo promotion parrainer parrainage
engagement contrat signature signer
compatible compatibilite modele
mettre version logiciel systeme update
eteindre allumer demarrer redemarrer arret
lent lenteur rame debit vitesse ralentir
portee loin fond etage couloir
eau baignoire mouille tombe chute
annuaire contact contacts repertoire carnet
numero
mail courriel messagerie adresse
courrier poste papier postal
groupe conversation
vocal repondeur annonce
rappeler renvoi renvoyer rediriger
double doubler augmenter hausse augmentation
detail liste historique releve journal
electricite consommation watt energie
ondes sante danger dangereux radiation medecin malaise
antenne couverture couvert reseau
recycler jeter poubelle dechet
changer remplacer modifier echanger
deuxieme second
minuterie programmer automatiquement heure heures nuit
"""
_ENGLISH = """
price cost costs charge charged fee fees free expensive rent deposit rate
pay payment instalment instalments cheque credit debit
refund refunded compensation reimburse reduce
buy purchase order sell shop store
repair fix broken crack cracked damage damaged warranty
arrive arrived delivery deliver parcel package track
cancel end terminate stop leave leaving
pause suspend freeze
block ban filter limit prevent restrict
hide private anonymous secret
delete remove erase clear empty
recover restore find back
save keep backup export
record recording
print printer scan
download install
send
share sharing
transfer move copy
translate translation language english french
read reading larger bigger tiny enlarge glasses
write type keyboard keys capitals
dictate dictation microphone
plug cable wire socket connect hdmi
battery charging charger flat
hot heat warm
noise crackling sound volume loud mute echo
ring ringing alarm wake
photo photos picture pictures camera video
music song radio
game games play console
channel channels programme series sport bbc
subtitle subtitles caption
name rename
password key pin puk code login
stolen steal stole thief
lost lose misplace forgot forgotten
bluetooth headphones hearing
deaf hear
blind sight eyes
travel abroad country holiday trip visa passport customs flight
car road bike train bus ferry
house garden kitchen bedroom cottage
child children kids son daughter school bedtime
dead late deceased widow
husband wife partner divorce flatmate
locate location gps
hack hacked virus
scam fake fraud phishing
harass insult threat
telemarketer advertising spam
police court lawyer
insurance insure
bank account iban
tax accountant
hours open closed sunday saturday
appointment technician engineer
age student senior disabled
discount promotion sponsor
penalty contract sign binding
support compatible model
update version software
start restart switch
slow speed
upstairs far range
water wet drop dropped
contact contacts address
number
email mail
paper letter
voicemail greeting
forward redirect
more increase
list details history
electricity energy
coverage covered mast network signal
recycle throw
change replace
second two
schedule night automatic
"""
_SAID: dict[Language, str] = {"fr": _FRENCH, "en": _ENGLISH}
"""The words of each matter, one matter a line, without accents. A word may tell of several."""


def matters(text: str, language: Language) -> frozenset[int]:
    """What a text is about, each by its place in the list of its language."""
    told = _matters_of_stems(language)
    return frozenset().union(*(told.get(one, frozenset()) for one in set(stems(text[:_MOST_READ], language))))


@lru_cache
def _matters_of_stems(language: Language) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for place, line in enumerate(_SAID[language].strip().splitlines()):
        for word in re.split(r"[ -]", line):
            one = stem(word, language)
            found[one] = found.get(one, frozenset()) | {place}
    return found
