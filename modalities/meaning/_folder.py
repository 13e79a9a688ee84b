"""What the files beside a model say of how its vectors are made, as sentence-transformers writes them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from errors import N_, ModelDamaged

WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json")
_VOCABULARIES = ("tokenizer.json", "vocab.txt", "vocab.json", "sentencepiece.bpe.model", "spiece.model")
_SAMPLES, _SAMPLE_BYTES = 256, 4096
"""So much of the weights tells one model from another, in milliseconds; whoever trains a model changes nearly all."""

_E5 = re.compile(r"(?:^|[-_/])e5(?:[-_]|$)", re.IGNORECASE)
_INSTRUCT = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a model's vectors are made."""

    transformer: Path
    """Where the transformer's own files are."""
    pooling: str = "mean"
    """How one vector is made of those of the tokens: ``mean``, ``cls`` (the first), ``max`` or ``lasttoken``."""
    dense: tuple[Path, ...] = ()
    """Layers that it goes through afterwards."""
    longest: int | None = None
    """Tokens; None where nothing is said."""
    question_prefix: str = ""
    passage_prefix: str = ""
    lowers: bool = False
    is_told: bool = False
    """Whether the files say how; else the mean of all tokens is taken."""


def read(folder: Path, name: str, command: str) -> Making:
    """What a folder says. Raises ``ModelDamaged`` where it lacks a file, or asks for what is not known here."""

    def damaged(why: str) -> ModelDamaged:
        return ModelDamaged(name=name, why=why, command=command)

    try:
        making = _making(folder, name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as failure:
        raise damaged(N_("un de ses fichiers manque ou n’est pas lisible")) from failure
    if making is None:
        raise damaged(N_("il demande une étape que le café ne connaît pas"))
    if not any((making.transformer / file).is_file() for file in WEIGHTS):
        raise damaged(N_("ses poids manquent"))
    if not any((making.transformer / file).is_file() for file in _VOCABULARIES):
        raise damaged(N_("son vocabulaire manque"))
    return making


def _making(folder: Path, name: str) -> Making | None:
    modules: list[dict[str, Any]] = _json(folder / "modules.json", missing=[])
    kinds = {module["type"].rpartition(".")[2]: folder / module["path"] for module in modules}
    if kinds.keys() - {"Transformer", "Pooling", "Dense", "Normalize"}:
        return None
    transformer = kinds.get("Transformer", folder)
    pooling = _pooling(_json(kinds.get("Pooling", folder / "1_Pooling") / "config.json", missing={}))
    if pooling is None:
        return None
    sentences = _json(transformer / "sentence_bert_config.json", missing={})
    config = _json(transformer / "config.json")
    prompts = _json(folder / "config_sentence_transformers.json", missing={}).get("prompts") or {}
    is_e5 = bool(_E5.search(name) or _E5.search(str(config.get("_name_or_path", ""))))
    question, passage = _prefixes_of_e5(name) if is_e5 else ("", "")
    return Making(
        transformer=transformer,
        pooling=pooling,
        dense=tuple(folder / module["path"] for module in modules if module["type"].endswith(".Dense")),
        longest=sentences.get("max_seq_length"),
        question_prefix=prompts.get("query") or question,
        passage_prefix=prompts.get("passage") or prompts.get("document") or passage,
        is_told="Pooling" in kinds or (folder / "1_Pooling").is_dir(),
        lowers=bool(sentences.get("do_lower_case")),
    )


def _prefixes_of_e5(name: str) -> tuple[str, str]:
    return (_INSTRUCT, "") if "instruct" in name.casefold() else ("query: ", "passage: ")


def _pooling(config: dict[str, Any]) -> str | None:
    """The one way that is switched on; None where several are, or one that is not known."""
    if config == {}:
        return "mean"
    named = config.get("pooling_mode")
    chosen = [named] if isinstance(named, str) else [key for key in config if key.startswith("pooling_mode_")]
    ways = {
        "pooling_mode_cls_token": "cls",
        "pooling_mode_mean_tokens": "mean",
        "pooling_mode_max_tokens": "max",
        "pooling_mode_mean_sqrt_len_tokens": "mean",  # the same direction
        "pooling_mode_lasttoken": "lasttoken",
    }
    if isinstance(named, str):
        return named if named in ways.values() else None
    found = {ways.get(key) for key in chosen if config[key]}
    return found.pop() if len(found) == 1 else None


def is_there(folder: Path) -> bool:
    """Whether a transformer's settings stand in a folder, or in that of its first step."""
    return (folder / "config.json").is_file() or (folder / "modules.json").is_file()


def fingerprint(making: Making) -> str:
    """Changes with the model's files and with how they are used; not with where they are."""
    told = blake2b(digest_size=8)
    used = (making.pooling, making.longest, making.question_prefix, making.passage_prefix, making.lowers)
    told.update(repr(used).encode())
    for part in (making.transformer, *making.dense):
        for file in sorted(part.iterdir()):
            if file.is_file() and file.name in {*WEIGHTS, *_VOCABULARIES, "config.json"} | _shards(part):
                told.update(file.name.encode())
                for piece in _samples(file):
                    told.update(piece)
    return told.hexdigest()


def _shards(folder: Path) -> set[str]:
    return {file.name for pattern in ("*.safetensors", "pytorch_model-*.bin") for file in folder.glob(pattern)}


def _samples(file: Path) -> Iterator[bytes]:
    size = file.stat().st_size
    yield str(size).encode()
    with file.open("rb") as opened:
        if size <= _SAMPLES * _SAMPLE_BYTES:
            yield opened.read()
            return
        for n in range(_SAMPLES):
            opened.seek((size - _SAMPLE_BYTES) * n // (_SAMPLES - 1))
            yield opened.read(_SAMPLE_BYTES)


def _json(file: Path, missing: Any = None) -> Any:
    if missing is not None and not file.is_file():
        return missing
    return json.loads(file.read_text("utf-8"))
