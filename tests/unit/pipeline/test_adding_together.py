from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tollbook.pipeline.cases import CaseFolder, reading_ledger
from tollbook.pipeline.verifying import verify_case

DOCUMENTS = 120


def test_two_commands_that_add_the_same_at_the_same_time_lose_nothing_and_add_nothing_twice(
    case: CaseFolder, case_environment: dict[str, str], tmp_path: Path
) -> None:
    lines = [
        json.dumps({"id": str(number), "text": f"{number} people were killed in Kesh.", "language": "en"})
        for number in range(1, DOCUMENTS + 1)
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    command = [
        sys.executable,
        "-m",
        "tollbook",
        "add",
        str(tmp_path / "all.jsonl"),
        "--case",
        str(case.path),
        "--json",
    ]
    running = [
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            env={"PATH": "", "PYTHONPATH": ":".join(sys.path), **case_environment},
        )
        for _ in range(2)
    ]
    told = [json.loads(process.communicate()[0]) for process in running]
    assert [0, 0] == [process.returncode for process in running]
    added = [row["document"] for rows in told for row in rows if row["status"] == "added"]
    assert (DOCUMENTS, DOCUMENTS) == (len(added), len(set(added)))
    with reading_ledger(case) as ledger:
        assert DOCUMENTS == ledger.counts()["documents"] == ledger.counts()["claims"]
    assert () == verify_case(case).troubles
