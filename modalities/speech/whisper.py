"""Whisper (openai-whisper): dictation in French, English and some ninety other languages, once its weights are here.

They are never fetched by loading: see ``modalities.models``.
"""

import pickle
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from time import perf_counter
from types import TracebackType
from typing import Any

import numpy as np

from errors import N_, ModelDamaged, ModelMissing, NoSuchFile, UnknownLanguage, UnknownModel
from modalities import models
from modalities.speech import Clip
from modalities.speech._invented import is_invented, plain
from vocabulary import Alternative, Recognition, Word

SIZES = ("small", "base", "tiny", "medium")
"""Best first for a machine without a graphics card, where ``medium`` takes longer than the speech itself."""

_TEMPERATURES = (0.0, 0.2, 0.4)
"""Tried in turn while the model is unsure. Whisper goes on to 1.0, where it draws words almost at random."""

_PROMPT_LETTERS = 400  # Whisper keeps the last 223 tokens of a prompt

_DOUBTFUL = 0.6  # below it, a word's other readings are looked up
_MOST_DOUBTFUL = 4  # words of a window: more would cost more than a tenth of the time, and be no help
_READINGS = 3
_LEAST_LIKELY = 0.02
_STEPS = 3  # tokens added at most to complete another reading of a word

# One recognition at a time in the whole process: numba, which aligns the words, aborts when two threads run it at once.
_TURN = Lock()


class Whisper:
    """One loaded model."""

    name = "whisper"

    def __init__(self, network: Any, model: str) -> None:
        self.model = model
        """Its size, such as ``base``, or the name of the file it was read from."""
        self._network = network

    def recognise(self, clip: Clip, *, language: str | None = None, hints: Sequence[str] = ()) -> Recognition:
        """What was said, with times and confidences; what Whisper is known to invent is left out.

        ``hints`` become its prompt. Without ``language`` it is detected. Raises ``UnknownLanguage``.
        """
        self._require(language)
        begun = perf_counter()
        prompt = _prompt(hints)
        with _TURN, _Overhearing(self._network) as windows:
            heard = self._network.transcribe(
                np.ascontiguousarray(clip.samples, dtype=np.float32),
                language=language,
                temperature=_TEMPERATURES,
                initial_prompt=", ".join(prompt) or None,
                condition_on_previous_text=False,
                word_timestamps=True,
                fp16=self._network.device.type == "cuda",
            )
            utterances = _with_other_readings(self._network, windows, heard)
        words = [word for said in utterances if not _is_invented(said, clip, prompt) for word in said.words]
        return Recognition(
            modality="speech",
            engine=self.name,
            text=_text(words),
            language=heard["language"],
            confidence=_mean_confidence(words),
            alternatives=_other_texts(words),
            words=tuple(replace(word, text=word.text.strip()) for word in words),
            captured_at=clip.captured_at,
            seconds=perf_counter() - begun,
        )

    def _require(self, language: str | None) -> None:
        from whisper.tokenizer import LANGUAGES

        known = sorted(LANGUAGES) if self._network.is_multilingual else ["en"]
        if language is not None and language not in known:
            raise UnknownLanguage(name=language, known=", ".join(known))


# -- what it said -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Utterance:
    """One sentence, or what there is of one in Whisper's segment."""

    words: tuple[Word, ...]
    """As Whisper writes them: with the space before them."""
    seek: int
    """The window in which it was heard."""
    no_speech: float
    certainty: float


def _utterances(segment: dict[str, Any]) -> Iterator[_Utterance]:
    words: list[Word] = []
    for word in _words(segment):
        words.append(word)
        if word.text.endswith((".", "!", "?", "…")):
            yield _utterance(words, segment)
            words = []
    if words:
        yield _utterance(words, segment)


def _utterance(words: Sequence[Word], segment: dict[str, Any]) -> _Utterance:
    return _Utterance(
        words=tuple(words),
        seek=segment["seek"],
        no_speech=segment["no_speech_prob"],
        certainty=segment["avg_logprob"],
    )


def _words(segment: dict[str, Any]) -> list[Word]:
    """Whisper cuts before every mark: "Amara" and ".org" are one word here, as are a word and the mark after it."""
    if not segment["words"] and segment["text"].strip():
        return [Word(text=segment["text"], start=segment["start"], end=segment["end"])]
    words: list[Word] = []
    for timed in segment["words"]:
        start, end, confidence = float(timed["start"]), float(timed["end"]), float(timed["probability"])
        if words and not timed["word"].startswith(" "):
            words[-1] = replace(words[-1], text=words[-1].text + timed["word"], end=end)
        elif words and not plain(timed["word"]):  # French leaves a space before "?" and "!"
            words[-1] = replace(words[-1], text=words[-1].text + timed["word"])
        else:
            words.append(Word(text=timed["word"], start=start, end=max(start, end), confidence=confidence))
    return words


