"""A made-up community of any size: French threads, members and a café, the same for the same seed on every machine.

Nobody wrote these posts. Half of their words come from sentences that help forums are full of, half are drawn as often
as French uses them (wordfreq), so that few words are very common and most are rare, as in a real archive. A thread has
subjects of its own, to which its replies return. Lengths are spread as people's are: most are short, a few very long.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

from community.cafes import Atelier, Cafe, Contribution
from community.forum import Question, Reply
from community.members import Member

SEED = 20_260_101
BEGIN = datetime(2019, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=6 * 365)
CONTRIBUTIONS = 1034
ATELIERS = 5

_POSTS_A_MEMBER = 20
_TAIL = 40_000  # words of the language, the most frequent first
_SPACES = ("orange", "orange", "sosh")


def _listed(written: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in " ".join(written.split()).split("|"))


_THINGS = _listed("""
ma Livebox|mon décodeur TV|ma facture|mon forfait mobile|ma messagerie vocale|le wifi|la fibre|ma carte SIM|mon adresse
mail|mon téléphone|ma ligne fixe|le répéteur|mon espace client|la télécommande|mon abonnement|l’application|ma boîte
mail|le réseau 4G|ma box|le partage de connexion|mon mot de passe|l’enregistreur|le port fibre|mon rendez-vous|le
technicien|mon identifiant|ma tablette|l’ordinateur|le câble Ethernet|ma commande|le boîtier|mon contrat|le bouquet
TV|mon numéro|la clé TV|l’option internationale|le débit montant|ma résiliation|l’antispam|ma montre connectée|la
prise murale|le pare-feu|mon imprimante|la webcam|le roaming|l’eSIM|le prélèvement|mon avoir|ma remise|le service
client|la boutique|mon colis|l’enceinte|le contrôle parental|ma playlist|le cloud|mon agenda|la synchronisation|le DNS|
l’adresse IP|le NAS|la domotique|mon alarme|le serveur SMTP|l’IPv6
""")
_FAILS = _listed("""
ne fonctionne plus|clignote en rouge|redémarre sans arrêt|reste bloqué|affiche une erreur|ne s’allume plus|se
déconnecte|est très lent|ne répond pas|a disparu|est refusé|reste en attente|coupe le soir|n’est pas reconnu|fait un
bruit étrange|est plus élevé que prévu|n’arrive jamais|ne se met pas à jour|perd le signal|est déjà utilisé|n’apparaît
pas|se fige|demande un code|ne charge plus|surchauffe|tourne en boucle|a été suspendu|ne sonne plus|est illisible
""")
_ACTS = _listed("""
configurer|résilier|remplacer|activer|débloquer|réinitialiser|brancher|transférer|consulter|modifier|supprimer|
installer|suivre|payer|récupérer|désactiver|tester|déplacer|associer|sauvegarder|vérifier|contester|renvoyer|prêter
""")
_WHEN = _listed("""
ce matin|hier soir|la mise à jour|trois jours|mon déménagement|une semaine|l’orage|le changement d’offre|lundi|plusieurs
mois|la coupure|le passage du technicien|les vacances|la migration|un an
""")
_PLACES = _listed("""
à l’étranger|dans la chambre|au premier étage|au bureau|en vacances|en Espagne|dans le garage|à la campagne|chez mes
parents|au sous-sol|en ville|dans le train|en boutique|sur le balcon
""")

_TITLES = (
    "{thing} {fails}",
    "{thing} {fails} depuis {when}",
    "Comment {act} {thing} ?",
    "{act} {thing} : {topic}",
    "{topic} et {topic} : {thing} {fails}",
    "Erreur {code} sur {thing}",
    "{thing} {place}, {topic}",
    "Impossible de {act} {thing} {place}",
    "{thing} : {topic} {topic} ?",
)
_ASKED = (
    "Bonjour, {thing} {fails} depuis {when}.",
    "Depuis {when}, {thing} {fails} {place}.",
    "J’ai essayé de {act} {thing}, mais {thing} {fails}.",
    "Le message dit « erreur {code} » et parle de {topic}.",
    "Est-ce que quelqu’un sait comment {act} {thing} ?",
    "Je cherche {topic} pour {act} {thing} {place}.",
    "Avant {when}, {topic} marchait sans {topic}.",
    "{words}.",
    "{words}, {words}.",
    "{words} : {topic} ?",
    "Mon voisin parle de {topic} et {words}.",
    "{thing} {fails}, {words}.",
)
_REPLIED = (
    "Bonjour, essayez de {act} {thing}.",
    "Chez moi {thing} {fails} aussi, et {topic} a suffi.",
    "Il faut {act} {thing} puis {act} {thing}.",
    "Regardez du côté de {topic}, {words}.",
    "L’erreur {code} vient de {topic}.",
    "Débranchez {thing} dix minutes, puis {words}.",
    "{words}.",
    "{words}, {words}.",
    "Même chose {place} : {words}.",
    "Avez-vous pu {act} {thing} depuis {when} ?",
    "Dans les réglages, {topic} et {topic}, {words}.",
    "Merci, c’est résolu grâce à {topic} !",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Whole threads."""

    posts: tuple[tuple[Question, Reply | None], ...]
    """In the order in which they came; a reply stands with its question."""
    thanks: tuple[tuple[str, str], ...]
    """A reply and a member who thanks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """A community of so many posts in its forums."""

    posts: int
    seed: int = SEED
    a_batch: int = 20_000
    """Posts that are made together. Another number gives another community."""

    @property
    def members(self) -> tuple[Member, ...]:
        """Who writes; the first ones write most."""
        return _members(max(60, self.posts // _POSTS_A_MEMBER))

    def batches(self) -> int:
        """How many there are, for ``batch``."""
        return math.ceil(self.posts / self.a_batch)

    def batch(self, number: int) -> Batch:
        """One of them, from 0; each can be made alone."""
        size = min(self.a_batch, self.posts - number * self.a_batch)
        span = SPAN / self.batches()
        writer = _Writer(Random(f"{self.seed} {number}"), self.members)
        threads, left = [], size
        while left:
            threads.append(writer.thread(BEGIN + span * number, span, most=left))
            left -= len(threads[-1])
        posts = sorted((post for thread in threads for post in thread), key=_moment)
        return Batch(posts=tuple(posts), thanks=tuple(writer.thanks(reply for _, reply in posts if reply)))

    def questions_nobody_asked(self, count: int) -> list[str]:
        """Texts that the same people might ask next, title and body."""
        writer = _Writer(Random(f"{self.seed} next"), self.members)
        return [f"{title}\n{body}" for title, body in (writer.asks() for _ in range(count))]

    def cafe(self) -> tuple[Cafe, tuple[Contribution, ...]]:
        """A café with its contributions, spread over its ateliers."""
        random = Random(f"{self.seed} café")
        writer = _Writer(random, self.members)
        ateliers = tuple(
            Atelier(
                id=f"made-up-{position}",
                cafe="made-up",
                title=writer.asks()[0],
                opening=writer.asks()[1],
                question=writer.asks()[0],
                animator=self.members[position],
                position=position,
            )
            for position in range(1, ATELIERS + 1)
        )
        cafe = Cafe(
            id="made-up",
            title="Un café inventé pour mesurer",
            introduction=writer.asks()[1],
            ateliers=ateliers,
            is_demonstration=True,
        )
        contributions = tuple(
            Contribution(
                id=f"made-up-{number}",
                atelier=random.choice(ateliers).id,
                body=writer.asks()[1],
                author=random.choice(self.members),
                written_at=BEGIN + SPAN + timedelta(minutes=number),
            )
            for number in range(CONTRIBUTIONS)
        )
        return cafe, contributions


class _Writer:
    """Everybody who writes, one hand for all."""

    def __init__(self, random: Random, members: tuple[Member, ...]) -> None:
        self._random = random
        self._members = members
        self._member_weights = _zipf(len(members))
        self._tail_words = self._drawn_tail()
        self._topics: list[str] = []

    def thread(self, begin: datetime, span: timedelta, *, most: int) -> list[tuple[Question, Reply | None]]:
        """A question with its replies, at most so many posts."""
        random = self._random
        title, body = self.asks()
        question = Question(
            id=self._id(),
            space=random.choice(_SPACES),
            title=title,
            body=body,
            author=self._member(),
            asked_at=begin + span * random.random(),
            is_demonstration=True,
        )
        count = min(most - 1, 0 if random.random() < 0.12 else 1 + int(random.lognormvariate(1.0, 0.85)))
        replies = [self._reply(question, place) for place in range(count)]
        if replies and random.random() < 0.45:
            solution = random.randrange(count)
            replies[solution] = replace(replies[solution], is_solution=True)
            question = replace(question, is_solved=True)
        return [(question, None), *((question, reply) for reply in replies)]

    def asks(self) -> tuple[str, str]:
        """A title and a body on one subject, which the next replies have too."""
        self._topics = self._drawn_topics()
        title = self._said(self._random.choice(_TITLES))
        return title[0].upper() + title[1:], self._text(_ASKED, median=55)

    def thanks(self, replies: Iterator[Reply]) -> Iterator[tuple[str, str]]:
        """Who thanks for which reply; most replies get no thanks, few get many."""
        for reply in replies:
            count = int(self._random.paretovariate(1.4)) - 1
            for member in {self._member().id for _ in range(min(count, 30))} - {reply.author.id}:
                yield reply.id, member

    def _reply(self, question: Question, place: int) -> Reply:
        after = timedelta(minutes=30 * (place + 1) * self._random.paretovariate(1.1))
        return Reply(
            id=self._id(),
            question=question.id,
            body=self._text(_REPLIED, median=40),
            author=question.author if self._random.random() < 0.2 else self._member(),
            written_at=question.asked_at + min(after, timedelta(days=60)),
        )

    def _text(self, templates: tuple[str, ...], *, median: int) -> str:
        """Sentences on the subject, about so many words in the median and some twelve times that at most."""
        words = min(12 * median, self._random.lognormvariate(math.log(median), 0.6))
        sentences: list[str] = []
        while words > 0:
            sentences.append(self._said(self._random.choice(templates)))
            words -= sentences[-1].count(" ") + 1
        return " ".join(sentences)

    def _said(self, template: str) -> str:
        said = []
        for place, piece in enumerate(_pieces(template)):
            said.append(self._slot(piece) if place % 2 else piece)
        return "".join(said)

    def _slot(self, name: str) -> str:
        random = self._random
        match name:
            case "topic":
                return random.choice(self._topics)
            case "words":
                return " ".join([next(self._tail_words) for _ in range(random.randint(4, 12))])
            case "code":
                return str(int(100 * random.paretovariate(0.9)) % 100_000)
        choices, weights = _SLOTS[name]
        return random.choices(choices, cum_weights=weights)[0]

    def _drawn_topics(self) -> list[str]:
        words, weights = _tail()
        # Nobody asks about one of the two hundred words that every sentence is made of.
        found = (
            word for word in iter(lambda: self._random.choices(words, cum_weights=weights)[0], "") if len(word) > 4
        )
        thing = self._slot("thing").split()[-1]
        return [thing, *(next(found) for _ in range(self._random.randint(3, 6)))]

    def _drawn_tail(self) -> Iterator[str]:
        words, weights = _tail()
        while True:
            yield from self._random.choices(words, cum_weights=weights, k=1000)

    def _member(self) -> Member:
        return self._random.choices(self._members, cum_weights=self._member_weights)[0]

    def _id(self) -> str:
        return f"{self._random.getrandbits(64):016x}"


def _moment(post: tuple[Question, Reply | None]) -> tuple[datetime, str]:
    question, reply = post
    return (question.asked_at, question.id) if reply is None else (reply.written_at, reply.id)


@lru_cache
def _members(count: int) -> tuple[Member, ...]:
    return tuple(
        Member(id=f"made-up-{number}", pseudonym=f"Inventé {number}", is_demonstration=True) for number in range(count)
    )


@lru_cache
def _zipf(count: int) -> list[float]:
    """Cumulated weights: the tenth is a tenth as frequent as the first, nearly."""
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


@lru_cache
def _tail() -> tuple[list[str], list[float]]:
    """The words of French with how often they are used, cumulated."""
    from wordfreq import top_n_list, word_frequency

    words = [word for word in top_n_list("fr", _TAIL) if word.isalpha()]
    return words, list(accumulate(word_frequency(word, "fr") for word in words))


@lru_cache
def _pieces(template: str) -> tuple[str, ...]:
    """What is said as it is and the names of slots, in turn."""
    return tuple(piece for part in template.split("{") for piece in part.split("}"))


_SLOTS = {
    name: (choices, _zipf(len(choices)))
    for name, choices in (("thing", _THINGS), ("fails", _FAILS), ("act", _ACTS), ("when", _WHEN), ("place", _PLACES))
}
