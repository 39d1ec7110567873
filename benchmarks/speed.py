"""Measures how fast the reader is and what memory it takes, and prints the table.

    python benchmarks/speed.py                            # the corpus 50 times over; takes some minutes
    python benchmarks/speed.py --copies 5 --runs 3        # quicker, for a look
    python benchmarks/speed.py --peers                    # with other programs, installed into a scratch environment
    python benchmarks/speed.py --json --output benchmarks/results/speed.json

The text is that of `articles-open.jsonl` in the folder that TOLLBOOK_BENCH_DATA names; without it, that of the
project's own documents. Rates of one core and short commands are told in CPU seconds, which other work on the machine changes less than the
time by the clock; what two jobs gain is told by the clock, and needs a machine with two free cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baselines import RegularExpression
from commands import Run, median_cpu_seconds, run
from corpora import FOLDER, OWN_SETS, bench_data

from tollbook.extract import GrammarReader
from tollbook.extract.sentences import sentence_spans
from tollbook.model import Document
from tollbook.version import VERSION

if TYPE_CHECKING:
    from tollbook.model import Reader

COPIES, FEW_COPIES, RUNS, PARTS = 50, 5, 7, 4
PEER_PACKAGES = ("spacy", "quantulum3", "setuptools<81")  # quantulum3 looks for pkg_resources
MEBIBYTE = 1024 * 1024
ONE_TEXT = FOLDER.parent / "examples" / "arvenia" / "07-valley-radio-flood.txt"

Rows = list[dict[str, Any]]
Report = dict[str, Any]


def rows() -> tuple[str, Rows]:
    """Return what the text is called, and its records."""
    folder = bench_data()
    path = folder / "data" / "reading" / "articles-open.jsonl" if folder else OWN_SETS[0].texts
    kept = ("id", "text", "date", "title")
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return path.name, [{**{name: row.get(name) for name in kept}, "language": "en"} for row in records]


def documents(records: Rows) -> list[Document]:
    """Return the records as documents, ready to be read."""
    return [
        Document(
            id=row["id"], sha256="", media_type="text/plain", text=row["text"], extractor="", language="en"
        )
        for row in records
    ]


def sentences_of(records: Rows) -> list[str]:
    """Return all sentences, as Tollbook divides them; rates of all programs are counted in these."""
    return [row["text"][start:end] for row in records for start, end in sentence_spans(row["text"])]


def write_corpus(path: Path, records: Rows, copies: int, *, first: int = 0) -> Path:
    """Return the path, after the records were written there so many times, each with an id of its own."""
    with path.open("w", encoding="utf-8") as stream:
        for copy in range(first, first + copies):
            named = ({**row, "id": f"{row['id']}#{copy}"} for row in records)
            stream.writelines(json.dumps(row) + "\n" for row in named)
    return path


def reading_alone(reader: Reader, texts: list[Document], copies: int) -> float:
    """Return the CPU seconds that it takes to find the claims of the texts so many times over, in this process."""
    started = time.process_time()
    for _ in range(copies):
        for document in texts:
            reader.claims(document)
    return time.process_time() - started


def claims_alone(records: Rows, copies: int) -> Report:
    """Return sentences a second of the claims reading itself, on one core; lexicons are loaded by one other text."""
    texts, count = documents(records), len(sentences_of(records))
    reader = GrammarReader()
    one = {"id": ONE_TEXT.name, "text": ONE_TEXT.read_text(encoding="utf-8")}
    loading = reading_alone(reader, documents([one]), 1)
    first = reading_alone(reader, texts, 1)
    every = reading_alone(reader, texts, copies)
    pattern = reading_alone(RegularExpression(), texts, 1)
    return {
        "sentences": count * copies,
        "sentences_per_second": round(count * copies / every),
        "sentences_per_second_first_time": round(count / first),
        "seconds_to_load": round(loading, 3),
        "regular_expression_per_second": round(count / pattern),
    }


def whole_commands(records: Rows, copies: int, scratch: Path) -> Report:
    """Return what `tollbook read` takes over the whole corpus, with one job and with two."""
    corpus = write_corpus(scratch / "corpus.jsonl", records, copies)
    count = len(sentences_of(records)) * copies
    one, two = (_read([corpus], scratch / f"{jobs}.jsonl", jobs) for jobs in (1, 2))
    few = _read([write_corpus(scratch / "few.jsonl", records, FEW_COPIES)], scratch / "few-out.jsonl", 1)
    return {
        "copies": copies,
        "few_copies": FEW_COPIES,
        "documents": len(records) * copies,
        "sentences": count,
        "seconds_1_job": round(one.seconds, 2),
        "seconds_2_jobs": round(two.seconds, 2),
        "sentences_per_cpu_second_1_job": round(count / one.cpu_seconds),
        "sentences_per_second_2_jobs": round(count / two.seconds),
        "speed_of_2_jobs": round(one.seconds / two.seconds, 2),
        "cpu_seconds_1_job": round(one.cpu_seconds, 2),
        "peak_mib": round(one.peak_bytes / MEBIBYTE, 1),
        "peak_mib_few_copies": round(few.peak_bytes / MEBIBYTE, 1),
        "same_bytes_with_2_jobs": _digest(scratch / "1.jsonl") == _digest(scratch / "2.jsonl"),
    }


def same_in_any_order(records: Rows, scratch: Path) -> bool:
    """Tell whether each document has the same bytes of output when the corpora are read in reverse order."""
    parts = [write_corpus(scratch / f"part-{each}.jsonl", records, 1, first=each) for each in range(PARTS)]
    _read(parts, scratch / "forth.jsonl", 1)
    _read(parts[::-1], scratch / "back.jsonl", 2)
    forth, back = (
        sorted((scratch / f"{name}.jsonl").read_bytes().splitlines()) for name in ("forth", "back")
    )
    return forth == back


def _read(corpora: list[Path], output: Path, jobs: int) -> Run:
    paths = [str(corpus) for corpus in corpora]
    return run(["read", *paths, "--format", "jsonl", "--quiet", "--output", str(output), "--jobs", str(jobs)])


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def start_up(runs: int) -> Report:
    """Return the median CPU seconds of whole commands that do little."""
    return {
        "runs": runs,
        "help_seconds": round(median_cpu_seconds(["--help"], runs), 3),
        "read_one_text_seconds": round(median_cpu_seconds(["read", str(ONE_TEXT), "--quiet"], runs), 3),
    }


def peers(records: Rows, scratch: Path) -> list[Report]:
    """Return what other programs take, after they were installed into an environment that is thrown away."""
    home = scratch / "peers"
    venv.create(home, with_pip=True)
    python = str(home / "bin" / "python")
    install = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *PEER_PACKAGES]
    if subprocess.run(install, check=False).returncode:
        return [{"name": "peers", "finds": "", "reason": "pip could not install them"}]
    given = scratch / "sentences.json"
    given.write_text(json.dumps(sentences_of(records)), encoding="utf-8")
    done = subprocess.run(
        [python, "-W", "ignore", str(FOLDER / "peers.py"), str(given)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    measured: list[Report] = json.loads(done.stdout)
    return measured


def machine() -> Report:
    """Return what the figures were taken on."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
        "tollbook": VERSION,
    }


