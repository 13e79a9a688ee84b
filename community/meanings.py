"""Finding by meaning: each post that search finds has a vector, and near are those that say the like.

Which model makes the vectors is not the community's business: it is told its name, keeps vectors of one model only, and
says which posts wait for theirs. A post waits from the transaction in which it is published until its vector is there,
so nothing is forgotten over a crash; its vector goes in the transaction in which the post is hidden, taken back or
erased.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from community.cafes import Atelier, Contribution
from community.forum import Question, Reply
from community.tips import Tip
from community.viewers import GUEST, Viewer

if TYPE_CHECKING:
    import numpy as np

    from community.storage import Rows, Store
    from community.storage.meanings import Post

    Matrix: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

_READ = 2_000  # characters of a post; the models read about as many
_SAMPLE = 500  # posts, of which the mean says what is usual
_MOST_USUAL = 0.95
_LEAST_USUAL = 50  # posts; of fewer, those that answer are themselves what is usual
_FEW_CHANGES = 200
_OF_A_SPACE = 4  # times as many are looked at where one space is asked for


_Written: TypeAlias = Question | Reply | Tip | Contribution
_Place: TypeAlias = Question | Atelier | None


class UnusableVector(ValueError):
    """A vector of another length, with something that is no number, or that points nowhere."""


class Vectors(Protocol):
    """Where vectors are kept and the nearest found. It may be called from several threads at once."""

    name: str
    place: str
    """Where they are kept; vectors that are kept elsewhere are made anew."""

    def begin_anew(self, rows: "Rows", *, model: str, dimensions: int) -> None:
        """Forget every vector, and be ready for those of this model."""

    def put(self, rows: "Rows", numbers: Sequence[int], vectors: "Matrix") -> None:
        """Keep a vector for each of these posts, in place of the one it had.

        Raises ``UnusableVector`` where one of them is; then none is kept.
        """

    def nearest(self, rows: "Rows", vector: "Matrix", *, limit: int) -> list[tuple[int, float]]:
        """About ``limit`` posts whose vectors are the nearest, with the cosine, the nearest first.

        Raises ``UnusableVector``.
        """

    def mean(self, rows: "Rows", numbers: Sequence[int]) -> "Matrix | None":
        """The mean of the vectors of these posts; None where none has one."""

    def settle(self, store: "Store", *, threads: int = 1) -> bool:
        """Put what is kept in order, which may take long; whether there was anything to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A post that says the like of what was asked."""

    written: Question | Reply | Tip | Contribution
    question: Question | None
    """That of a reply; None for everything else."""
    atelier: Atelier | None
    """That of a contribution; None for everything else."""
    best: Reply | None
    """Of a question, the reply that most likely helps: the solution, else the most thanked; else None."""
    cosine: float
    """-1.0 to 1.0; what is near differs with the model."""
    rise: float
    """How far it is above what any post of this community has with what was asked, 1.0 for the very same words.

    Beside the cosine it says nearly the same of every model: some have 0.8 between any two texts.
    """
    tells: bool
    """Whether the rise tells anything but the order: there are enough posts to know what is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A post that waits for its vector."""

    number: int
    text: str
    """What its vector is to be of: the words that the post says, under the title under which it says them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How far the vectors are."""

    model: str
    """Of which model they are; empty where there are none."""
    dimensions: int
    store: str
    here: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mean:
    """The mean of the vectors at a change."""

    model: str
    change: int
    vector: "Matrix | None"
    posts: int
    """Of how many."""

    def cosine(self, vector: "Matrix") -> float:
        """What a vector has with any post, in the mean."""
        import numpy as np

        if self.vector is None:
            return 0.0
        return min(float(self.vector @ (vector / np.linalg.norm(vector))), _MOST_USUAL)

    def is_old(self, change: int) -> bool:
        """Whether much has come since."""
        return change != self.change and (self.change < _FEW_CHANGES or change > 1.1 * self.change)


class Meanings:
    """The meaning of posts."""

    def __init__(self, store: "Store", *, folder: Path, vectors: Vectors | None = None) -> None:
        self._store = store
        self._folder = folder
        self._chosen = vectors
        self._choosing = Lock()
        self._mean: _Mean | None = None

    @property
    def _vectors(self) -> Vectors:
        with self._choosing:
            if self._chosen is None:
                from community.storage.vectors import vectors_of  # numpy, which most commands do without

                self._chosen = vectors_of(self._store, self._folder)
            return self._chosen

    def figures(self) -> Figures:
        """How far the vectors are."""
        with self._store.reading() as rows:
            state = rows.meanings.state()
            here, waiting = rows.meanings.count(), rows.meanings.count_waiting()
        return Figures(
            model=state.model, dimensions=state.dimensions, store=self._vectors.name, here=here, waiting=waiting
        )

    def begin(self, *, model: str, dimensions: int) -> bool:
        """Be ready for vectors of a model; those of another one are forgotten. Whether all are to be made anew."""
        wanted = model, dimensions, self._vectors.place
        with self._store.reading() as rows:
            if _kind(rows) == wanted:
                return False
        with self._store.writing() as rows:
            if _kind(rows) == wanted:
                return False
            self._vectors.begin_anew(rows, model=model, dimensions=dimensions)
        return True

    def begin_anew(self, *, model: str, dimensions: int) -> None:
        """Likewise, and forget every vector in any case."""
        with self._store.writing() as rows:
            self._vectors.begin_anew(rows, model=model, dimensions=dimensions)

    def waiting(self, *, limit: int) -> tuple[Waiting, ...]:
        """Some of the posts that wait for their vector; none where nothing is left to do."""
        with self._store.reading() as rows:
            posts = rows.meanings.waiting(limit=limit)
            texts = _texts(rows, posts)
        return tuple(Waiting(number=post.number, text=texts.get(post.number, "")) for post in posts)

    def take(self, waited: Sequence[Waiting], vectors: "Matrix", *, model: str) -> int:
        """Keep the vectors of posts that waited, each a row; how many were of use.

        A post that says something else by now waits again. One whose row is of no use waits no more. Vectors of another
        model than the one that ``begin`` was told are not kept.
        """
        import numpy as np

        if len(waited) != len(vectors):
            raise UnusableVector(f"{len(vectors)} vectors of {len(waited)} texts")
        with self._store.writing() as rows:
            state = rows.meanings.state()
            if state.model != model or not waited:
                return 0
            texts = _texts(rows, rows.meanings.posts(one.number for one in waited))
            same = [place for place, one in enumerate(waited) if texts.get(one.number, "") == one.text]
            lengths = np.linalg.norm(vectors, axis=1)
            good = [place for place in same if waited[place].text and 1e-6 < lengths[place] < np.inf]
            self._vectors.put(rows, [waited[place].number for place in good], vectors[good])
            rows.meanings.give_up([waited[place].number for place in set(same) - set(good)])
        return len(good)

    def nearest(
        self, vector: "Matrix", *, model: str, space: str | None = None, limit: int = 50, viewer: Viewer = GUEST
    ) -> tuple[Near, ...]:
        """The posts nearest to a vector of a model, the nearest first; none where the vectors are of another model.

        Raises ``UnusableVector``.
        """
        with self._store.reading() as rows:
            state = rows.meanings.state()
            if state.model != model or state.place != self._vectors.place:
                return ()
            wide = limit if space is None else limit * _OF_A_SPACE
            cosines = dict(self._vectors.nearest(rows, vector, limit=wide))
            posts = [one for one in rows.meanings.posts(cosines) if space is None or one.space == space]
            found = _written(rows, posts[:limit], viewer)
            asked = [one.id for one, _place in found.values() if isinstance(one, Question)]
            best = _best_replies(rows, asked, viewer)
            mean = self._mean_now(rows)
            usual = mean.cosine(vector)
        return tuple(
            Near(
                written=written,
                question=place if isinstance(place, Question) else None,
                atelier=place if isinstance(place, Atelier) else None,
                best=best.get(written.id) if isinstance(written, Question) else None,
                cosine=cosines[number],
                rise=(cosines[number] - usual) / (1 - usual),
                tells=mean.posts >= _LEAST_USUAL,
            )
            for number, (written, place) in found.items()
        )

    def _mean_now(self, rows: "Rows") -> "_Mean":
        state, known = rows.meanings.state(), self._mean
        if known is None or known.model != state.model or known.is_old(state.change):
            some = rows.meanings.some(limit=_SAMPLE)
            vector = self._vectors.mean(rows, some)
            known = self._mean = _Mean(model=state.model, change=state.change, vector=vector, posts=len(some))
        return known

    def settle(self, *, threads: int = 1) -> bool:
        """Put what is kept in order, which may take long; whether there was anything to do."""
        return self._vectors.settle(self._store, threads=threads)


def _kind(rows: "Rows") -> tuple[str, int, str]:
    """Of which vectors all are."""
    state = rows.meanings.state()
    return state.model, state.dimensions, state.place


def _best_replies(rows: "Rows", questions: Sequence[str], viewer: Viewer) -> dict[str, Reply]:
    """Of each question the reply that most likely helps, where there is one."""
    best: dict[str, Reply] = {}
    for reply in rows.forum.replies_to(questions, viewer=viewer):
        former = best.get(reply.question)
        if former is None or (reply.is_solution, reply.thanks) > (former.is_solution, former.thanks):
            best[reply.question] = reply
    return best


def _texts(rows: "Rows", posts: Sequence["Post"]) -> dict[int, str]:
    """What posts say, as far as everyone may read it."""
    return {number: _said(written, place)[:_READ] for number, (written, place) in _written(rows, posts, GUEST).items()}


def _said(written: _Written, place: _Place) -> str:
    """Under the title, or the question of the atelier, under which it is said."""
    if isinstance(place, Question):
        heading = place.title
    elif isinstance(place, Atelier):
        heading = place.question
    else:
        heading = written.title if isinstance(written, Question | Tip) else ""
    return f"{heading}\n{written.body}".strip()


def _written(rows: "Rows", posts: Sequence["Post"], viewer: Viewer) -> dict[int, tuple[_Written, _Place]]:
    """What a viewer may see of posts, by their number, in their order, each with where it stands."""
    from community.storage.index_entries import CONTRIBUTION, TIP

    by_kind: dict[str, dict[int, str]] = {TIP: {}, CONTRIBUTION: {}}
    others = []
    for post in posts:
        kind = next((kind for kind in by_kind if post.post.startswith(kind)), None)
        if kind is None:
            others.append(post)
        else:
            by_kind[kind][post.number] = post.post.removeprefix(kind)
    found: dict[int, tuple[_Written, _Place]] = {}
    found |= _written_in_forums(rows, others, viewer)
    tips = rows.tips.by_id(list(by_kind[TIP].values()), viewer=viewer) if by_kind[TIP] else {}
    found |= {number: (tips[id], None) for number, id in by_kind[TIP].items() if id in tips}
    if by_kind[CONTRIBUTION]:
        brought = rows.exchanges.by_id(list(by_kind[CONTRIBUTION].values()), viewer=viewer)
        ateliers = rows.cafes.ateliers_by_id({one.atelier for one in brought.values()}, viewer=viewer)
        for number, id in by_kind[CONTRIBUTION].items():
            if id in brought and brought[id].atelier in ateliers:
                found[number] = brought[id], ateliers[brought[id].atelier]
    return {post.number: found[post.number] for post in posts if post.number in found}


def _written_in_forums(rows: "Rows", posts: Sequence["Post"], viewer: Viewer) -> dict[int, tuple[_Written, _Place]]:
    questions = rows.forum.questions_by_id(sorted({post.thread for post in posts}), viewer=viewer)
    replies = rows.forum.replies_by_id([post.post for post in posts if post.is_reply], viewer=viewer)
    found: dict[int, tuple[_Written, _Place]] = {}
    for post in posts:
        if post.thread not in questions:
            continue
        if not post.is_reply:
            found[post.number] = questions[post.thread], None
        elif post.post in replies:
            found[post.number] = replies[post.post], questions[post.thread]
    return found
