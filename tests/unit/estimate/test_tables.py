from __future__ import annotations

import csv
import pickle

import pytest

from tollbook.errors import InvalidHistories
from tollbook.estimate.tables import histories_from_counts, histories_from_csv, histories_from_rows
from tollbook.model import CaptureHistories, HistoryCount

THREE = "A,B,C,count\n1,0,0,5\n0,1,0,4\n0,0,1,3\n1,1,0,2\n"
ADVICE = "Correct the table and read it again; nothing was estimated."


def message(text: str, **options: object) -> str:
    with pytest.raises(InvalidHistories) as caught:
        histories_from_csv(text, name="kesh.csv", **options)  # type: ignore[arg-type]  # options as a test gives them
    return str(caught.value)


def test_counts_of_histories_are_read_by_bits_of_the_lists_in_column_order() -> None:
    table = histories_from_csv(THREE)
    assert ("A", "B", "C") == table.lists
    assert {1: 5, 2: 4, 3: 2, 4: 3} == table.counts
    assert 14 == table.observed
    assert (7, 6, 3) == table.list_sizes


def test_rows_of_people_are_counted() -> None:
    table = histories_from_csv("A,B,sex\n1,0,f\n1,0,f\n0,1,m\n1,1,NA\n1,0,m\n")
    assert ("sex",) == table.covariates
    assert (
        HistoryCount(history=1, count=2, covariates=("f",)),
        HistoryCount(history=1, count=1, covariates=("m",)),
        HistoryCount(history=2, count=1, covariates=("m",)),
        HistoryCount(history=3, count=1, covariates=(None,)),
    ) == table.cells


def test_a_table_with_strata_keeps_a_history_once_for_each_stratum() -> None:
    table = histories_from_csv("A,B,region,count\n1,0,north,5\n1,0,south,6\n0,1,north,1\n1,1,south,2\n")
    assert {1: 11, 2: 1, 3: 2} == table.counts


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("opening", ["", "\ufeff"])
def test_separators_and_byte_order_marks_change_nothing(separator: str, opening: str) -> None:
    assert histories_from_csv(THREE) == histories_from_csv(opening + THREE.replace(",", separator))


@pytest.mark.parametrize("heading", ["count", "Freq", "N", "frequency"])
def test_the_column_of_counts_goes_by_several_names(heading: str) -> None:
    assert 14 == histories_from_csv(THREE.replace("count", heading)).observed


def test_a_column_of_zeros_and_ones_can_be_named_a_covariate() -> None:
    table = histories_from_csv("A,B,adult\n1,0,1\n0,1,0\n1,1,1\n", covariates=["adult"])
    assert (("A", "B"), ("adult",)) == (table.lists, table.covariates)


def test_lists_can_be_named_and_columns_left_out() -> None:
    text = "id,A,B,C,place\n1,1,0,1,Kesh\n2,0,1,0,Kesh\n"
    table = histories_from_csv(text, lists=["A", "B", "C"], covariates=[])
    assert (("A", "B", "C"), ()) == (table.lists, table.covariates)


def test_a_list_that_holds_nobody_is_left_out_with_a_note() -> None:
    table = histories_from_csv("A,X,B,count\n1,0,0,5\n0,0,1,4\n1,0,1,3\n0,1,0,0\n")
    assert (("A", "B"), {1: 5, 2: 4, 3: 3}) == (table.lists, table.counts)
    assert ('List "X" holds nobody and is left out.',) == table.notes


def test_zero_counts_are_not_kept() -> None:
    assert 3 not in histories_from_csv("A,B,count\n1,0,5\n0,1,4\n1,1,0\n").counts


