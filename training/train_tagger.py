"""Train the part-of-speech tagger: python training/train_tagger.py GUM_FOLDER.

GUM_FOLDER holds gum-permissive-train.conllu, -dev.conllu and -test.conllu (GUM, the
documents under CC BY 4.0). Our own sentences in training/silver.txt are added. The seed
is fixed: the same input gives the same file. Writes src/tollbook/extract/data/en/tagger.json
and its SHA-256 and figures to training/models.toml.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tollbook.extract import tag_features as tagger
from tollbook.extract.tag_features import LETTER_OF, SEPARATOR, Lexicon
from tollbook.extract.tags import tag
from tollbook.extract.tokens import MIXED, Tokens, tokenize

HERE = Path(__file__).parent
MODEL = HERE.parent / "src/tollbook/extract/data/en/tagger.json"
SEED = 20240229
EPOCHS = 6
CAPITALS_SHARE = 0.35
SILVER_HELD_OUT = 5
FIXED_COUNT, FIXED_SHARE = 12, 0.995
CLASS_COUNT, CLASS_SHARE = 4, 0.03
FEATURE_COUNT = 2
LEAST_UPDATES = 3
FIRST_BEYOND_LATIN = 256
STEPS_PER_UNIT = 3.0
LARGEST = 44
SIGNS = {",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"}
VERB_FORMS = ("VBD", "VBN", "VBG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One sentence: its tokens and the letter of the right tag of each."""

    tokens: Tokens
    letters: list[str]


@dataclass(slots=True, kw_only=True)
class Static:
    """What of an example does not change during training."""

    letters: list[str]
    fixed: list[str]
    features: list[list[str]]
    lower: list[str]
    kinds: list[str]
    opens: list[str]


def read_conllu(path: Path) -> list[Example]:
    """Return the sentences of a CoNLL-U file, in our tokens."""
    examples = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        if text:
            rows = [line.split("\t") for line in block.split("\n") if re.match(r"\d+\t", line)]
            examples.append(align(text.group(1), [(row[1], row[4]) for row in rows]))
    return [example for example in examples if example.letters]


def align(text: str, words: list[tuple[str, str]]) -> Example:
    """Return our tokens of a text with the tag of the last word, not a sign, that each covers."""
    places, at = [], 0
    for form, name in words:
        found = text.find(form, at)
        if found >= 0:
            places.append((found, found + len(form), name))
            at = found + len(form)
    tokens = tokenize(text, 0, len(text))
    letters = []
    for start, end, shape in zip(tokens.starts, tokens.ends, tokens.shapes, strict=True):
        names = [name for first, last, name in places if first < end and last > start]
        words_only = [name for name in names if name not in SIGNS]
        name = (words_only or names or ["NN"])[-1]
        letters.append(LETTER_OF["JJ" if shape == MIXED else name])
    return Example(tokens=tokens, letters=letters)


