"""Measures the web application under load: twenty reviewers at once over a case of a million claims, on this machine alone.

    python benchmarks/web.py                                     # 100,000 documents, 1,000,000 claims; some minutes
    python benchmarks/web.py --documents 2000 --seconds 10       # for a look
    python benchmarks/web.py --output benchmarks/results/web.json

Each reviewer opens the queue, decides a claim a second, opens a claim or a document now and then, and loads the next part
of the queue; the server is a process of its own. What is told: how long pages and decisions took, and whether every
decision that was answered stands in the ledger, on one chain. Requests go to 127.0.0.1 and end by themselves.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import ledger as ledger_benchmark

from tollbook.pipeline.cases import open_case, reading_ledger
from tollbook.pipeline.verifying import verify_case
from tollbook.web.admission import csrf_token

REVIEWERS = 20
THINKING_SECONDS = 1.0
MOST_SECONDS = 120
Report = dict[str, Any]


class Reviewer(threading.Thread):
    """One reviewer with a browser: opens the queue, decides, looks something up, goes on."""

    def __init__(self, number: int, port: int, token: str, until: float) -> None:
        super().__init__(daemon=True)
        self.chance = random.Random(number)  # noqa: S311 - which page to look at
        self.port, self.token, self.until, self.number = port, token, until, number
        self.pages: list[float] = []
        self.decisions: list[float] = []
        self.answered: list[str] = []
        self.errors: list[str] = []

    def run(self) -> None:
        """Work until the time is over."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        after = self.number * 1000
        while time.monotonic() < self.until:
            page = self._get(connection, f"/review?sort=document&after={after}")
            for claim in re.findall(r'data-claim="(c\w+)"', page)[:10]:
                if time.monotonic() >= self.until:
                    break
                time.sleep(self.chance.uniform(0.5, 1.5) * THINKING_SECONDS)
                self._decide(connection, claim)
                if self.chance.random() < 0.1:  # noqa: PLR2004 - one look in ten
                    self._get(connection, f"/claims/{claim}")
            after += 12

    def _get(self, connection: http.client.HTTPConnection, path: str) -> str:
        begun = time.perf_counter()
        text = self._sent(connection, "GET", path, None)
        self.pages.append(time.perf_counter() - begun)
        return text

    def _decide(self, connection: http.client.HTTPConnection, claim: str) -> None:
        begun = time.perf_counter()
        body = json.dumps({"decision": "accept", "key": f"{self.number}-{claim}"})
        text = self._sent(connection, "POST", f"/claims/{claim}/decision", body)
        self.decisions.append(time.perf_counter() - begun)
        if '"state"' in text:
            self.answered.append(claim)

    def _sent(self, connection: http.client.HTTPConnection, method: str, path: str, body: str | None) -> str:
        headers = {
            "cookie": f"tollbook-session={self.token}",
            "origin": f"http://127.0.0.1:{self.port}",
            "x-tollbook-token": csrf_token(self.token),
            "accept": "application/json" if body else "text/html",
            "content-type": "application/json",
        }
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        if answer.status != http.client.OK:
            self.errors.append(f"{method} {path}: {answer.status} {text[:200]}")
        return text


def served(folder: Path) -> tuple[subprocess.Popen[str], int, str, float]:
    """Return the server's process, its port, the token, and the seconds until it answered."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "tollbook", "serve", str(folder), "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    line = process.stderr.readline() if process.stderr else ""
    found = re.search(r":(\d+)/enter\?token=(\w+)", line)
    if found is None:
        raise SystemExit(f"the server did not start: {line}")
    return process, int(found[1]), found[2], time.perf_counter() - begun


def load(folder: Path, seconds: float) -> Report:
    """Return what twenty reviewers met."""
    process, port, token, started = served(folder)
    until = time.monotonic() + min(seconds, MOST_SECONDS)
    reviewers = [Reviewer(number, port, token, until) for number in range(REVIEWERS)]
    try:
        for each in reviewers:
            each.start()
        for each in reviewers:
            each.join(timeout=seconds + 60)
    finally:
        process.terminate()
        process.wait(timeout=20)
    return {"start_seconds": round(started, 2), **_told(folder, reviewers)}


def _told(folder: Path, reviewers: list[Reviewer]) -> Report:
    pages = [each for reviewer in reviewers for each in reviewer.pages]
    decisions = [each for reviewer in reviewers for each in reviewer.decisions]
    answered = {claim for reviewer in reviewers for claim in reviewer.answered}
    with reading_ledger(open_case(folder)) as ledger:
        recorded = {review.claim for review in ledger.reviews()}
    return {
        "reviewers": len(reviewers),
        "pages": len(pages),
        "page_ms": _milliseconds(pages),
        "decisions": len(decisions),
        "decision_ms": _milliseconds(decisions),
        "errors": [each for reviewer in reviewers for each in reviewer.errors][:5],
        "lost": len(answered - recorded),
        "troubles": len(verify_case(open_case(folder), deep=False).troubles),
    }


def _milliseconds(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100)
    return {
        "median": round(1000 * cuts[49], 1),
        "p95": round(1000 * cuts[94], 1),
        "max": round(1000 * max(seconds), 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Print the figures, and keep them where a file is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--case", type=Path, help="a case made before, which is added to")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ.setdefault("TOLLBOOK_KEYS", f"{scratch}/keys")
        folder = options.case or Path(scratch) / "case"
        if options.case is None:
            ledger_benchmark.add(folder, options.documents)
        report = {"documents": options.documents, **load(folder, options.seconds)}
    print(json.dumps(report, indent=1))
    if options.output:
        options.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 1 if report["lost"] or report["errors"] or report["troubles"] else 0


if __name__ == "__main__":
    sys.exit(main())
