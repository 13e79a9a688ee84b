"""Vectors by a transformer that was trained on pairs of sentences (Reimers and Gurevych 2019, « Sentence-BERT »).

Any encoder will do: a local folder, or a name that is in the cache of the Hugging Face hub. Nothing is ever downloaded
from here. How its vectors are made is read from the files beside it (``_folder``).
"""

import contextlib
import os
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from errors import N_, EngineFailed, ModelDamaged, ModelMissing
from modalities.meaning import Vectors
from modalities.meaning._folder import Making, fingerprint, is_there, read

DEFAULT = "intfloat/multilingual-e5-small"
_LONGEST = 512  # tokens, where nothing else is said
_LETTERS_OF_TOKEN = 16  # hardly any is longer: what stands further behind cannot count
_BATCH = 32  # texts
_BATCH_TOKENS = 4096  # with the padding; more is no faster on two cores, and takes more memory
_TRIAL = "Un essai."


class Transformer:
    """One model for every thread. A question does not wait for the passages of other threads."""

    name = "transformers"

    def __init__(
        self, tokenizer: Any, encode: Callable[[Any], Any], making: Making, *, longest: int, model: str
    ) -> None:
        self.model = model
        self.dimensions = 0
        self._tokenizer = tokenizer
        self._encode = encode
        self._making = making
        self._longest = longest
        self._turn = threading.Lock()  # the tokenizer answers "already borrowed" to a second thread

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        return self._vectors(texts, self._making.passage_prefix)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        return self._vectors(texts, self._making.question_prefix)

    def _vectors(self, texts: Sequence[str], prefix: str) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        told = [(row, prefix + text) for row, text in enumerate(map(self._readable, texts)) if text]
        if not told:
            return vectors
        try:
            with self._turn:
                tokens = self._tokenizer([text for _row, text in told], truncation=True, max_length=self._longest)
            for batch in _batches([len(ids) for ids in tokens["input_ids"]]):
                rows = [told[at][0] for at in batch]
                vectors[rows] = self._vectors_of(tokens, batch)
        except (RuntimeError, ValueError, IndexError) as failure:
            raise EngineFailed(name=self.name, why=str(failure).splitlines()[0]) from failure
        return vectors

    def _vectors_of(self, tokens: Any, batch: Sequence[int]) -> Vectors:
        """Those of one batch. What a model cannot put in numbers is found by its words alone: a row of zeros."""
        found = self._encode({key: self._padded(key, [values[at] for at in batch]) for key, values in tokens.items()})
        sound = np.isfinite(found).all(axis=1, keepdims=True)
        found = np.where(sound, found, 0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(lengths > 0, lengths, 1), np.float32)

    def _padded(self, key: str, rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
        filler = self._tokenizer.pad_token_id if key == "input_ids" else 0
        padded = np.full((len(rows), max(map(len, rows))), filler, np.int64)
        for row, values in zip(padded, rows, strict=True):
            row[: len(values)] = values
        return padded

    def _readable(self, text: str) -> str:
        """The text without what nobody sees, and without an end that cannot count; empty where nothing is to be seen.

        Half of a character pair, which no tokenizer takes, becomes a question mark.
        """
        text = text[: (self._longest + 1) * _LETTERS_OF_TOKEN * 2].encode("utf-8", "replace").decode()
        seen = "".join(" " if unicodedata.category(one) in {"Cc", "Cf"} else one for one in text)
        short = " ".join(seen.split())[: self._longest * _LETTERS_OF_TOKEN]
        return short.lower() if self._making.lowers else short


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Which texts go together: those of like length, so that little is padding."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) == _BATCH or lengths[at] * (len(batch) + 1) > _BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def load(
    model: str | None = None,
    folders: Sequence[Path] = (),
    *,
    question_prefix: str | None = None,
    passage_prefix: str | None = None,
    **_ignored: object,
) -> Transformer:
    """Open a model: a folder, a folder's name in ``folders``, or a name in the hub's cache.

    What stands before each text is what the model's files say; of an e5 that says nothing "query: " and "passage: ".
    Raises ``ModelMissing`` and ``ModelDamaged``.
    """
    name = model or DEFAULT
    place = _place(name, folders)
    called = name if place.parent.name == "snapshots" else place.resolve().name
    setting = f"CAFE_MEANING_MODEL={name}"
    making = read(place, called, setting)
    if question_prefix is not None:
        making = replace(making, question_prefix=question_prefix)
    if passage_prefix is not None:
        making = replace(making, passage_prefix=passage_prefix)
    embedder = _opened(making, called, setting)
    embedder.dimensions = _tried(embedder, called, setting)
    return embedder


def is_here(model: str | None, folders: Sequence[Path] = ()) -> bool:
    """Whether a model's files are on this machine; they are not opened."""
    with contextlib.suppress(ModelMissing):
        return is_there(_place(model or DEFAULT, folders))
    return False


def command(name: str) -> str:
    """What to type to get a model of the hub, without the copies of it for other engines."""
    return f"hf download {name} --exclude 'onnx/*' --exclude 'openvino/*'"