def _is_invented(said: _Utterance, clip: Clip, prompt: Sequence[str]) -> bool:
    return is_invented(
        _text(said.words), seconds=clip.seconds, no_speech=said.no_speech, certainty=said.certainty, prompt=prompt
    )


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words).strip()


def _mean_confidence(words: Sequence[Word]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return sum(known) / len(known) if known else None


def _other_texts(words: Sequence[Word]) -> tuple[Alternative, ...]:
    """The whole with its least certain words read otherwise, one at a time, likeliest first."""
    replaced = [
        (other.confidence or 0.0, index, f"{word.text[: len(word.text) - len(word.text.lstrip())]}{other.text}")
        for index, word in enumerate(words)
        for other in word.alternatives
    ]
    whole = [
        [*words[:index], replace(words[index], text=text, confidence=confidence), *words[index + 1 :]]
        for confidence, index, text in sorted(replaced, reverse=True)[:_READINGS]
    ]
    return tuple(Alternative(text=_text(other), confidence=_mean_confidence(other)) for other in whole)


def _prompt(hints: Sequence[str]) -> list[str]:
    """As many of the hints as the prompt has room for."""
    kept: list[str] = []
    for hint in hints:
        if sum(map(len, kept)) + 2 * len(kept) + len(hint) > _PROMPT_LETTERS:
            break
        kept.append(hint)
    return kept


# -- what else it might have been -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """The pass in which Whisper aligns the words of thirty seconds with the sound. It holds all that is needed here."""

    tokens: list[int]
    """Start of transcript, language, task, no timestamps, the text, end of text."""
    logits: Any
    """Shape (tokens, vocabulary): what the model thought of what comes after each token."""
    features: Any
    """The encoded sound, shape (1, 1500, width)."""
    of_text: dict[Any, Any]
    """Keys and values of the tokens in each layer, by the module that computes them: shape (1, tokens, width)."""
    of_sound: dict[Any, Any]
    """Those of the sound: shape (1, 1500, width)."""


class _Overhearing:
    """Keeps what the network computes anyway, so that nothing is computed twice, until the recognition is over.

    Whisper encodes the same sound to detect the language, to write the text and to align its words: here, once. And the
    pass that aligns words holds what the model thought of every word.
    """

    def __init__(self, network: Any) -> None:
        self._network = network
        self._windows: list[_Window] = []
        self._of_text: dict[Any, Any] = {}
        self._of_sound: dict[Any, Any] = {}
        self._hooks: list[Any] = []
        self._once: list[Any] = []

    def __enter__(self) -> list[_Window]:
        decoder = self._network.decoder
        self._compute_once(self._network.encoder)
        for block in decoder.blocks:
            for part in (block.attn.key, block.attn.value):
                self._hooks.append(part.register_forward_hook(self._keep_text))
            for part in (block.cross_attn.key, block.cross_attn.value):
                self._compute_once(part)
                self._hooks.append(part.register_forward_hook(self._keep_sound))
        self._hooks.append(decoder.register_forward_hook(self._keep_window, with_kwargs=True))
        return self._windows

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for hook in self._hooks:
            hook.remove()
        for module in self._once:
            del module.forward  # the class's own is found again

    def _compute_once(self, module: Any) -> None:
        module.forward = _remembering(module.forward)
        self._once.append(module)

    def _keep_text(self, module: Any, _inputs: Any, output: Any) -> None:
        self._of_text[module] = output

    def _keep_sound(self, module: Any, _inputs: Any, output: Any) -> None:
        self._of_sound[module] = output

    def _keep_window(self, _module: Any, inputs: Any, options: dict[str, Any], output: Any) -> None:
        tokens, features = inputs
        if "kv_cache" in options or tokens.shape[-1] == 1:  # writing the text, or detecting the language
            return
        self._windows.append(
            _Window(
                tokens=tokens[0].tolist(),
                logits=output[0],
                features=features,
                of_text=dict(self._of_text),
                of_sound=dict(self._of_sound),
            )
        )


def _remembering(compute: Any) -> Any:
    """The same, computed once for inputs that are equal and come one after the other."""
    last: list[Any] = [None, None]

    def compute_once(given: Any) -> Any:
        known = last[0]
        if known is not given and (known is None or known.shape != given.shape or not bool((known == given).all())):
            last[:] = given, compute(given)
        return last[1]

    return compute_once


@dataclass(slots=True)
class _Reading:
    """Another reading of one word, while it is being completed."""

    word: int
    before: list[int]
    """The tokens of the text up to the word."""
    own: list[int]
    """The tokens of the word itself."""
    likelihood: float
    is_whole: bool = False


def _with_other_readings(network: Any, windows: Sequence[_Window], heard: dict[str, Any]) -> list[_Utterance]:
    """Everything that was heard, its doubtful words with their other readings."""
    said = [utterance for segment in heard["segments"] for utterance in _utterances(segment)]
    by_window: dict[int, list[_Utterance]] = {}
    for utterance in said:
        by_window.setdefault(utterance.seek, []).append(utterance)
    if len(by_window) != len(windows):  # a window whose text was dropped: what belongs where is not known
        return said
    found: list[_Utterance] = []
    for window, utterances in zip(windows, by_window.values(), strict=True):
        words = [word for utterance in utterances for word in utterance.words]
        enriched = iter(_enriched(network, _tokenizer(network, heard["language"]), window, words))
        found += [replace(said, words=tuple(next(enriched) for _ in said.words)) for said in utterances]
    return found


def _tokenizer(network: Any, language: str) -> Any:
    from whisper.tokenizer import get_tokenizer

    return get_tokenizer(
        network.is_multilingual, num_languages=network.num_languages, language=language, task="transcribe"
    )


def _enriched(network: Any, tokenizer: Any, window: _Window, words: Sequence[Word]) -> list[Word]:
    """The words, each as sure as its least sure token, and the doubtful ones with their other readings.

    Whisper gives the mean of the tokens, in which the one that it guessed among several disappears.
    """
    first = len(tokenizer.sot_sequence) + 1
    text = window.tokens[first:-1]
    spans = _token_spans(tokenizer, text, words)
    if spans is None or not words:
        return list(words)
    likely = window.logits[first - 1 : -2, : tokenizer.eot].softmax(dim=-1)
    sure = [float(likely[index, token]) for index, token in enumerate(text)]
    words = [
        replace(word, confidence=min(_of_letters(tokenizer, text, sure, begin, end)))
        for word, (begin, end) in zip(words, spans, strict=True)
    ]
    doubtful = sorted((word.confidence or 0.0, index) for index, word in enumerate(words))[:_MOST_DOUBTFUL]
    readings = [
        reading
        for confidence, index in doubtful
        if confidence < _DOUBTFUL
        for reading in _begun(tokenizer, text, likely, index, spans[index])
    ]
    _complete(network, tokenizer, window, readings)
    return [_with_alternatives(tokenizer, word, [r for r in readings if r.word == i]) for i, word in enumerate(words)]


def _of_letters(tokenizer: Any, text: list[int], sure: list[float], begin: int, end: int) -> list[float]:
    """How sure the tokens of a word are; a doubtful comma makes no doubtful word."""
    letters = [sure[index] for index in range(begin, end) if plain(tokenizer.decode([text[index]]))]
    return letters or sure[begin:end]


def _token_spans(tokenizer: Any, text: list[int], words: Sequence[Word]) -> list[tuple[int, int]] | None:
    """First token and token after the last of each word; None where words and tokens are not the same text."""
    ends = [len(tokenizer.decode(text[: index + 1])) for index in range(len(text))]
    if tokenizer.decode(text) != "".join(word.text for word in words):
        return None
    spans, begin, letters = [], 0, 0
    for word in words:
        letters += len(word.text)
        end = next((index + 1 for index in range(begin, len(ends)) if ends[index] >= letters), len(ends))
        spans.append((begin, max(end, begin + 1)))
        begin = end
    return spans


def _begun(tokenizer: Any, text: list[int], likely: Any, word: int, span: tuple[int, int]) -> Iterator[_Reading]:
    """Other tokens that the model held possible at the least certain token of a word."""
    begin, end = span
    lettered = [index for index in range(begin, end) if plain(tokenizer.decode([text[index]]))] or [begin]
    weakest = min(lettered, key=lambda index: float(likely[index, text[index]]))
    best = likely[weakest].topk(_READINGS + 1)
    for likelihood, token in zip(best.values.tolist(), best.indices.tolist(), strict=True):
        written = tokenizer.decode([token])
        if token == text[weakest] or likelihood < _LEAST_LIKELY or not plain(written):
            continue
        if weakest == begin and not written.startswith(" "):  # it would go on with the word before
            continue
        yield _Reading(word, text[:begin], [*text[begin:weakest], token], likelihood)


def _complete(network: Any, tokenizer: Any, window: _Window, readings: Sequence[_Reading]) -> None:
    """Let the model finish the words that its other tokens begin; those it does not finish soon are not used."""
    for word in {reading.word for reading in readings}:
        _complete_one(network, tokenizer, window, [reading for reading in readings if reading.word == word])


def _complete_one(network: Any, tokenizer: Any, window: _Window, readings: Sequence[_Reading]) -> None:
    """The readings of one word differ in their last token: what comes before it was computed for the text itself."""
    import torch

    count = len(readings)
    known = len(tokenizer.sot_sequence) + 1 + len(readings[0].before) + len(readings[0].own) - 1
    kept = {part: values[:, :known].expand(count, -1, -1) for part, values in window.of_text.items()}
    kept |= {part: values.expand(count, -1, -1) for part, values in window.of_sound.items()}
    kept, hooks = network.install_kv_cache_hooks(kept)
    last = [reading.own[-1] for reading in readings]
    try:
        for _ in range(_STEPS):
            tokens = torch.tensor(last, device=window.features.device)[:, None]
            with torch.no_grad():
                logits = network.decoder(tokens, window.features, kv_cache=kept)
            last = logits[:, -1].argmax(dim=-1).tolist()
            for reading, token in zip(readings, last, strict=True):
                _go_on(tokenizer, reading, token)
            if all(reading.is_whole for reading in readings):
                return
    finally:
        for hook in hooks:
            hook.remove()


def _go_on(tokenizer: Any, reading: _Reading, token: int) -> None:
    """Add a token to a reading, unless it begins another word."""
    written = tokenizer.decode([token]) if token < tokenizer.eot else " "
    reading.is_whole = reading.is_whole or written.startswith(" ") or not plain(written)
    if not reading.is_whole:
        reading.own.append(token)


def _with_alternatives(tokenizer: Any, word: Word, readings: Sequence[_Reading]) -> Word:
    marks = word.text[len(word.text.rstrip(' .,;:!?…»"')) :]
    texts: dict[str, float] = {}
    for reading in readings:
        text = tokenizer.decode(reading.own).strip()
        if reading.is_whole and plain(text) not in {plain(word.text), *map(plain, texts)}:
            texts[text + marks] = reading.likelihood
    return replace(word, alternatives=tuple(Alternative(text=text, confidence=p) for text, p in texts.items()))


# -- loading it -------------------------------------------------------------------------------------------------------


def sizes_here(folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """Which sizes of the catalogue are on this machine, best first."""
    return tuple(size for size in SIZES if models.find(f"whisper-{size}", folders))


def load(
    *, model: str | None = None, folders: Sequence[Path] = (), device: str | None = None, **_ignored: object
) -> Whisper:
    """Read a model: a size (``base``), or the path of a checkpoint in Whisper's format; None takes the best one here.

    ``device`` is torch's name for where it runs; None takes a graphics card where there is one.
    Raises ``UnknownModel``, ``NoSuchFile``, ``ModelMissing``, ``ModelDamaged``.
    """
    name, path = _located(model or next(iter(sizes_here(folders)), "base"), folders)
    import whisper

    try:
        network = whisper.load_model(str(path), device=device)
    except (RuntimeError, pickle.UnpicklingError, EOFError, KeyError, TypeError, ValueError, AttributeError) as error:
        why = N_("ce n’est pas un modèle de Whisper, ou il est incomplet")
        raise ModelDamaged(name=name, why=why, command="cafe models pull whisper-base") from error
    _prepare(network, name)
    return Whisper(network, name)


def _located(model: str, folders: Sequence[Path]) -> tuple[str, Path]:
    """The name and the file of a model that was asked for by either."""
    if Path(model).suffix == ".pt" or len(Path(model).parts) > 1:
        if not Path(model).is_file():
            raise NoSuchFile(name=model)
        return Path(model).stem, Path(model)
    name = model.removeprefix("whisper-")
    for folder in (*folders, models.own_folder()):  # sizes that the catalogue does not list, such as large-v3
        if (folder / f"{name}.pt").is_file() and name not in SIZES:
            return name, folder / f"{name}.pt"
    if name not in SIZES:
        raise UnknownModel(name=model, known=", ".join(SIZES))
    wanted = models.known(f"whisper-{name}")
    path = models.find(wanted.name, folders)
    if path is None:
        raise ModelMissing(name=wanted.name, command=wanted.command)
    models.check(path)
    return name, path


def _prepare(network: Any, name: str) -> None:
    """What ``whisper.load_model`` does for names but not for files; and a first recognition as quick as the others."""
    import whisper
    from whisper.timing import dtw_cpu
    from whisper.tokenizer import get_encoding

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its vocabulary's file to the garbage collector
        # Named as Whisper names them: its cache tells these from the same ones in their places.
        vocabulary = "multilingual" if network.is_multilingual else "gpt2"
        get_encoding(name=vocabulary, num_languages=network.num_languages)
    heads = whisper._ALIGNMENT_HEADS.get(
        name
    )  # which attention follows the sound: published for each size, nowhere else
    if heads is not None:
        with suppress(RuntimeError):  # another model, in a file of that name
            network.set_alignment_heads(heads)
    dtw_cpu(np.zeros((2, 2)))  # compiles it