def read_silver(path: Path) -> list[Example]:
    """Return the sentences of a file of word_TAG, one sentence a line."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    examples = []
    for line in lines:
        if line and not line.startswith("#"):
            words = [(form, name) for form, _, name in (item.rpartition("_") for item in line.split())]
            examples.append(align(" ".join(form for form, _ in words), words))
    return examples


def make_lexicon(examples: list[Example]) -> Lexicon:
    """Return the words that have one tag, and the tags that common words have."""
    exact: dict[str, Counter[str]] = defaultdict(Counter)
    folded: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        for key, letter in zip(plain_keys(example), example.letters, strict=True):
            lower = tagger.lower_of(key)
            exact[lower if key[:1] == tagger.AT_START else key][letter] += 1
            folded[lower][letter] += 1
    fixed = {}
    for word, counts in sorted(exact.items()):
        letter, count = counts.most_common(1)[0]
        if sum(counts.values()) >= FIXED_COUNT and count >= FIXED_SHARE * sum(counts.values()):
            fixed[word] = letter
    classes = {}
    for word, counts in sorted(folded.items()):
        total = sum(counts.values())
        if total >= CLASS_COUNT:
            classes[word] = "".join(sorted(x for x, n in counts.items() if n >= CLASS_SHARE * total))
    return Lexicon(fixed, classes)


def plain_keys(example: Example) -> list[str]:
    """Return the keys that `tag` would give to the words."""
    words = example.tokens.words
    return tagger.keys_of(words, example.tokens.lower, capitals=tagger.has_empty_capitals(words))


def prepare(example: Example, keys: list[str], lexicon: Lexicon) -> Static:
    """Return the features of an example that do not depend on tags."""
    padded = ["", "", *keys, "", ""]
    features = [
        [
            *tagger.own_features(key, lexicon.classes),
            *tagger.next_features(padded[at + 3], lexicon.classes),
            *tagger.second_next_features(padded[at + 4], lexicon.classes),
            *tagger.previous_features(padded[at + 1]),
            *tagger.second_previous_features(padded[at]),
        ]
        for at, key in enumerate(keys)
    ]
    lower = [tagger.lower_of(key) for key in keys]
    return Static(
        letters=example.letters,
        fixed=[tagger.fixed_of(key, lexicon) for key in keys],
        features=features,
        lower=lower,
        kinds=[tagger.class_of(word, lexicon.classes) for word in lower],
        opens=[tagger.clause_of(word) for word in lower],
    )


class Perceptron:
    """An averaged perceptron over features named by strings."""

    def __init__(self) -> None:
        """Start with nothing learned."""
        self.weights: dict[str, dict[str, float]] = {}
        self.totals: dict[str, dict[str, float]] = {}
        self.updates: Counter[str] = Counter()
        self.time = 0

    def best(self, features: list[str]) -> str:
        """Return the letter of the tag with the highest score."""
        scores: dict[str, float] = dict.fromkeys(LETTER_OF.values(), 0.0)
        for name in features:
            found = self.weights.get(name)
            if found:
                for letter, weight in found.items():
                    scores[letter] += weight
        return max(scores, key=scores.__getitem__)

    def learn(self, features: list[str], right: str, wrong: str) -> None:
        """Move the weights of the features from the wrong tag to the right one."""
        for name in features:
            weights = self.weights.setdefault(name, {})
            totals = self.totals.setdefault(name, {})
            self.updates[name] += 1
            for letter, change in ((right, 1.0), (wrong, -1.0)):
                weights[letter] = weights.get(letter, 0.0) + change
                totals[letter] = totals.get(letter, 0.0) + change * self.time

    def averaged(self) -> dict[str, dict[str, float]]:
        """Return the mean of the weights over the time of training."""
        return {
            name: {x: w - self.totals[name][x] / max(1, self.time) for x, w in weights.items()}
            for name, weights in self.weights.items()
        }


def following(static: Static, at: int) -> list[tuple[str, str, str]]:
    """Return what `ahead_feature` is told of the tokens after a place."""
    part = slice(at + 1, at + 1 + tagger.AHEAD)
    found = list(zip(static.fixed[part], static.lower[part], static.opens[part], strict=True))
    return found + [("", "", "")] * (2 if len(found) < tagger.AHEAD else 0)


def run_sentence(model: Perceptron, static: Static) -> None:
    """Tag a sentence as `tag` would, and learn from each mistake."""
    pair, clause = tagger.NO_TAG * 2, tagger.NO_CLAUSE
    lower = [*static.lower, "", ""]
    for at, right in enumerate(static.letters):
        letter = static.fixed[at]
        if not letter:
            model.time += 1
            kind, previous = static.kinds[at], lower[at - 1] if at else ""
            features = [
                *static.features[at],
                *tagger.before_features(pair + clause),
                *tagger.kind_features(pair[1] + clause + kind),
                *tagger.joint_features(lower[at], kind, pair[1], previous, lower[at + 1]),
            ]
            if tagger.is_past_or_participle(kind):
                features.append(tagger.ahead_feature(clause, following(static, at)))
            letter = model.best(features)
            if letter != right:
                model.learn(features, right, letter)
        clause = static.opens[at] or tagger.NEXT_CLAUSE.get(clause + letter, clause)
        pair = pair[1] + letter


def train(examples: list[Example], lexicon: Lexicon) -> dict[str, dict[str, float]]:
    """Return the averaged weights after some passes over the examples, some of them without capitals."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed order, no secret
    statics = [prepare(example, plain_keys(example), lexicon) for example in examples]
    for example in examples:
        if chance.random() < CAPITALS_SHARE:
            keys = tagger.keys_of(example.tokens.words, example.tokens.lower, capitals=True)
            statics.append(prepare(example, keys, lexicon))
    counts = Counter(name for static in statics for names in static.features for name in names)
    allowed = {name for name, count in counts.items() if count >= FEATURE_COUNT}
    for static in statics:
        static.features = [[name for name in names if name in allowed] for names in static.features]
    model = Perceptron()
    for _ in range(EPOCHS):
        chance.shuffle(statics)
        for static in statics:
            run_sentence(model, static)
    averaged = model.averaged()
    return {
        name: averaged[name] for name in averaged if model.updates[name] >= LEAST_UPDATES and is_plain(name)
    }