def measure(copies: int, runs: int, *, with_peers: bool) -> Report:
    """Return all measures.

    Args:
        copies: how often the text is repeated.
        runs: of each short command.
        with_peers: whether other programs are installed and timed too.
    """
    facts = machine()
    name, records = rows()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        return {
            "machine": facts,
            "text": name,
            "start_up": start_up(runs),
            "claims": claims_alone(records, copies),
            "command": whole_commands(records, copies, scratch),
            "same_bytes_in_reverse_order": same_in_any_order(records, scratch),
            "peers": peers(records, scratch) if with_peers else [],
        }


def own_lines(report: Report) -> Iterator[str]:
    """Return the measures as a table in Markdown."""
    facts, claims, command, start = (report[part] for part in ("machine", "claims", "command", "start_up"))
    yield f"Text: {report['text']}, {command['copies']} times over: {command['documents']:,} documents, {command['sentences']:,} sentences."
    yield (
        f"Machine: {facts['processor']}, {facts['cores']} cores, Python {facts['python']}, "
        f"load before the run {facts['load_before']}."
    )
    yield ""
    yield "| what | measured |"
    yield "|---|---|"
    yield f"| finding claims, one core, texts met before | {claims['sentences_per_second']:,} sentences/s |"
    yield f"| the same, each text for the first time | {claims['sentences_per_second_first_time']:,} sentences/s |"
    yield f"| `tollbook read`, whole command, 1 job | {command['sentences_per_cpu_second_1_job']:,} sentences/s of CPU time |"
    yield f"| the same, 2 jobs, by the clock | {command['speed_of_2_jobs']} times as fast as 1 job |"
    yield f"| most memory, text {command['few_copies']} times over | {command['peak_mib_few_copies']} MiB |"
    yield f"| most memory, text {command['copies']} times over | {command['peak_mib']} MiB |"
    yield f"| same bytes with 1 and 2 jobs | {_yes(command['same_bytes_with_2_jobs'])} |"
    yield f"| same bytes in reverse order | {_yes(report['same_bytes_in_reverse_order'])} |"
    yield f"| `tollbook --help`, median of {start['runs']} | {start['help_seconds']:.2f} s of CPU time |"
    yield f"| `tollbook read` of one text file, median of {start['runs']} | {start['read_one_text_seconds']:.2f} s of CPU time |"


def peer_lines(report: Report) -> Iterator[str]:
    """Return the rates of other programs beside ours as a table in Markdown."""
    facts, claims = report["machine"], report["claims"]
    yield "| program, same sentences, one core | finds | sentences/s |"
    yield "|---|---|---|"
    yield f"| Tollbook {facts['tollbook']} | casualty claims | {claims['sentences_per_second']:,} |"
    yield f"| regular expression (`benchmarks/baselines.py`) | numbers near harm | {claims['regular_expression_per_second']:,} |"
    for peer in report["peers"]:
        rate = (
            f"{peer['sentences_per_second']:,}"
            if "sentences_per_second" in peer
            else f"not run: {peer['reason']}"
        )
        yield f"| {peer['name']} {peer.get('version', '')} | {peer['finds']} | {rate} |"


def lines_of(report: Report) -> Iterator[str]:
    """Return both tables."""
    yield from own_lines(report)
    yield ""
    yield from peer_lines(report)


def _yes(value: object) -> str:
    return "yes" if value else "NO"


def main(arguments: list[str] | None = None) -> int:
    """Print the table; return 1 when the same input gave other bytes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--copies", type=int, default=COPIES, help="how often the text is repeated")
    parser.add_argument("--runs", type=int, default=RUNS, help="of each short command")
    parser.add_argument("--peers", action="store_true", help="install and time other programs too")
    parser.add_argument("--json", action="store_true", help="print JSON in place of the table")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the JSON here as well")
    options = parser.parse_args(arguments)
    report = measure(options.copies, options.runs, with_peers=options.peers)
    text = json.dumps(report, indent=1, ensure_ascii=False)
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(f"{text}\n", encoding="utf-8")
    print(text if options.json else "\n".join(lines_of(report)))
    return int(not (report["command"]["same_bytes_with_2_jobs"] and report["same_bytes_in_reverse_order"]))


if __name__ == "__main__":
    sys.exit(main())
