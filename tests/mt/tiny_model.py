"""A model for CTranslate2 that is made in a second and says something: each piece of the source in other letters.

Not trained: its weights are written so that the decoder looks at the source piece of its own position and names the
target piece with the same number. Pieces of the target vocabulary are those of the source in Cyrillic, or with an
umlaut, so that one sees whether a text went through. SentencePiece learns the pieces from a few lines.
"""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from ctranslate2.specs import transformer_spec

POSITIONS = 160  # pieces that a text may have
_LINES = (
    "The talks in Geneva ended without a deal on the day after the meeting.",
    "Sentence number says that people came to the river and the town hall.",
    'She said: "We will go on - it\'s what we want", and left the room early.',
    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 .,:;!?'\"-()",
    "Write the report by hand, then read it again and again until it is good.",
)
_LETTERS = {
    "ru": str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувшыжз"),
    "de": str.maketrans("aouAOU", "äöüÄÖÜ"),
}


def translated(text: str, target: str) -> str:
    """What the model makes of a text of letters, digits and plain punctuation."""
    if target == "ru":
        upper = {chr(k).upper(): chr(v if isinstance(v, int) else ord(v)).upper() for k, v in _LETTERS["ru"].items()}
        return text.translate(_LETTERS["ru"]).translate(str.maketrans(upper))
    return text.translate(_LETTERS[target])


def make_opus(folder: Path, target: str = "ru", *, adds_end: bool = True) -> Path:
    """A folder as ``ct2-opus-mt-converter`` leaves it, with ``source.spm`` and ``target.spm`` beside the model.

    ``adds_end``: the runtime puts the end of the source there by itself, which other converters leave to the caller.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.spm").write_bytes(_pieces(_LINES))
    (folder / "target.spm").write_bytes(_pieces(tuple(translated(line, target) for line in _LINES)))
    _save(folder, folder / "source.spm", target, adds_end=adds_end)
    return folder


def make_argos(folder: Path, target: str = "ru", *, pieces: str = "sentencepiece.model") -> Path:
    """What is in an ``.argosmodel``: a folder with ``model/``, the pieces of both languages and ``metadata.json``."""
    (folder / "model").mkdir(parents=True, exist_ok=True)
    lines = (*_LINES, *(translated(line, target) for line in _LINES))
    (folder / pieces).write_bytes(_pieces(lines, size=200))
    _save(folder / "model", folder / pieces, target, adds_end=True)
    metadata = {
        "package_version": "1.9",
        "argos_version": "1.9",
        "from_code": "en",
        "from_name": "English",
        "to_code": target,
        "to_name": {"ru": "Russian", "de": "German"}[target],
    }
    (folder / "metadata.json").write_text(json.dumps(metadata))
    return folder


def make_marian(folder: Path, target: str = "ru", **config: Any) -> Path:
    """What is in a published OPUS-MT archive: weights for Marian, vocabularies, pieces, licence."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.spm").write_bytes(_pieces(_LINES))
    (folder / "target.spm").write_bytes(_pieces(tuple(translated(line, target) for line in _LINES)))
    (folder / "LICENSE").write_text("Attribution 4.0 International")
    (folder / "README.md").write_text("# opus.zip")
    known = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = [known.id_to_piece(n) for n in range(3, known.get_piece_size())]
    for name, words in (("source", pieces), ("target", [translated(piece, target) for piece in pieces])):
        lines = [f"{json.dumps(word, ensure_ascii=False)}: {n}" for n, word in enumerate(["</s>", "<unk>", *words])]
        (folder / f"{name}.vocab.yml").write_text("\n".join(lines), encoding="utf-8")
    decoder = {"models": ["opus.npz"], "vocabs": ["source.vocab.yml", "target.vocab.yml"], **config}
    (folder / "decoder.yml").write_text(json.dumps(decoder))
    np.savez(folder / "opus.npz", **_marian(len(pieces) + 2))
    return folder


