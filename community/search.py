"""Finding questions and tips, and the replies that answer one, in spite of accents, plurals and typing mistakes.

The store gives posts that hold some of the wanted stems; how well each of them fits is computed here, so that SQLite
and PostgreSQL give the same order.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from community import words
from community.alike import alike, said_plainly
from community.cafes import Atelier, Contribution
from community.forum import Question, Reply
from community.tips import Tip
from community.viewers import GUEST, Viewer
from vocabulary import LANGUAGES

if TYPE_CHECKING:
    from community.storage import Rows, Store
    from community.storage.candidates import Term
    from community.storage.index import Indexed

MOST_WORDS = 40
"""Of a long text only so many of the words that the store knows are looked for, the rarest."""

_MOST_MISTYPED = 60
"""Of a text only so many words that no post holds are compared with those that posts hold; a book holds thousands."""

_CANDIDATES = 80  # posts of different threads that are scored for one search,
_REPLIES = 200  # and replies, which may be of the same
_LEAST_COVERAGE = 0.2  # a question that shares less than this with the search has another subject,
_LEAST_OF_TITLE = 0.6  # unless most of its title is there: somebody tells a long story
_LEAST_OF_BEST = 0.25  # and so has one whose score is so far below the best
_EXCERPT = 240  # characters
_SENTENCES_SHOWN = 3
_READ = 4_000  # characters of a post from which its excerpt is chosen

_IN_TITLE, _IN_REPLY, _IN_BODY = 1.0, 0.85, 0.7
_AGAIN = 0.1  # for each other part of the thread that holds the word as well
WHOLE_TITLE = 0.15  # where nothing else stands in the title; all other things count for little more than 1.0 together

_SLIP, _OTHER_LETTER, _OTHER_START = 0.8, 0.5, 0.3
"""What a known word one typing mistake away counts for. A letter too many, too few or exchanged with its neighbour is
nearly always a slip; another letter in its place need not be (*recette* is not *récente*), another first letter or a
short word hardly ever is (*tarte* is no *carte*)."""

_ALIKE = 0.75  # what another word for the same counts for

_SENTENCES = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A question that a search found."""

    question: Question
    score: float
    excerpt: str
    """The part of the thread that fits best, as written, at most about ``_EXCERPT`` characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A reply that may answer a question."""

    reply: Reply
    question: Question
    score: float
    coverage: float
    """0.0 to 1.0: the part of the informative words asked for that stands in title, question or reply. Rare
    words count for more, and one that no post holds for most of all."""
    signs: "Signs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What else tells whether a text is about what is asked; 0.0 to 1.0 but for the last."""

    in_title: float
    """The part of what is asked that stands in the title, weighed as for the coverage."""
    title_said: float
    """The part of the title's words that were asked for."""
    missing: float
    """What the rarest word that it does not hold tells of all that is asked; those that no post holds are one."""
    unheard: float
    """The part of what is asked that no post holds."""
    told: float
    """What the words that it holds tell, together, counted in words that stand in one post only; 0.0 or more."""


