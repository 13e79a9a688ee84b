"""Vectors by a transformer that was trained on pairs of sentences (Reimers and Gurevych 2019, « Sentence-BERT »).

Any encoder will do: a local folder, or a name that is in the cache of the Hugging Face hub. Nothing is ever downloaded
from here. How its vectors are made is read from the files beside it (``_folder``). Where ``quicken`` has made a quicker
copy, that one is used.
"""

import contextlib
import os
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from errors import N_, EngineFailed, ModelDamaged, ModelMissing
from modalities._hub import folder_of, unreadable
from modalities.meaning import Vectors, _onnx
from modalities.meaning._folder import Making, fingerprint, is_there, read
from modalities.meaning._onnx import States, Tokens
from modalities.meaning._pooling import dense, pooled
from modalities.meaning._reading import FILE, LAYERS, PASSAGE_TOKENS, QUESTION_TOKENS, stored_reading

DEFAULT = "intfloat/multilingual-e5-small"
_LONGEST = 512  # tokens, where nothing else is said
_LETTERS_OF_TOKEN = 16  # hardly any is longer: what stands further behind cannot count
_BATCH = 32  # texts
_BATCH_TOKENS = 4096  # with the padding; more is no faster on two cores, and takes more memory
_TRIAL = "Un essai."
_LEAST_AGREEMENT = 0.97  # of the vectors of a quicker copy with those of the model, as a cosine
_SAMPLES = (
    "Ma Livebox ne démarre plus et le voyant est rouge, que faire ?",
    "Débranchez la box, attendez dix secondes, puis rebranchez-la.",
    "Où est ma facture du mois de mars ?",
    "How do I switch off voicemail while I am abroad?",
    "Open the app, choose Bills, then the month that you are looking for.",
    "Merci, ça marche !",
    "Le répondeur se coupe en composant le ##002# sur le clavier du téléphone, puis la touche verte. " * 3,
)


Layer = Callable[[NDArray[np.float32]], NDArray[np.float32]]