def _marian(vocabulary: int) -> dict[str, Any]:
    """The same weights under Marian's names, which turns matrices over."""
    spec = _spec(vocabulary)
    size = 2 * vocabulary + POSITIONS
    options = {
        "type": "transformer",
        "enc-depth": 1,
        "dec-depth": 1,
        "transformer-heads": 1,
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-ffn-depth": 2,
        "transformer-ffn-activation": "relu",
        "transformer-preprocess": "n",
        "transformer-postprocess": "da",
        "transformer-postprocess-emb": "d",
        "transformer-postprocess-top": "n",
        "transformer-guided-alignment-layer": "last",
    }
    found: dict[str, Any] = {
        "special:model.yml": np.frombuffer(json.dumps(options).encode() + b"\0", dtype=np.int8),
        "Wpos": spec.encoder.position_encodings.encodings,
        "decoder_ff_logit_out_W": spec.decoder.projection.weight.T,
        "decoder_ff_logit_out_b": np.zeros(vocabulary, dtype=np.float32),
    }
    attention = spec.decoder.layer[0].attention
    seen = [attention.linear[0].weight, *np.split(attention.linear[1].weight, 2), attention.linear[2].weight]
    silent = [np.zeros((size, size), dtype=np.float32)] * 4
    for side, parts in (("encoder", {"self": silent}), ("decoder", {"self": silent, "context": seen})):
        found[f"{side}_Wemb"] = spec.decoder.embeddings.weight
        found |= _marian_normal(f"{side}_top", size) | _marian_normal(f"{side}_l1_ffn_ffn", size, "_pre")
        for name, matrices in parts.items():
            scope = f"{side}_l1_{name}"
            found |= _marian_normal(f"{scope}_Wo", size, "_pre")
            for letter, matrix in zip("qkvo", matrices, strict=True):
                found[f"{scope}_W{letter}"] = matrix.T
                found[f"{scope}_b{letter}"] = np.zeros(size, dtype=np.float32)
        for number, shape in (("1", (size, 8)), ("2", (8, size))):
            found[f"{side}_l1_ffn_W{number}"] = np.zeros(shape, dtype=np.float32)
            found[f"{side}_l1_ffn_b{number}"] = np.zeros(shape[1], dtype=np.float32)
    return found


def _marian_normal(scope: str, size: int, suffix: str = "") -> dict[str, Any]:
    ones, zeros = np.ones(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
    return {f"{scope}_ln_scale{suffix}": ones, f"{scope}_ln_bias{suffix}": zeros}


def _pieces(lines: tuple[str, ...], size: int = 110) -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 5),
        model_writer=model,
        vocab_size=size,
        hard_vocab_limit=False,
        character_coverage=1.0,
        normalization_rule_name="identity",
        minloglevel=2,
        num_threads=1,
    )
    return model.getvalue()


def _save(folder: Path, source_pieces: Path, target: str, *, adds_end: bool) -> None:
    known = sentencepiece.SentencePieceProcessor(model_file=str(source_pieces))
    pieces = [known.id_to_piece(n) for n in range(3, known.get_piece_size())]
    special = ["<unk>", "<s>", "</s>"]
    spec = _spec(len(special) + len(pieces))
    spec.register_source_vocabulary([*special, *pieces])
    spec.register_target_vocabulary([*special, *(translated(piece, target) for piece in pieces)])
    spec.config.add_source_eos = adds_end
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization=None)
    spec.save(str(folder))


def _spec(vocabulary: int) -> Any:
    """One layer each. Dimensions: the piece before, the position, the piece that is looked at."""
    size = 2 * vocabulary + POSITIONS
    at, copied = vocabulary, vocabulary + POSITIONS
    spec = transformer_spec.TransformerSpec.from_config((1, 1), 1, pre_norm=True, no_final_norm=True)
    words = np.zeros((vocabulary, size), dtype=np.float32)
    words[:, :vocabulary] = np.eye(vocabulary)
    places = np.zeros((POSITIONS, size), dtype=np.float32)
    places[:, at:copied] = np.eye(POSITIONS)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = places
        for layer in side.layer:
            _silence(layer.self_attention, size)
            _normal(layer.ffn.layer_norm, size)
            _linear(layer.ffn.linear_0, np.zeros((8, size)))
            _linear(layer.ffn.linear_1, np.zeros((size, 8)))
    spec.encoder.embeddings[0].weight = words
    spec.decoder.embeddings.weight = words
    query, key, value, out = (np.zeros((size, size)) for _ in range(4))
    query[at:copied, at:copied] = np.eye(POSITIONS) * 200
    key[at:copied, at:copied] = np.eye(POSITIONS)
    value[:vocabulary, :vocabulary] = np.eye(vocabulary)
    out[copied:, :vocabulary] = np.eye(vocabulary) * 10
    attention = spec.decoder.layer[0].attention
    _normal(attention.layer_norm, size)
    _linear(attention.linear[0], query)
    _linear(attention.linear[1], np.concatenate([key, value]))
    _linear(attention.linear[2], out)
    named = np.zeros((vocabulary, size))
    named[:, copied:] = np.eye(vocabulary)
    _linear(spec.decoder.projection, named)
    return spec


def _silence(attention: Any, size: int) -> None:
    _normal(attention.layer_norm, size)
    _linear(attention.linear[0], np.zeros((3 * size, size)))
    _linear(attention.linear[1], np.zeros((size, size)))


def _normal(norm: Any, size: int) -> None:
    norm.gamma = np.ones(size, dtype=np.float32)
    norm.beta = np.zeros(size, dtype=np.float32)


def _linear(linear: Any, weight: Any) -> None:
    linear.weight = weight.astype(np.float32)
    linear.bias = np.zeros(weight.shape[0], dtype=np.float32)
