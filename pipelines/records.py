"""The values of the vocabulary as plain records, for JSON."""

from typing import Any

from vocabulary import Alternative, Answer, Draft, Recognition, Source, Word

Record = dict[str, Any]


def recognition_record(recognition: Recognition, *, source: str) -> Record:
    """``text`` is "" where nothing was understood. Gestures and looks have ``label`` in its place."""
    said: Record = {"text": recognition.text} if recognition.label is None else {"label": recognition.label}
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


def answer_record(answer: Answer, *, picture: str | None = None, spoken: str | None = None) -> Record:
    """``picture`` and ``spoken`` are the files that were written for it."""
    return {
        "text": answer.text,
        "language": answer.language,
        "title": answer.title,
        "steps": list(answer.steps),
        "sources": [_source(source) for source in answer.sources],
        "known": answer.known,
        "picture": picture,
        "spoken": spoken,
    }


def _alternative(alternative: Alternative) -> Record:
    return {"text": alternative.text, "confidence": alternative.confidence}


def _source(source: Source) -> Record:
    return {
        "id": source.id,
        "title": source.title,
        "author": source.author,
        "quote": source.quote,
        "thread": source.thread,
        "link": source.link,
        "is_solution": source.is_solution,
    }
