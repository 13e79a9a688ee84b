"""Reading with a transformer that was trained on lines of handwriting (Li et al. 2021, « TrOCR »).

Any VisionEncoderDecoder model will do: a local folder, or a name that is in the cache of the Hugging Face hub. Nothing
is ever downloaded from here. It does not say where on the line a word stands.
"""

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from errors import N_, EngineFailed, ModelDamaged, ModelMissing
from modalities._hub import folder_of
from modalities.handwriting import LinePicture
from modalities.handwriting._decoding import Reading
from modalities.handwriting._readings import chosen, is_blank, nothing_read, recognised
from modalities.handwriting._text_model import text_model
from vocabulary import Recognition

DEFAULT = "microsoft/trocr-small-handwritten"
_BEAMS = 5
_LONGEST = 128  # tokens of a line
_WEIGHT = 0.3  # of the words of the language; the decoder is a language model of its own


class TrOcr:
    """One model, which reads one line at a time."""

    name = "trocr"

    def __init__(self, processor: Any, model: Any) -> None:
        self._processor = processor
        self._model = model
        positions = getattr(model.config.decoder, "max_position_embeddings", _LONGEST)
        self._longest = min(_LONGEST, positions - 2)
        self._turn = threading.Lock()

    def read(self, line: LinePicture, *, language: str | None = None) -> Recognition:
        """What stands on the line; its words have no places. Raises ``EngineFailed``."""
        started = time.perf_counter()
        if is_blank(line):
            return nothing_read(engine=self.name, language=language)
        scored = self._beams(line)
        first = _reading(*scored[0], scored[0][0], judged=0.0)
        judge = text_model(language)
        readings = [_reading(text, likely, first.text, judged=_WEIGHT * judge.judge(text)) for text, likely in scored]
        found = chosen(sorted(readings, key=lambda one: -one.total), first)
        words = tuple(replace(word, box=None) for word in found.words)
        seconds = time.perf_counter() - started
        return recognised(found, words, engine=self.name, language=language, seconds=seconds)

    def _beams(self, line: LinePicture) -> list[tuple[str, float]]:
        """The model's readings with their log probabilities, its best one first."""
        import torch
        from PIL import Image

        try:
            with self._turn, torch.inference_mode():
                # A picture and not an array: of one that is a row high it would take the rows for colours.
                picture = Image.fromarray(line).convert("RGB")
                pixels = self._processor(images=picture, return_tensors="pt").pixel_values
                made = self._model.generate(
                    pixels,
                    num_beams=_BEAMS,
                    num_return_sequences=_BEAMS,
                    max_new_tokens=self._longest,
                    output_scores=True,
                    return_dict_in_generate=True,
                )
            texts = self._processor.batch_decode(made.sequences, skip_special_tokens=True)
        except (RuntimeError, ValueError, IndexError) as failure:
            raise EngineFailed(name=self.name, why=str(failure).splitlines()[0]) from failure
        lengths = [len(text) + 1 for text in texts]  # scores are means over tokens
        best: dict[str, float] = {}
        for text, score, length in zip(texts, made.sequences_scores.tolist(), lengths, strict=True):
            best[text.strip()] = max(best.get(text.strip(), -np.inf), score * length)
        return sorted(best.items(), key=lambda one: -one[1])


def _reading(text: str, likely: float, best: str, *, judged: float) -> Reading:
    """A reading laid beside the best one, sign by sign: the best one's signs stand in odd columns."""
    return Reading(text, _columns(text, best), likely, likely + judged)


def _columns(text: str, best: str) -> tuple[int, ...]:
    columns: list[int] = []
    for _tag, start, end, first, last in SequenceMatcher(None, best, text, autojunk=False).get_opcodes():
        wide = max(1, last - first)
        columns += [
            2 * min(start + (end - start) * (at - first) // wide, end - 1) + 1 if end > start else 2 * start
            for at in range(first, last)
        ]
    return tuple(columns)


def load(model: str | None = None, folders: Sequence[Path] = (), **_ignored: object) -> TrOcr:
    """Open a model: a folder, a folder's name in ``folders``, or a name in the hub's cache.

    Raises ``ModelMissing`` and ``ModelDamaged``.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    name = model or DEFAULT
    place = folder_of(name, folders)
    from safetensors import SafetensorError
    from transformers import TrOCRProcessor, VisionEncoderDecoderModel

    command = f"CAFE_HANDWRITING_MODEL={name}"
    try:
        processor = TrOCRProcessor.from_pretrained(place or name, local_files_only=True)
        network = VisionEncoderDecoderModel.from_pretrained(place or name, local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError, AttributeError, TypeError, SafetensorError) as failure:
        if place is None:
            raise ModelMissing(name=name, command=f"huggingface-cli download {name}") from failure
        why = N_("un de ses fichiers manque ou n’est pas lisible")
        raise ModelDamaged(name=name, why=why, command=command) from failure
    network.train(False)
    return TrOcr(processor, network)