NO_WORD_SHARED = Signs(in_title=0.0, title_said=0.0, missing=0.3, unheard=0.0, told=0.0)
"""Of what meaning alone finds: a rare word is missing, as from most texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTip:
    """A tip that a search found."""

    tip: Tip
    score: float
    coverage: float
    """As for a passage."""
    signs: Signs
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundContribution:
    """What somebody brought to an atelier, as a search found it."""

    contribution: Contribution
    atelier: Atelier
    score: float
    coverage: float
    """As for a passage."""
    signs: Signs
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """One word that is looked for."""

    weight: float
    """How much the word tells: its inverse document frequency."""
    credits: dict[str, float]
    """The known stems that stand for it, with what finding each is worth, 0.0 to 1.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """What is looked for."""

    wanted: tuple[_Wanted, ...]
    rarest: float
    """How much a word tells that stands in one post only."""
    posts: dict[str, int]
    """In how many posts each known stem stands."""

    def terms(self) -> "list[Term]":
        """What the store is to look for."""
        from community.storage.candidates import Term  # the store is open, so what it imports is there

        terms: dict[tuple[str, ...], Term] = {}
        for one in self.wanted:
            stems = tuple(sorted(one.credits))
            weight = one.weight * max(one.credits.values(), default=0.0)
            if stems and (stems not in terms or weight > terms[stems].weight):
                terms[stems] = Term(stems=stems, posts=sum(self.posts[stem] for stem in stems), weight=weight)
        return list(terms.values())

    def stands_for(self) -> dict[str, list[tuple[int, float]]]:
        """For each stem the words that it stands for, by their place in ``wanted``, with what finding it is worth."""
        words: dict[str, list[tuple[int, float]]] = {}
        for place, one in enumerate(self.wanted):
            for stem, credit in one.credits.items():
                words.setdefault(stem, []).append((place, credit))
        return words

    def tells(self) -> dict[str, float]:
        """How much each stem tells."""
        tells: dict[str, float] = {}
        for one in self.wanted:
            for stem, credit in one.credits.items():
                tells[stem] = max(tells.get(stem, 0.0), one.weight * credit)
        return tells


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How well a post fits what is looked for."""

    post: "Indexed"
    score: float
    coverage: float
    said: float
    """The part of the title that was asked for."""
    title_said: float
    """Likewise; 0.0 where that is a single word."""
    seen: Mapping[int, float]
    """The wanted words that it holds, by their place, with what that they were found is worth, 0.0 to 1.0."""
    in_title: Mapping[int, float]
    """Likewise those in its title."""

    @property
    def has_same_subject(self) -> bool:
        """Whether it is worth showing to who asks for questions."""
        return self.coverage >= _LEAST_COVERAGE or self.title_said >= _LEAST_OF_TITLE


class Search:
    """Search over the help forums and the tips."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def stems(self, text: str, language: str) -> list[str]:
        """What a text is found by: see ``words.stems``."""
        return words.stems(text, language)

    @contextmanager
    def looking_for(self, text: str, *, viewer: Viewer = GUEST) -> "Iterator[Looking]":
        """Look for one text in several ways at once: what stands for its words is looked up once for all of them."""
        with self._store.glancing() as rows:
            yield Looking(rows, text, viewer)

    def questions(
        self, text: str, *, space: str | None = None, limit: int = 10, viewer: Viewer = GUEST
    ) -> tuple[Found, ...]:
        """See ``Looking.questions``."""
        with self.looking_for(text, viewer=viewer) as looking:
            return looking.questions(space=space, limit=limit)

    def passages(
        self, text: str, *, language: str | None = None, limit: int = 8, viewer: Viewer = GUEST
    ) -> tuple[Passage, ...]:
        """See ``Looking.passages``."""
        with self.looking_for(text, viewer=viewer) as looking:
            return looking.passages(language=language, limit=limit)

    def tips(
        self,
        text: str,
        *,
        language: str | None = None,
        space: str | None = None,
        limit: int = 8,
        viewer: Viewer = GUEST,
    ) -> tuple[FoundTip, ...]:
        """See ``Looking.tips``."""
        with self.looking_for(text, viewer=viewer) as looking:
            return looking.tips(language=language, space=space, limit=limit)

    def contributions(
        self,
        text: str,
        *,
        language: str | None = None,
        space: str | None = None,
        limit: int = 8,
        viewer: Viewer = GUEST,
    ) -> tuple[FoundContribution, ...]:
        """See ``Looking.contributions``."""
        with self.looking_for(text, viewer=viewer) as looking:
            return looking.contributions(language=language, space=space, limit=limit)


