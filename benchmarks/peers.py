"""Times other programs on the same sentences; run by speed.py in an environment of their own.

    python benchmarks/peers.py SENTENCES.json

None of them reads casualty claims, so this compares speed alone: what a blank spaCy pipeline takes to find sentences
and words, and what quantulum3 takes to find quantities. Prints one JSON array.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Sentences = list[str]
_SLOW_SENTENCES = 200
"""How many sentences a slow peer is given."""


def spacy_sentencizer(sentences: Sentences) -> int:
    """Read with a blank English pipeline that finds words and sentences; return how many sentences it was given."""
    import spacy  # type: ignore[import-not-found]  # in an environment of its own

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    _warmed(pipeline, sentences)
    for _ in pipeline.pipe(sentences):
        pass
    return len(sentences)


def quantulum(sentences: Sentences) -> int:
    """Read with quantulum3, which finds numbers and their units; return how many sentences it was given."""
    from quantulum3 import parser  # type: ignore[import-not-found]  # in an environment of its own

    some = sentences[:_SLOW_SENTENCES]
    for sentence in some:
        try:
            parser.parse(sentence)
        except (ValueError, KeyError, IndexError, AttributeError, TypeError):
            continue  # it fails on some sentences; the time until then counts
    return len(some)


def _warmed(pipeline: Callable[[str], Any], sentences: Sentences) -> None:
    pipeline(sentences[0])


PEERS = {
    "spaCy, blank English with sentencizer": ("spacy", spacy_sentencizer, "words and sentences"),
    "quantulum3": ("quantulum3", quantulum, "numbers with units"),
}


def timed(name: str, sentences: Sentences) -> dict[str, Any]:
    """Return what one peer took, or why it could not be run.

    Args:
        name: of the peer.
        sentences: to read.
    """
    package, read, finds = PEERS[name]
    try:
        read(sentences[:5])  # imports and tables are loaded before the clock starts
        started = time.process_time()
        count = read(sentences)
    except (ImportError, OSError) as error:
        return {"name": name, "finds": finds, "reason": f"{type(error).__name__}: {error}"}
    seconds = time.process_time() - started
    version = metadata.version(package)
    return {"name": name, "version": version, "finds": finds, "sentences_per_second": round(count / seconds)}


if __name__ == "__main__":
    given: Sentences = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps([timed(name, given) for name in PEERS]))
