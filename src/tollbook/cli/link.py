"""`tollbook link`: lists linked, doubtful pairs decided, one pair explained."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from tollbook.cli.case_options import acting, json_option, print_facts, print_json, print_table
from tollbook.cli.exits import ExitCode
from tollbook.cli.list_options import column_option, day_first_option, person_words, tables_of
from tollbook.cli.output import result_stream
from tollbook.link.explaining import explanation
from tollbook.link.linking import LinkModel, history_counts, linkage_of, pairs_to_review
from tollbook.link.romanising import romanised
from tollbook.model.linkage import Linkage, LinkedPair, PairDecision, RecordKey, Verdict
from tollbook.model.person_table import PersonRecord, PersonTable
from tollbook.pipeline.pair_decisions import decided_by, decision_line, decisions_of
from tollbook.pipeline.person_lists import link_tables, record_id

KEYS = {"x": Verdict.MATCH, "n": Verdict.NO_MATCH, "u": Verdict.UNSURE}
_HELP = "x match · n no match · u unsure · d decide later · l Latin letters · h what I decided · q quit"
_BAR_BITS = 1.0

clean_option = click.option(
    "--clean",
    multiple=True,
    metavar="NAME",
    help="A list on which nobody stands twice, by its maker's word; may be given more than once.",
)
decisions_option = click.option("--decisions", metavar="FILE", help="Verdicts of `tollbook link review`.")
seed_option = click.option(
    "--seed", type=int, default=1, show_default=True, help="Of everything that is drawn."
)


@click.group("link")
def link_command() -> None:
    """Link lists of people whose names are spelled in different ways and scripts.

    A list is called by the name of its file without the ending.

    \b
    Examples:
      tollbook link run hospital.csv ministry.xlsx --clean ministry --output pairs.csv
      tollbook link review hospital.csv ministry.xlsx --decisions verdicts.jsonl
      tollbook link explain hospital.csv ministry.xlsx --left 12 --right 40
    """


@link_command.command("run")
@click.argument("paths", metavar="FILE FILE...", nargs=-1, required=True)
@click.option("--output", "-o", metavar="FILE", help="Write the pairs here as CSV.")
@click.option("--histories", metavar="FILE", help="Write the capture histories of every draw here as CSV.")
@click.option(
    "--draws",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    help="Linkages drawn for the intervals.",
)
@clean_option
@decisions_option
@seed_option
@column_option
@day_first_option
@json_option
def run_linkage(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    paths: tuple[str, ...],
    output: str | None,
    histories: str | None,
    draws: int,
    clean: tuple[str, ...],
    decisions: str | None,
    seed: int,
    columns: tuple[str, ...],
    day_first: bool | None,
    as_json: bool,
) -> ExitCode:
    """Link the lists in two or more files; of one file, find who stands on it twice.

    \b
    Example:
      tollbook link run hospital.csv ministry.csv --clean hospital --clean ministry --output pairs.csv
    """
    model = _model(_named(paths, columns, day_first=day_first), clean, _decisions(decisions))
    linkage = linkage_of(model, draws=draws, seed=seed)
    if output:
        _write_pairs(linkage, output)
    if histories:
        _write_histories(model, draws, seed, histories)
    facts = _facts(linkage)
    if as_json:
        print_json(facts)
    else:
        _print(linkage, facts)
    return ExitCode.DONE


def _named(
    paths: tuple[str, ...], columns: tuple[str, ...], *, day_first: bool | None
) -> dict[str, PersonTable]:
    names = [Path(path).stem for path in paths]
    if len(set(names)) < len(names):
        raise click.UsageError(
            "Two of the files have one name; lists are called by the names of their files."
        )
    return dict(zip(names, tables_of(paths, columns, day_first=day_first), strict=True))


def _model(
    tables: dict[str, PersonTable], clean: tuple[str, ...], decisions: tuple[PairDecision, ...]
) -> LinkModel:
    return link_tables(tables, clean=clean, decisions=decisions)


def _decisions(path: str | None) -> tuple[PairDecision, ...]:
    if path is None or not Path(path).exists():
        return ()
    return decisions_of(Path(path).read_text(encoding="utf-8"), name=path)


def _write_pairs(linkage: Linkage, output: str) -> None:
    with result_stream(output) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["list_a", "id_a", "list_b", "id_b", "probability", "linked", "tied", "decided"])
        for pair in linkage.pairs:
            writer.writerow(
                [
                    *pair.left,
                    *pair.right,
                    f"{pair.probability:.6f}",
                    int(pair.linked),
                    int(pair.tied),
                    pair.decided or "",
                ]
            )


def _write_histories(model: LinkModel, draws: int, seed: int, path: str) -> None:
    names = [people.name for people in model.lists]
    with result_stream(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["draw", *names, "count"])
        for number, counts in enumerate(
            history_counts(model, model.people(draws, seed)) if draws else [], start=1
        ):
            for history, count in counts.items():
                writer.writerow([number, *(history >> place & 1 for place in range(len(names))), count])


def _facts(linkage: Linkage) -> dict[str, Any]:
    return {
        "lists": [{"name": name, "records": size, "clean": clean} for name, size, clean in zip(linkage.lists, linkage.sizes, linkage.clean, strict=True)],
        "linked_pairs": sum(pair.linked for pair in linkage.pairs),
        "tied_pairs": sum(pair.tied for pair in linkage.pairs),
        "expected_matches": round(linkage.expected_matches, 1),
        "candidate_pairs": linkage.candidates,
        "blocking_recall": [round(bound, 4) for bound in linkage.blocking_recall],
        "blocking_rules": list(linkage.rules),
        "reviewed_pairs": linkage.reviewed,
        "overlaps": [{"lists": list(each.lists), "low": each.low, "middle": each.middle, "high": each.high, "level": each.level} for each in linkage.overlaps],
        "seed": linkage.seed,
        "notes": list(linkage.notes),
    }  # fmt: skip


def _print(linkage: Linkage, facts: dict[str, Any]) -> None:
    low, high = linkage.blocking_recall
    print_facts(
        [
            (
                "lists",
                ", ".join(
                    f"{name} ({size:,})" for name, size in zip(linkage.lists, linkage.sizes, strict=True)
                ),
            ),
            ("linked pairs", f"{facts['linked_pairs']:,}"),
            ("of them tied", facts["tied_pairs"] or None),
            ("expected matches", f"{linkage.expected_matches:,.0f}"),
            ("pairs looked at", f"{linkage.candidates:,}"),
            ("true pairs among them", f"{100 * low:.1f} to {100 * high:.1f} %, by estimate"),
            ("reviewed pairs", linkage.reviewed),
        ]
    )
    for each in linkage.overlaps:
        click.echo(
            f"On {each.lists[0]} and {each.lists[1]} both: {each.middle:,} people, {each.low:,} to {each.high:,} ({100 * each.level:.0f} % interval)."
        )
    for note in linkage.notes:
        click.echo(note, err=True)


@link_command.command("review")
@click.argument("paths", metavar="FILE FILE...", nargs=-1, required=True)
@click.option(
    "--pairs", type=click.IntRange(min=1), default=100, show_default=True, help="How many pairs to draw."
)
@click.option("--reviewer", metavar="NAME", help="Who decides; whoever acts in cases if left out.")
@click.option(
    "--decisions",
    metavar="FILE",
    required=True,
    help="Verdicts are added here; another reviewer may use the same file.",
)
@clean_option
@seed_option
@column_option
@day_first_option
def review_pairs(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    paths: tuple[str, ...],
    pairs: int,
    reviewer: str | None,
    decisions: str,
    clean: tuple[str, ...],
    seed: int,
    columns: tuple[str, ...],
    day_first: bool | None,
) -> ExitCode:
    """Decide pairs drawn by stratum of score, without being told the score: two reviewers with one seed see the same pairs.

    \b
    Example:
      tollbook link review hospital.csv ministry.csv --decisions verdicts.jsonl --reviewer ana --pairs 200
    """
    tables = _named(paths, columns, day_first=day_first)
    model = _model(tables, clean, ())
    name = reviewer or acting()
    done = decided_by(_decisions(decisions), name)
    queue = [
        (pair, weight)
        for pair, weight in pairs_to_review(model, pairs, seed)
        if tuple(sorted((pair.left, pair.right))) not in done
    ]
    people = {
        RecordKey(list_name=each, id=record_id(record)): record
        for each, table in tables.items()
        for record in table.records
    }
    click.echo(f"{len(queue)} pairs to decide. {_HELP}")
    with Path(decisions).open("a", encoding="utf-8") as stream:
        for number, (pair, weight) in enumerate(queue, start=1):
            verdict = _asked(number, len(queue), pair, people, len(done))
            if verdict is None:
                break
            if isinstance(verdict, Verdict):
                decision = PairDecision(
                    left=pair.left,
                    right=pair.right,
                    verdict=verdict,
                    reviewer=name,
                    decided_at=datetime.now(UTC),
                    stands_for=weight,
                )
                stream.write(f"{decision_line(decision)}\n")
                stream.flush()
    return ExitCode.DONE


def _asked(
    number: int, total: int, pair: LinkedPair, people: dict[RecordKey, PersonRecord], before: int
) -> Verdict | str | None:
    """Return the verdict on a pair; `later` to pass it by, None to end."""
    click.echo(f"\n{number} of {total}")
    both = [people[pair.left], people[pair.right]]
    for key, record in zip((pair.left, pair.right), both, strict=True):
        click.echo(f"  {key.list_name}: {person_words(record)}")
    while True:
        answer = click.prompt("x/n/u/d/l/h/q", prompt_suffix=" ").strip().casefold()
        if answer in KEYS:
            return KEYS[answer]
        if answer == "q":
            return None
        if answer == "d":
            return "later"
        if answer == "l":
            for record in both:
                click.echo(f"  {romanised(person_words(record))}")
        elif answer == "h":
            click.echo(f"  You decided {before} pairs before and passed {number - 1} now.")
        else:
            click.echo(f"  {_HELP}")


@link_command.command("explain")
@click.argument("paths", metavar="FILE FILE...", nargs=-1, required=True)
@click.option("--left", type=int, required=True, help="Row of the record in the first file.")
@click.option("--right", type=int, required=True, help="Row of the record in the last file.")
@clean_option
@decisions_option
@column_option
@day_first_option
@json_option
def explain_pair(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    paths: tuple[str, ...],
    left: int,
    right: int,
    clean: tuple[str, ...],
    decisions: str | None,
    columns: tuple[str, ...],
    day_first: bool | None,
    as_json: bool,
) -> ExitCode:
    """Tell why two records scored as they did: what each comparison found and added, as words and as bars.

    \b
    Example:
      tollbook link explain hospital.csv ministry.csv --left 12 --right 40
    """
    tables = _named(paths, columns, day_first=day_first)
    names = list(tables)
    model = _model(tables, clean, _decisions(decisions))
    steps = explanation(
        model,
        RecordKey(list_name=names[0], id=f"row {left}"),
        RecordKey(list_name=names[-1], id=f"row {right}"),
    )
    if not steps:
        click.echo(
            f"Row {left} of {names[0]} and row {right} of {names[-1]} share too little to be compared: no blocking rule brings them together."
        )
        return ExitCode.SOME_FAILED
    if as_json:
        print_json(
            [
                {
                    "what": step.what,
                    "words": step.words,
                    "match_weight_bits": round(step.match_weight_bits, 3),
                }
                for step in steps
            ]
        )
        return ExitCode.DONE
    total = 0.0
    rows = []
    for step in steps:
        total += step.match_weight_bits
        bar = ("+" if step.match_weight_bits > 0 else "-") * round(abs(step.match_weight_bits) / _BAR_BITS)
        rows.append([step.what, step.words, f"{step.match_weight_bits:+.1f}", f"{total:+.1f}", bar])
    print_table(
        ["compared", "found", "bits", "so far", "one sign is a factor of two"], rows, right=["bits", "so far"]
    )
    click.echo(f"Probability that they are one person: {1 / (1 + 2.0**-total):.3f}")
    return ExitCode.DONE