class Looking:
    """One text that is looked for, within one transaction. ``language`` is that of the text, None when not known."""

    def __init__(self, rows: "Rows", text: str, viewer: Viewer) -> None:
        self._rows = rows
        self._text = text
        self._viewer = viewer
        self._known: dict[tuple[str, ...], _Sought] = {}

    def questions(self, *, space: str | None = None, limit: int = 10) -> tuple[Found, ...]:
        """The questions on what the text is about, best first; nothing for a text that says nothing."""
        rows, sought = self._rows, self._sought(None)
        posts = rows.index.threads_holding(sought.terms(), space=space, limit=_CANDIDATES)
        fits = [fit for fit in _fits(posts, sought) if fit.has_same_subject]
        fits = _best_of_each_thread(fits)[:limit]
        told = [fit.post.post for fit in fits if fit.post.is_reply]
        found = rows.forum.questions_told([fit.post.thread for fit in fits], told, viewer=self._viewer)
        tells = sought.tells()
        return tuple(
            Found(question=question, score=fit.score, excerpt=_excerpt(*written, tells))
            for fit in fits
            if fit.post.thread in found
            for question, written in [found[fit.post.thread]]
        )

    def passages(self, *, language: str | None = None, limit: int = 8) -> tuple[Passage, ...]:
        """The replies that may answer the text, most useful first: solutions before others, then the thanked ones.

        Replies in another language come after. Whether one says enough to be an answer is for the caller to judge,
        from its coverage.
        """
        rows, sought = self._rows, self._sought(language)
        fits = _fits(rows.index.replies_holding(sought.terms(), limit=_REPLIES), sought)[: limit * 4]
        replies = rows.forum.replies_by_id([fit.post.post for fit in fits], viewer=self._viewer)
        questions = rows.forum.questions_by_id(sorted({fit.post.thread for fit in fits}), viewer=self._viewer)
        found = [
            Passage(
                reply=replies[fit.post.post],
                question=questions[fit.post.thread],
                score=fit.score * usefulness(replies[fit.post.post], questions[fit.post.thread], language),
                coverage=fit.coverage,
                signs=_signs(fit, sought),
            )
            for fit in fits
            if fit.post.post in replies and fit.post.thread in questions
        ]
        return tuple(sorted(found, key=lambda passage: -passage.score)[:limit])

    def tips(self, *, language: str | None = None, space: str | None = None, limit: int = 8) -> tuple[FoundTip, ...]:
        """The tips on what the text is about, best first."""
        rows = self._rows
        if not rows.tips.count(space=space, viewer=self._viewer):
            return ()
        sought = self._sought(language)
        fits = _fits(rows.index.tips_holding(sought.terms(), space=space, limit=_CANDIDATES), sought)
        ids = {fit.post.tip: fit for fit in fits if fit.post.tip is not None and fit.has_same_subject}
        found = rows.tips.by_id(list(ids)[:limit], viewer=self._viewer)
        tells = sought.tells()
        return tuple(
            FoundTip(
                tip=found[id],
                score=fit.score,
                coverage=fit.coverage,
                signs=_signs(fit, sought),
                excerpt=_excerpt(found[id].body, found[id].language, tells),
            )
            for id, fit in ids.items()
            if id in found
        )

    def contributions(
        self, *, language: str | None = None, space: str | None = None, limit: int = 8
    ) -> tuple[FoundContribution, ...]:
        """What was brought to ateliers on what the text is about, best first.

        Of a blind atelier only once it is closed, whoever looks.
        """
        rows, sought = self._rows, self._sought(language)
        fits = _fits(rows.index.contributions_holding(sought.terms(), space=space, limit=_CANDIDATES), sought)
        ids = {fit.post.contribution: fit for fit in fits if fit.post.contribution and fit.coverage >= _LEAST_COVERAGE}
        found = rows.exchanges.by_id(list(ids)[:limit], viewer=self._viewer)
        ateliers = rows.cafes.ateliers_by_id({one.atelier for one in found.values()}, viewer=self._viewer)
        tells = sought.tells()
        return tuple(
            FoundContribution(
                contribution=found[id],
                atelier=ateliers[found[id].atelier],
                score=fit.score,
                coverage=fit.coverage,
                signs=_signs(fit, sought),
                excerpt=_excerpt(found[id].body, found[id].language, tells),
            )
            for id, fit in ids.items()
            if id in found
        )

    def _sought(self, language: str | None) -> _Sought:
        languages = LANGUAGES if language is None else (language,)
        if languages not in self._known:
            self._known[languages] = _sought(self._rows, self._text, languages)
        return self._known[languages]


def usefulness(reply: Reply, question: Question, language: str | None) -> float:
    """What a reply that fits is worth, about 1.0: more as a solution or for thanks, less where who asked replies."""
    useful = 1.0 + (0.35 if reply.is_solution else 0.0) + 0.05 * math.log1p(reply.thanks)
    if reply.author.id == question.author.id and not reply.is_solution:
        useful *= 0.5  # who asked mostly says thank you
    return useful if language is None or reply.language == language else useful * 0.7


