"""What came of a question, and how the terminal tells it."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commands._parser import Translate
from commands._terminal import show, show_record
from vocabulary import Draft, Recognition

if TYPE_CHECKING:
    from community.drafts import Published
    from vocabulary import Answer


@dataclass
class Asked:
    """What came of a question, on its way to the terminal."""

    heard: Sequence[tuple[str, Recognition]]
    """Each with the input that it was in."""
    draft: Draft
    posted: "Published | None" = None
    answer: "Answer | None" = None
    spoken: str | None = None
    captions: str | None = None
    picture: str | None = None


def show_asked(asked: Asked, options: argparse.Namespace, _: Translate) -> None:
    if options.json:
        show_record(_record_of(asked))
        return
    if asked.answer is None:
        return
    show(_("Question : {text}").format(text=asked.draft.text))
    show(asked.answer.text)
    for source in asked.answer.sources:
        show(f"— {source.author}, « {source.title} » ({source.link})")
    if asked.answer.rewritten:
        show(_("Écrit par une machine à partir des citations ci-dessus") + f" · {asked.answer.rewriter}")
        for told in asked.answer.rewritten:
            show(told.sentence)


def _record_of(asked: Asked) -> dict[str, Any]:
    from pipelines.records import answer_record, draft_record, recognition_record
    from vocabulary import Answer

    posted = asked.posted
    found = asked.answer or Answer(text="", language=asked.draft.language)
    return {
        "recognitions": [recognition_record(one, source=name) for name, one in asked.heard],
        "draft": draft_record(asked.draft),
        "posted": posted and {"id": posted.id, "kind": posted.kind, "link": posted.link},
        "answer": answer_record(found, picture=asked.picture, spoken=asked.spoken, captions=asked.captions),
    }
