"""The values of the vocabulary as plain records, for JSON."""

from typing import TYPE_CHECKING, Any

from vocabulary import Alternative, Answer, Draft, Recognition, Source, Word

if TYPE_CHECKING:
    from pipelines.gesturing import Sighting

Record = dict[str, Any]


def recognition_record(recognition: Recognition, *, source: str) -> Record:
    """``text`` is "" where nothing was understood. Gestures and looks have ``label`` in its place."""
    is_of_words = recognition.modality not in ("gesture", "gaze")
    said: Record = {"text": recognition.text} if is_of_words else {"label": recognition.label}
    return {
        "input": source,
        "modality": recognition.modality,
        "engine": recognition.engine,
        "language": recognition.language,
        **said,
        "confidence": recognition.confidence,
        "alternatives": [_alternative(one) for one in recognition.alternatives],
        "words": [_word(word) for word in recognition.words],
        "seconds": recognition.seconds,
        **({"raw": recognition.raw} if recognition.raw is not None else {}),
    }


def sighting_record(sighting: "Sighting", *, source: str) -> Record:
    """A recognition, in a clip with when it was (``at``, in seconds); of a look also how the head is held.

    Angles are in degrees: ``yaw`` to the right of the picture, ``pitch`` upwards, ``roll`` clockwise.
    """
    record = recognition_record(sighting.recognition, source=source)
    if sighting.at_s is not None:
        record["at"] = sighting.at_s
    if sighting.recognition.modality == "gaze":
        head, eyes = sighting.head, sighting.direction
        record["head"] = head and {"yaw": head.yaw_deg, "pitch": head.pitch_deg, "roll": head.roll_deg}
        record["direction"] = eyes and {"yaw": eyes.yaw_deg, "pitch": eyes.pitch_deg}
    if sighting.closed_s is not None:
        record["blink"] = {"seconds": sighting.closed_s}
    return record


def _word(word: Word) -> Record:
    """Where it stands and what else it may be are named only where they are known."""
    record: Record = {"text": word.text, "start": word.start, "end": word.end, "confidence": word.confidence}
    if word.alternatives:
        record["alternatives"] = [_alternative(one) for one in word.alternatives]
    if word.box is not None:
        record["box"] = list(word.box)
    return record


def draft_record(draft: Draft) -> Record:
    """The draft without its recognitions, which stand beside it."""
    return {
        "text": draft.text,
        "subject": draft.subject,
        "author": draft.author,
        "language": draft.language,
        "to": None if draft.to is None else {"kind": draft.to.kind, "id": draft.to.id},
    }


def answer_record(
    answer: Answer, *, picture: str | None = None, spoken: str | None = None, captions: str | None = None
) -> Record:
    """``picture``, ``spoken`` and ``captions`` are the files that were written for it."""
    return {
        "text": answer.text,
        "language": answer.language,
        "title": answer.title,
        "steps": list(answer.steps),
        "goes_on": answer.goes_on,
        "sources": [_source(source) for source in answer.sources],
        "figures": [{"label": figure.label, "count": figure.count} for figure in answer.figures],
        "figures_about": answer.figures_about,
        "rewritten": [{"sentence": one.sentence, "sources": list(one.sources)} for one in answer.rewritten],
        "rewriter": answer.rewriter,
        "known": answer.known,
        "found_by": answer.found_by,
        "picture": picture,
        "spoken": spoken,
        "captions": captions,
    }


def _alternative(alternative: Alternative) -> Record:
    return {"text": alternative.text, "confidence": alternative.confidence}


def _source(source: Source) -> Record:
    return {
        "id": source.id,
        "title": source.title,
        "author": source.author,
        "quote": source.quote,
        "kind": source.kind,
        "thread": source.thread,
        "link": source.link,
        "is_solution": source.is_solution,
    }