def _sought(rows: "Rows", text: str, languages: tuple[str, ...]) -> _Sought:
    """The words of a text, each once, with the stems that stand for them in the store."""
    asked = list(dict.fromkeys(words.words(said_plainly(text, languages), languages)))
    pairs = {left + right: (left, right) for left, right in pairwise(asked)}
    its_stems = {word: {words.stem(word, language) for language in LANGUAGES} for word in (*asked, *pairs)}
    others = {word: _others(word, languages) - its_stems[word] for word in asked}
    posts = rows.index.frequencies(set().union({rows.index.ALL_POSTS}, *its_stems.values(), *others.values()))
    total = posts.pop(rows.index.ALL_POSTS, 0)
    known = {word for word, stems in its_stems.items() if (stems | others.get(word, set())) & posts.keys()}
    asked = _written_together(asked, pairs, known)
    credits = {
        word: {
            **dict.fromkeys(others.get(word, set()) & posts.keys(), _ALIKE),
            **dict.fromkeys(its_stems[word] & posts.keys(), 1.0),
        }
        for word in asked
    }
    mistyped = [word for word in asked if word not in known and len(word) > 2 and not word.isdigit()]
    near = _near(rows, mistyped[:_MOST_MISTYPED], its_stems)
    asked = [word for word in asked if word in known or not _is_mistyped_small_word(word, near, languages)]
    if near:
        posts |= rows.index.frequencies(set().union(*near.values()))
    wanted = [_weighed({**credits[word], **near.get(word, {})}, posts, total) for word in asked]
    held = sorted((one for one in wanted if one.credits), key=lambda one: -one.weight)
    nowhere = _Wanted(weight=sum(one.weight for one in wanted if not one.credits), credits={})
    return _Sought(wanted=(*held[:MOST_WORDS], nowhere), rarest=_tells(1, total), posts=posts)


def _others(word: str, languages: Iterable[str]) -> set[str]:
    """The stems of other words for the same."""
    return {other for language in languages for other in alike(words.stem(word, language), language)}


def _written_together(asked: list[str], pairs: dict[str, tuple[str, str]], known: set[str]) -> list[str]:
    """*live box* is *livebox* where the community writes it so: the whole is known and one of its halves is not."""
    for whole, halves in pairs.items():
        if whole in known and not known.issuperset(halves) and set(halves) <= set(asked):
            asked = [whole if word == halves[0] else word for word in asked if word != halves[1]]
    return list(dict.fromkeys(asked))


def _near(rows: "Rows", mistyped: Sequence[str], its_stems: dict[str, set[str]]) -> dict[str, dict[str, float]]:
    """For words that no post holds, the known stems that a typing mistake may have made of them."""
    if not mistyped:
        return {}
    forms = {word: _forms(word, its_stems[word]) for word in mistyped}
    spelled = rows.index.spelled_like(set().union(*forms.values()))
    found: dict[str, dict[str, float]] = {}
    for word in mistyped:
        near: dict[str, float] = {}
        for known, stem in spelled:
            for form, most in forms[word].items():
                if _one_mistake_apart(form, known):
                    near[stem] = max(min(most, _credit(form, known)), near.get(stem, 0.0))
        best = max(near.values(), default=0.0)
        found[word] = {stem: credit for stem, credit in near.items() if credit == best}
    return found


def _forms(word: str, stems: Iterable[str]) -> dict[str, float]:
    """What a mistyped word may be compared with, and what a likeness is worth at most: a stem is no sure sign."""
    long_enough = {stem: _OTHER_LETTER for stem in stems if len(stem) > 4}
    return {**long_enough, words.singular(word): _SLIP, word: _SLIP}


def _is_mistyped_small_word(word: str, near: dict[str, dict[str, float]], languages: tuple[str, ...]) -> bool:
    """Whether *coment* or *depui* stands for a word that says nothing; an unknown word that means something stays."""
    if _SLIP in near.get(word, {}).values():
        return False
    small = words.small_words_like(word, languages)
    return any(_one_mistake_apart(word, one) and _credit(word, one) == _SLIP for one in small)


