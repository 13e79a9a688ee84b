"""What a search shows: questions and tips, by their words and by what they mean."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from community.forum import Question
from community.tips import Tip
from community.viewers import GUEST, Viewer
from pipelines.fusing import by_thread, fused
from vocabulary import FoundBy

if TYPE_CHECKING:
    from community import Community
    from community.meanings import Near
    from pipelines.meaning import Sense

_NEAR = 60  # posts
NEARLY_ALIKE, ALIKE = 0.3, 0.45
"""From where on what is near by its meaning alone is shown: to who searches, and to who did not ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found, best first."""

    questions: tuple[Question, ...] = ()
    tips: tuple[Tip, ...] = ()
    by: FoundBy = "words"


def search(
    community: "Community",
    text: str,
    *,
    sense: "Sense | None" = None,
    space: str | None = None,
    limit: int = 10,
    tips: int = 2,
    least_rise: float = NEARLY_ALIKE,
    viewer: Viewer = GUEST,
) -> Found:
    """At most ``limit`` questions and ``tips`` tips on what a text is about; nothing for a text that says nothing.

    ``sense`` is what the text means; without it its words alone count. What is near by its meaning alone is there from
    ``least_rise`` on (``Near.rise``).
    """
    if not text.strip():
        return Found()
    worded = community.search.questions(text, space=space, limit=limit, viewer=viewer)
    worded_tips = community.search.tips(text, space=space, limit=max(tips, 1), viewer=viewer)
    meant = _near(community, sense, space, viewer)
    near = [one for one in meant if one.rise >= least_rise]
    questions = {one.question.id: one.question for one in worded}
    found_tips = {one.tip.id: one.tip for one in worded_tips}
    if not meant:
        return Found(questions=tuple(questions.values()), tips=tuple(found_tips.values())[:tips])
    # How much of what was asked a question holds is not told here; what was found first holds the most.
    most = max((one.score for one in worded), default=1.0)
    coverage = {one.question.id: one.score / most for one in worded} | {one.tip.id: one.coverage for one in worded_tips}
    for one in near:
        if isinstance(one.written, Tip):
            found_tips.setdefault(one.written.id, one.written)
        else:
            asked = one.question or one.written
            if isinstance(asked, Question):
                questions.setdefault(asked.id, asked)
    ids = fused(
        [*(one.question.id for one in worded), *(one.tip.id for one in worded_tips)],
        by_thread(near, {}),
        coverage=coverage,
    )
    return Found(
        questions=tuple(questions[id] for id in ids if id in questions)[:limit],
        tips=tuple(found_tips[id] for id in ids if id in found_tips)[:tips],
        by="both",
    )


def _near(community: "Community", sense: "Sense | None", space: str | None, viewer: Viewer) -> "tuple[Near, ...]":
    """All that is near; nothing where nobody knows what the text means."""
    if sense is None:
        return ()
    return community.meanings.nearest(sense.vector, model=sense.model, space=space, limit=_NEAR, viewer=viewer)