def is_plain(name: str) -> bool:
    """Return whether a feature can stand in the model file, which is read fastest in Latin letters."""
    return SEPARATOR not in name and all(ord(sign) < FIRST_BEYOND_LATIN for sign in name)


def encode(weights: dict[str, dict[str, float]]) -> dict[str, str]:
    """Return the weights as the model file holds them: rounded, those near zero left out."""
    codes = {}
    for name, by_letter in sorted(weights.items()):
        code = ""
        for letter, weight in sorted(by_letter.items()):
            step = max(-LARGEST, min(LARGEST, round(weight * STEPS_PER_UNIT)))
            if step:
                code += letter + chr(tagger.WEIGHT_ZERO + step)
        if code:
            codes[name] = code
    return codes


def write_model(lexicon: Lexicon, codes: dict[str, str]) -> bytes:
    """Write the model file and return its bytes."""
    content = {
        "about": "Part-of-speech tagger trained by training/train_tagger.py on GUM (documents under CC BY 4.0, "
        "https://gucorpling.org/gum) and on training/silver.txt.",
        "fixed": lexicon.fixed,
        "classes": lexicon.classes,
        "features": SEPARATOR.join(codes),
        "weights": SEPARATOR.join(codes.values()),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    stored = text.encode("utf-8")
    MODEL.write_bytes(stored)
    return stored


def accuracy(examples: list[Example], *, change: str = "") -> tuple[float, float]:
    """Return the share of right tags over all tokens, and over the forms VBD, VBN and VBG.

    Args:
        examples: sentences with their right tags.
        change: "upper" or "title" to measure on a copy in such capitals.
    """
    right = total = verbs_right = verbs = 0
    forms = {LETTER_OF[name] for name in VERB_FORMS}
    for example in examples:
        tokens = example.tokens
        if change:
            words = [
                word.upper() if change == "upper" else word[:1].upper() + word[1:] for word in tokens.words
            ]
            tokens = Tokens(words, tokens.lower, tokens.starts, tokens.ends, tokens.shapes)
        for name, letter in zip(tag(tokens), example.letters, strict=True):
            hit = LETTER_OF[name] == letter
            right, total = right + hit, total + 1
            if letter in forms:
                verbs_right, verbs = verbs_right + hit, verbs + 1
    return right / max(1, total), verbs_right / max(1, verbs)


def speed(examples: list[Example]) -> int:
    """Return the tokens tagged in a second, on words seen once before."""
    sentences = [example.tokens for example in examples]
    count = sum(len(tokens) for tokens in sentences)
    start = perf_counter()
    for tokens in sentences:
        tag(tokens)
    return round(count / (perf_counter() - start))


def main() -> None:
    """Train, write the model and its figures, and show them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--silver-check", action="store_true", help="hold out a fifth of silver.txt and measure on it"
    )
    parser.add_argument("--no-silver", action="store_true", help="leave silver.txt out of training")
    options = parser.parse_args()
    train_set, dev, test = (
        read_conllu(options.folder / f"gum-permissive-{part}.conllu") for part in ("train", "dev", "test")
    )
    silver = read_silver(HERE / "silver.txt")
    held_out = silver[::SILVER_HELD_OUT] if options.silver_check else []
    used = [] if options.no_silver else [example for example in silver if example not in held_out]
    examples = train_set + used
    lexicon = make_lexicon(examples)
    stored = write_model(lexicon, encode(train(examples, lexicon)))
    rows: dict[str, object] = {
        "file": MODEL.name,
        "sha256": hashlib.sha256(stored).hexdigest(),
        "bytes": len(stored),
    }
    for title, part in (("dev", dev), ("test", test), ("silver_held_out", held_out)):
        for change in ("", "upper", "title"):
            if part:
                figures = accuracy(part, change=change)
                rows["_".join(filter(None, (title, change, "accuracy")))] = round(figures[0], 4)
                rows["_".join(filter(None, (title, change, "verb_forms")))] = round(figures[1], 4)
    lines = [f"{name} = {json.dumps(value)}" for name, value in rows.items()]
    sys.stdout.write("\n".join(lines) + f"\nspeed: {speed(dev)} tokens a second\n")
    if not options.silver_check and not options.no_silver:
        record("tagger", lines)


def record(name: str, lines: list[str]) -> None:
    """Write a model's table into training/models.toml, in place of the one it had."""
    path = HERE / "models.toml"
    old = (
        path.read_text(encoding="utf-8")
        if path.exists()
        else "# Models in the package: SHA-256 and figures.\n"
    )
    kept = re.sub(rf"\n\[{name}\]\n(?:(?!\[).*\n)*", "", old)
    path.write_text(kept.rstrip("\n") + f"\n\n[{name}]\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