def _one_mistake_apart(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # few searches need it, so no start should wait for it

    return OSA.distance(word, other, score_cutoff=1) <= 1


def _credit(word: str, known: str) -> float:
    is_slip = len(word) != len(known) or sorted(word) == sorted(known)
    if word[0] != known[0] or (len(word) < 5 and not is_slip):
        return _OTHER_START
    return _SLIP if is_slip and len(word) >= 5 else _OTHER_LETTER


def _weighed(credits: dict[str, float], posts: dict[str, int], total: int) -> _Wanted:
    held = {stem: credit for stem, credit in credits.items() if stem in posts}
    # A word that no post holds as it is tells most of all, even when another may be meant.
    sure = max((credit for credit in held.values() if credit in (1.0, _ALIKE)), default=None)
    commonest = max((posts[stem] for stem, credit in held.items() if credit == sure), default=0)
    return _Wanted(weight=_tells(commonest, total), credits=held)


def _tells(posts: int, total: int) -> float:
    """The inverse document frequency of what stands in so many posts."""
    return math.log(1 + (max(total, posts) - posts + 0.5) / (posts + 0.5))


def _fits(posts: Iterable["Indexed"], sought: _Sought) -> list[_Fit]:
    """The posts that fit, best first, down to a part of the best."""
    stands_for = sought.stands_for()
    asked = sum(one.weight for one in sought.wanted)
    fits = [_fit(post, sought, stands_for, asked) for post in posts]
    best = max((fit.score for fit in fits), default=0.0)
    return sorted(
        (fit for fit in fits if fit.score >= best * _LEAST_OF_BEST), key=lambda fit: (-fit.score, -fit.post.number)
    )


def _fit(post: "Indexed", sought: _Sought, stands_for: Mapping[str, Sequence[tuple[int, float]]], asked: float) -> _Fit:
    """How well one post fits. A word counts where it tells most: in the title, else the reply, else the question.

    ``asked`` is what all wanted words tell together.
    """
    wanted = sought.wanted
    title, body, reply = post.title, post.body, post.reply
    best: dict[int, float] = {}
    seen: dict[int, float] = {}
    in_title: dict[int, float] = {}
    for stem in title | body | reply:
        place = _IN_TITLE if stem in title else _IN_REPLY if stem in reply else _IN_BODY
        again = _AGAIN * ((stem in title) + (stem in reply) + (stem in body) - 1)
        for word, credit in stands_for[stem]:
            best[word] = max(credit * (place + again), best.get(word, 0.0))
            seen[word] = max(credit, seen.get(word, 0.0))
            if stem in title:
                in_title[word] = max(credit, in_title.get(word, 0.0))
    # Of two titles that hold the words asked for, the one that says little else is meant.
    said = len(title) / post.title_length if post.title_length else 0.0
    return _Fit(
        post=post,
        score=sum(wanted[word].weight * best[word] for word in sorted(best)) / asked + WHOLE_TITLE * said,
        coverage=sum(wanted[word].weight * seen[word] for word in sorted(seen)) / asked,
        said=said,
        title_said=said if len(title) > 1 else 0.0,
        seen=seen,
        in_title=in_title,
    )


def _signs(fit: _Fit, sought: _Sought) -> Signs:
    wanted, rarest, seen, in_title = sought.wanted, sought.rarest, fit.seen, fit.in_title
    asked = sum(one.weight for one in wanted)
    missing = [one.weight for place, one in enumerate(wanted) if place not in seen]
    return Signs(
        in_title=sum(wanted[word].weight * in_title[word] for word in sorted(in_title)) / asked,
        title_said=fit.said,
        missing=max(missing, default=0.0) / asked,
        unheard=sum(one.weight for one in wanted if not one.credits) / asked,
        told=sum(wanted[word].weight * seen[word] for word in sorted(seen)) / rarest,
    )


def _best_of_each_thread(fits: Iterable[_Fit]) -> list[_Fit]:
    best: dict[str, _Fit] = {}
    for fit in fits:
        best.setdefault(fit.post.thread, fit)
    return list(best.values())


def _excerpt(body: str, language: str, tells: Mapping[str, float]) -> str:
    """The sentences that hold most of what was looked for."""
    sentences = [found[0].strip() for found in _SENTENCES.finditer(body[:_READ]) if found[0].strip()]
    if len(sentences) <= _SENTENCES_SHOWN and len(whole := " ".join(sentences)) <= _EXCERPT:
        return whole
    looked_for = frozenset(tells)
    told = [sum(tells[stem] for stem in looked_for.intersection(words.stems(one, language))) for one in sentences]
    start = max(range(len(sentences)), key=lambda place: (told[place], -place))
    shown = " ".join(sentences[start : start + _SENTENCES_SHOWN])
    return shown if len(shown) <= _EXCERPT else shown[:_EXCERPT].rsplit(" ", 1)[0] + " …"