def test_all_problems_are_raised_at_once_with_their_rows() -> None:
    text = "A,B,count\n1,0,-5\n2,1,4\n0,0,9\n1,1,3\n1,1,3\n1,1\n0,1,2.5\n"
    assert (
        'Cannot read kesh.csv: row 2: count is "-5", expected a whole number, 0 or more; '
        'row 3: A is "2", expected 0 or 1; '
        "row 4 is on no list (0 everywhere), expected at least one 1: those on no list are what is estimated; "
        "row 6 gives the history of row 5 a second time; "
        "row 7 has 2 cells, expected 3; "
        'row 8: count is "2.5", expected a whole number, 0 or more. ' + ADVICE
    ) == message(text)


def test_many_problems_are_cut_in_the_message_and_kept_as_data() -> None:
    rows = "".join(f"1,0,x{number}\n" for number in range(30))
    with pytest.raises(InvalidHistories) as caught:
        histories_from_csv(f"A,B,count\n{rows}")
    assert 30 == len(caught.value.problems)
    assert f"; and 10 more. {ADVICE}" in str(caught.value)


def test_an_empty_table_is_refused() -> None:
    assert f"Cannot read kesh.csv: it is empty, expected a header and rows. {ADVICE}" == message("\n\n")


def test_a_table_without_people_is_refused() -> None:
    assert f"Cannot read kesh.csv: nobody is on any list, expected at least one person. {ADVICE}" == message(
        "A,B,count\n1,0,0\n"
    )


def test_fewer_than_two_lists_are_refused() -> None:
    assert (
        "Cannot read kesh.csv: fewer than two lists hold anybody (A), "
        f"expected at least two columns of 0 and 1. {ADVICE}"
    ) == message("A,place,count\n1,Kesh,5\n1,Vel,4\n")


def test_headings_must_be_there_and_differ() -> None:
    assert (
        f'Cannot read kesh.csv: the heading "A" stands twice; column 3 has no heading. {ADVICE}'
    ) == message("A,A,\n1,0,1\n")


def test_columns_that_are_asked_for_must_exist() -> None:
    assert (f'Cannot read kesh.csv: there is no column "Z"; there are: A, B, C, count. {ADVICE}') == message(
        THREE, lists=["A", "Z"]
    )


def test_what_is_no_csv_is_refused() -> None:
    csv.field_size_limit(131_072)  # the limit is that of the process, and another part may have raised it
    assert message("A,B\n" + "1" * 200_000 + ",0\n").startswith(
        "Cannot read kesh.csv: row 2 is no CSV (field larger than field limit (131072))."
    )


def test_control_characters_of_cells_do_not_reach_the_screen() -> None:
    assert '"\\x1b[2J"' in message("A,B,count\n1,0,5\n0,1,\x1b[2J\n")


def test_a_long_cell_is_cut() -> None:
    assert f'count is "{"9x" * 20}…"' in message(f"A,B,count\n1,0,{'9x' * 400}\n0,1,2\n")


def test_bits_beyond_the_lists_are_refused() -> None:
    with pytest.raises(InvalidHistories) as caught:
        histories_from_counts(["A", "B"], {1: 2, 9: 1})
    assert f"Cannot read the table: history 9 has bits beyond the 2 lists. {ADVICE}" == str(caught.value)


def test_counts_and_rows_give_the_same_histories() -> None:
    assert histories_from_csv(THREE) == histories_from_counts(["A", "B", "C"], {1: 5, 2: 4, 4: 3, 3: 2})


def test_names_of_lists_are_kept_as_they_are() -> None:
    rows = [["1", "0"], ["0", "1"], ["1", "1"]]
    assert ("مستشفى", "Ministry <b>") == histories_from_rows(["مستشفى", "Ministry <b>"], rows).lists


def test_the_error_survives_the_way_out_of_a_worker_process() -> None:
    error = InvalidHistories("kesh.csv", ("row 2 is wrong",))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(error), error.problems) == (str(again), again.problems)


def test_histories_are_a_value() -> None:
    assert hash(histories_from_csv(THREE)) == hash(histories_from_csv(THREE))
    assert isinstance(histories_from_csv(THREE), CaptureHistories)