class Transformer:
    """One model for every thread. A question does not wait for the passages of other threads."""

    name = "transformers"

    def __init__(
        self, tokenizer: Any, states: States, layers: Sequence[Layer], making: Making, *, longest: int, model: str
    ) -> None:
        self.model = model
        self._reading = FILE
        self.dimensions = 0
        self.trial = np.zeros(0, np.float32)
        """The vector of a short sentence, by which one model is told from another."""
        self._tokenizer = tokenizer
        self._states = states
        self._layers = layers
        self._making = making
        self._longest = longest
        self._at_once = _BATCH
        self._turn = threading.Lock()  # the tokenizer answers "already borrowed" to a second thread

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        return self._vectors(texts, self._making.passage_prefix)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        return self._vectors(texts, self._making.question_prefix)

    def answering(self, question: str, passages: Sequence[str]) -> Vectors | None:
        """See ``Embedder``. Of a long question and of a long passage the beginning is read."""
        reading = stored_reading(self._reading) if self._states.has_layers else None
        if reading is None or not reading.knows(self.trial):
            return None
        try:
            (asked,) = self.layers_of_questions([question])
            return reading.log_odds(asked, self.layers_of_passages(passages))
        except (RuntimeError, ValueError, IndexError) as failure:
            raise EngineFailed(name=self.name, why=str(failure).splitlines()[0]) from failure

    def layers_of_questions(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """As ``LAYERS`` of the model have the first tokens of each: shape (tokens, layers, width)."""
        return self._layers_of(texts, self._making.question_prefix, QUESTION_TOKENS)

    def layers_of_passages(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Likewise of passages."""
        return self._layers_of(texts, self._making.passage_prefix, PASSAGE_TOKENS)

    def _layers_of(self, texts: Sequence[str], prefix: str, most: int) -> list[NDArray[np.float32]]:
        if not texts:
            return []
        with self._turn:
            told = [prefix + self._readable(text) for text in texts]
            tokens = self._tokenizer(told, truncation=True, max_length=min(most, self._longest))
        found: dict[int, NDArray[np.float32]] = {}
        for batch in _batches([len(ids) for ids in tokens["input_ids"]], self._at_once):
            layers = self._states.layers(self._rows(tokens, batch))
            found |= {at: row[: len(tokens["input_ids"][at])] for at, row in zip(batch, layers, strict=True)}
        return [found[at] for at in range(len(texts))]

    def _vectors(self, texts: Sequence[str], prefix: str) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        told = [(row, prefix + text) for row, text in enumerate(map(self._readable, texts)) if text]
        if not told:
            return vectors
        try:
            with self._turn:
                tokens = self._tokenizer([text for _row, text in told], truncation=True, max_length=self._longest)
            for batch in _batches([len(ids) for ids in tokens["input_ids"]], self._at_once):
                rows = [told[at][0] for at in batch]
                vectors[rows] = self._vectors_of(tokens, batch)
        except (RuntimeError, ValueError, IndexError) as failure:
            raise EngineFailed(name=self.name, why=str(failure).splitlines()[0]) from failure
        return vectors

    def _vectors_of(self, tokens: Any, batch: Sequence[int]) -> Vectors:
        """Those of one batch. What a model cannot put in numbers is found by its words alone: a row of zeros."""
        found = self._encoded(self._rows(tokens, batch))
        sound = np.isfinite(found).all(axis=1, keepdims=True)
        found = np.where(sound, found, 0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(lengths > 0, lengths, 1), np.float32)

    def _encoded(self, padded: Tokens) -> NDArray[np.float32]:
        """Vectors of any length."""
        found = pooled(self._states(padded), padded["attention_mask"], self._making.pooling)
        for layer in self._layers:
            found = layer(found)
        return found

    def _rows(self, tokens: Any, batch: Sequence[int]) -> Tokens:
        return {key: self._padded(key, [values[at] for at in batch]) for key, values in tokens.items()}

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


def _batches(lengths: Sequence[int], at_once: int) -> Iterator[list[int]]:
    """Which texts go together: those of like length, so that little is padding."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) == at_once or lengths[at] * (len(batch) + 1) > _BATCH_TOKENS):
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
    quick: bool = True,
    reading: Path = FILE,
    **_ignored: object,
) -> Transformer:
    """Open a model: a folder, a folder's name in ``folders``, or a name in the hub's cache.

    What stands before each text is what the model's files say; of an e5 that says nothing "query: " and "passage: ".
    ``quick`` is whether a quicker copy may stand for it, where one was made. ``reading`` is the file of the network
    that reads texts beside a question, if it was made for this model. Raises ``ModelMissing`` and ``ModelDamaged``.
    """
    name = model or DEFAULT
    place = _place(name, folders)
    called = _called(name, place)
    setting = f"CAFE_MEANING_MODEL={name}"
    making = read(place, called, setting)
    if question_prefix is not None:
        making = replace(making, question_prefix=question_prefix)
    if passage_prefix is not None:
        making = replace(making, passage_prefix=passage_prefix)
    embedder = _quick_or_itself(making, called, setting, quick=quick)
    embedder._reading = reading
    return embedder


def _quick_or_itself(making: Making, called: str, setting: str, *, quick: bool) -> Transformer:
    copy = _copy(making) if quick else None
    if copy is not None:
        with contextlib.suppress(ModelDamaged):  # then the model itself may do
            return _tried(_opened(making, called, setting, copy), called, setting)
    return _tried(_opened(making, called, setting), called, setting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quickened:
    """What a quicker copy is worth."""

    model: str
    before_ms: float
    """For one question, the median, with the model itself."""
    after_ms: float
    agreement: float
    """The least cosine between the vectors that the two give for the same text."""

    @property
    def is_kept(self) -> bool:
        """Whether it is quicker and says nearly the same; else it was thrown away."""
        return self.after_ms < self.before_ms and self.agreement >= _LEAST_AGREEMENT


def quicken(model: str | None = None, folders: Sequence[Path] = ()) -> Quickened:
    """Make a quicker copy of a model, measure it, and keep it where it is worth it; the next ``load`` then uses it.

    Takes half a minute. Raises ``ModelMissing``, ``ModelDamaged`` and ``EngineFailed``.
    """
    embedder = load(model, folders, quick=False)
    file = _onnx.place_of(fingerprint(embedder._making))
    file.unlink(missing_ok=True)
    tokens = embedder._tokenizer([_TRIAL])
    assert isinstance(embedder._states, _Network), "no copy was opened"
    _onnx.make(embedder._states.network, tuple(tokens), file)
    copy = load(model, folders)
    agreement = float((embedder.passages(_SAMPLES) * copy.passages(_SAMPLES)).sum(1).min())
    quickened = Quickened(
        model=embedder.model, before_ms=_milliseconds(embedder), after_ms=_milliseconds(copy), agreement=agreement
    )
    if not quickened.is_kept:
        file.unlink()
    return quickened


def _milliseconds(embedder: Transformer) -> float:
    """The median of a question, one after the other."""
    taken = []
    for _ in range(5):
        for sample in _SAMPLES[:4]:
            begun = time.perf_counter()
            embedder.questions([sample])
            taken.append(1000 * (time.perf_counter() - begun))
    return float(np.median(taken))


def is_quick(model: str | None, folders: Sequence[Path] = ()) -> bool:
    """Whether a quicker copy of a model was made. Raises ``ModelMissing`` and ``ModelDamaged``."""
    place = _place(model or DEFAULT, folders)
    called = _called(model or DEFAULT, place)
    return _onnx.place_of(fingerprint(read(place, called, f"CAFE_MEANING_MODEL={model or DEFAULT}"))).is_file()


def is_here(model: str | None, folders: Sequence[Path] = ()) -> bool:
    """Whether a model's files are on this machine; they are not opened."""
    with contextlib.suppress(ModelMissing):
        return is_there(_place(model or DEFAULT, folders))
    return False


def command(name: str) -> str:
    """What to type to get a model of the hub, without the copies of it for other engines."""
    return f"hf download {name} --exclude 'onnx/*' --exclude 'openvino/*'"


def _called(name: str, place: Path) -> str:
    """A model of the hub by its whole name, a folder by its own."""
    return name if place.parent.name == "snapshots" else place.resolve().name


def _place(name: str, folders: Sequence[Path]) -> Path:
    """Where a model's files are. Raises ``ModelMissing``."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    if (here := folder_of(name, folders)) is not None:
        return here
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


class _Network:
    """The model itself."""

    def __init__(self, network: Any) -> None:
        self.network = network
        self.has_layers = _onnx.has_layers(network)

    def __call__(self, tokens: Tokens) -> NDArray[np.float32]:
        return np.asarray(self._told(tokens).last_hidden_state.float().numpy())

    def layers(self, tokens: Tokens) -> NDArray[np.float32]:
        states = self._told(tokens, output_hidden_states=True).hidden_states
        return np.stack([states[layer].float().numpy() for layer in LAYERS], axis=2)

    def _told(self, tokens: Tokens, **options: bool) -> Any:
        import torch

        with torch.inference_mode():
            return self.network(**{key: torch.from_numpy(values) for key, values in tokens.items()}, **options)


def _opened(making: Making, name: str, command: str, copy: States | None = None) -> Transformer:
    """With the model itself, or with its quicker copy."""
    from transformers import AutoConfig, AutoTokenizer

    own: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    model = f"{name} {fingerprint(making)}"
    try:
        config = AutoConfig.from_pretrained(making.transformer, **own)
        tokenizer = AutoTokenizer.from_pretrained(making.transformer, **own)
        if not _gives_vectors(config, tokenizer, making):
            why = N_("il ne donne pas de vecteurs de phrases")
            raise ModelDamaged(name=name, why=why, command=command)
        states, is_whole = (copy, True) if copy else _network(making, config, own)
        layers = [dense(folder) for folder in making.dense]
    except unreadable() as failure:
        why = N_("un de ses fichiers manque ou n’est pas lisible")
        raise ModelDamaged(name=name, why=why, command=command) from failure
    if not is_whole:
        raise ModelDamaged(name=name, why=N_("ses poids sont ceux d’un autre modèle"), command=command)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token or tokenizer.unk_token
    tokenizer.padding_side = tokenizer.truncation_side = "right"
    longest = _longest(making, config, tokenizer)
    if not copy:
        return Transformer(tokenizer, states, layers, making, longest=longest, model=model)
    embedder = Transformer(tokenizer, states, layers, making, longest=longest, model=f"{model} int8")
    embedder._at_once = 1  # its rounding depends on what else is in a batch
    return embedder


def _copy(making: Making) -> States | None:
    """The quicker copy, where one was made that can be opened."""
    file = _onnx.place_of(fingerprint(making))
    if not file.is_file():
        return None
    with contextlib.suppress(EngineFailed):
        return _onnx.opened(file)
    return None


def _network(making: Making, config: Any, own: dict[str, Any]) -> tuple[States, bool]:
    """The model itself, and whether all its weights were there: others would be drawn by chance."""
    from transformers import AutoModel
    from transformers.utils import logging

    telling: Any = logging  # it comes without types
    telling.disable_progress_bar()
    told_so_far = telling.get_verbosity()
    telling.set_verbosity_error()  # what is missing is looked at below
    loaded: Any = AutoModel
    try:
        network, told = loaded.from_pretrained(making.transformer, config=config, output_loading_info=True, **own)
    finally:
        telling.set_verbosity(told_so_far)
    network.train(False)
    return _Network(network), all(key.startswith("pooler.") for key in told["missing_keys"])


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


def _tried(embedder: Transformer, name: str, command: str) -> Transformer:
    """Find how many numbers its vectors have. Raises ``ModelDamaged`` where it gives none for an ordinary sentence."""
    why = N_("il ne donne pas de vecteurs de phrases")
    try:
        tokens = embedder._tokenizer([_TRIAL], return_tensors="np")
        found = embedder._encoded({key: np.asarray(values, np.int64) for key, values in tokens.items()})
    except (EngineFailed, RuntimeError, ValueError, IndexError, TypeError, KeyError, AttributeError) as failure:
        raise ModelDamaged(name=name, why=why, command=command) from failure
    if found.ndim != 2 or not np.isfinite(found).all() or not found.any():
        raise ModelDamaged(name=name, why=why, command=command)
    embedder.dimensions = int(found.shape[1])
    embedder.trial = found[0]
    return embedder