def _place(name: str, folders: Sequence[Path]) -> Path:
    """Where a model's files are. Raises ``ModelMissing``."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    with contextlib.suppress(OSError, ValueError):  # a name that can be no folder's
        for folder in (Path(name), *(Path(one) / name for one in folders)):
            if folder.is_dir():
                return folder
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    missing = ModelMissing(name=name, command=command(name))
    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError) as failure:
        raise missing from failure
    if not is_there(folder):  # only a part of it was ever fetched
        raise missing
    return folder


def _opened(making: Making, name: str, command: str) -> Transformer:
    from safetensors import SafetensorError
    from transformers import AutoConfig, AutoModel, AutoTokenizer
    from transformers.utils import logging

    telling: Any = logging  # it comes without types
    telling.disable_progress_bar()
    own: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        config = AutoConfig.from_pretrained(making.transformer, **own)
        tokenizer = AutoTokenizer.from_pretrained(making.transformer, **own)
        if not _gives_vectors(config, tokenizer, making):
            why = N_("il ne donne pas de vecteurs de phrases")
            raise ModelDamaged(name=name, why=why, command=command)
        network, told = AutoModel.from_pretrained(making.transformer, config=config, output_loading_info=True, **own)
        layers = [_dense(folder) for folder in making.dense]
    except (
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
        AttributeError,
        TypeError,
        ImportError,
        SafetensorError,
    ) as failure:
        why = N_("un de ses fichiers manque ou n’est pas lisible")
        raise ModelDamaged(name=name, why=why, command=command) from failure
    if any(not key.startswith("pooler.") for key in told["missing_keys"]):  # they would be drawn by chance
        raise ModelDamaged(name=name, why=N_("ses poids sont ceux d’un autre modèle"), command=command)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token or tokenizer.unk_token
    tokenizer.padding_side = tokenizer.truncation_side = "right"
    network.train(False)
    longest = _longest(making, config, tokenizer)
    encode = _encoder(network, layers, making.pooling)
    return Transformer(tokenizer, encode, making, longest=longest, model=f"{name} {fingerprint(making)}")


def _gives_vectors(config: Any, tokenizer: Any, making: Making) -> bool:
    """Whether it is a model of texts, and none that writes them, unless its files say how vectors are made of it."""
    writes = any(kind.endswith(("ForCausalLM", "LMHeadModel")) for kind in config.architectures or ())
    is_of_text = callable(tokenizer) and hasattr(config, "vocab_size")
    return is_of_text and not getattr(config, "is_encoder_decoder", False) and (making.is_told or not writes)


def _longest(making: Making, config: Any, tokenizer: Any) -> int:
    positions = getattr(config, "max_position_embeddings", None) or _LONGEST
    if config.model_type in {"roberta", "xlm-roberta", "camembert", "mpnet", "xlm-roberta-xl"}:
        positions -= (config.pad_token_id or 0) + 1  # their positions begin behind the one of the padding
    limits = [making.longest or _LONGEST, positions, tokenizer.model_max_length]
    return max(8, int(min(limits)))


def _dense(folder: Path) -> Callable[[Any], Any]:
    """A layer that stands behind the pooling. Raises ``ValueError`` for one that is not known."""
    import json

    import torch
    from safetensors.torch import load_file

    config = json.loads((folder / "config.json").read_text("utf-8"))
    weights = load_file(folder / "model.safetensors")
    bias = weights.get("linear.bias")
    kind = str(config.get("activation_function", "Tanh")).rpartition(".")[2]
    activations: dict[str, Callable[[Any], Any]] = {"Tanh": torch.tanh, "Identity": lambda found: found}
    if kind not in activations:
        raise ValueError(kind)
    after = activations[kind]
    return lambda found: after(torch.nn.functional.linear(found, weights["linear.weight"], bias))


def _encoder(network: Any, layers: Sequence[Callable[[Any], Any]], pooling: str) -> Callable[[Any], Any]:
    """From padded tokens to one vector a text, of any length."""
    import torch

    def pooled(states: Any, mask: Any) -> Any:
        if pooling == "cls":
            return states[:, 0]
        if pooling == "lasttoken":
            return states[torch.arange(len(states)), mask.sum(1) - 1]
        seen = mask.unsqueeze(-1).to(states.dtype)
        if pooling == "max":
            return states.masked_fill(seen == 0, float("-inf")).amax(1)
        return (states * seen).sum(1) / seen.sum(1).clamp(min=1)

    def encode(padded: dict[str, NDArray[np.int64]]) -> Any:
        with torch.inference_mode():
            told = {key: torch.from_numpy(values) for key, values in padded.items()}
            found = pooled(network(**told).last_hidden_state, told["attention_mask"])
            for layer in layers:
                found = layer(found)
            return found.float().numpy()

    return encode


def _tried(embedder: Transformer, name: str, command: str) -> int:
    """How many numbers its vectors have. Raises ``ModelDamaged`` where it gives none for an ordinary sentence."""
    why = N_("il ne donne pas de vecteurs de phrases")
    try:
        tokens = embedder._tokenizer([_TRIAL], return_tensors="np")
        found = embedder._encode({key: np.asarray(values, np.int64) for key, values in tokens.items()})
    except (RuntimeError, ValueError, IndexError, TypeError, KeyError, AttributeError) as failure:
        raise ModelDamaged(name=name, why=why, command=command) from failure
    if found.ndim != 2 or not np.isfinite(found).all() or not found.any():
        raise ModelDamaged(name=name, why=why, command=command)
    return int(found.shape[1])
