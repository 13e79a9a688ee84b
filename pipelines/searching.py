"""What a search shows: questions, tips and what was brought to ateliers, by their words and by what they mean."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from community.cafes import Contribution
from community.forum import Question, Reply
from community.search import NO_WORD_SHARED, FoundContribution
from community.tips import Tip
from community.viewers import GUEST, Viewer
from pipelines.fusing import by_thread, fused
from pipelines.shortening import shortened
from vocabulary import FoundBy

if TYPE_CHECKING:
    from community import Community
    from community.meanings import Near
    from pipelines.meaning import Sense

_NEAR = 60  # posts
NEARLY_ALIKE, ALIKE = 0.3, 0.45
"""From where on what is near by its meaning alone is shown: to who searches, and to who did not ask for it."""

_Thing: TypeAlias = Question | Tip | FoundContribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found, best first."""

    questions: tuple[Question, ...] = ()
    tips: tuple[Tip, ...] = ()
    contributions: tuple[FoundContribution, ...] = ()
    """What was brought to ateliers."""
    by: FoundBy = "words"


def search(
    community: "Community",
    text: str,
    *,
    sense: "Sense | None" = None,
    space: str | None = None,
    limit: int = 10,
    tips: int = 2,
    contributions: int = 0,
    least_rise: float = NEARLY_ALIKE,
    viewer: Viewer = GUEST,
) -> Found:
    """So many questions, tips and contributions at most on what a text is about; nothing for one that says nothing.

    ``sense`` is what the text means; without it its words alone count. What is near by its meaning alone is there from
    ``least_rise`` on (``Near.rise``).
    """
    if not text.strip():
        return Found()
    worded = _by_words(community, text, space, viewer, (limit, tips, contributions))
    meant = _near(community, sense, space, viewer)
    things, ids = worded, list(worded)
    if meant:
        near = [one for one in meant if one.rise >= least_rise]
        things = {**dict(_of_near(one) for one in near), **worded}
        ids = list(fused(ids, by_thread(near, {})))
    ranked = [things[id] for id in ids]
    return Found(
        questions=tuple(one for one in ranked if isinstance(one, Question))[:limit],
        tips=tuple(one for one in ranked if isinstance(one, Tip))[:tips],
        contributions=tuple(one for one in ranked if isinstance(one, FoundContribution))[:contributions],
        by="both" if meant else "words",
    )


def _by_words(
    community: "Community", text: str, space: str | None, viewer: Viewer, limits: tuple[int, int, int]
) -> dict[str, _Thing]:
    """What its words find, by id; each kind best first."""
    found: dict[str, _Thing] = {}
    with community.search.looking_for(text, viewer=viewer) as looking:
        found |= {one.question.id: one.question for one in looking.questions(space=space, limit=limits[0])}
        if limits[1]:
            found |= {one.tip.id: one.tip for one in looking.tips(space=space, limit=limits[1])}
        if limits[2]:
            brought = looking.contributions(space=space, limit=limits[2])
            found |= {one.contribution.id: one for one in brought}
    return found


def _near(community: "Community", sense: "Sense | None", space: str | None, viewer: Viewer) -> "tuple[Near, ...]":
    """All that is near; nothing where nobody knows what the text means."""
    if sense is None:
        return ()
    return community.meanings.nearest(sense.vector, model=sense.model, space=space, limit=_NEAR, viewer=viewer)


def _of_near(near: "Near") -> tuple[str, _Thing]:
    """What is shown of it, with its id: of a reply the question."""
    written = near.question or near.written
    if isinstance(written, Contribution):
        assert near.atelier is not None, "a contribution stands in an atelier"
        excerpt = shortened(written.body)
        return written.id, FoundContribution(
            contribution=written,
            atelier=near.atelier,
            score=near.rise,
            coverage=0.0,
            signs=NO_WORD_SHARED,
            excerpt=excerpt,
        )
    assert not isinstance(written, Reply), "a reply stands under its question"
    return written.id, written
