from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest

from tollbook.errors import DamagedInput, EmptyInput, EncryptedInput, InputTooLarge
from tollbook.model.document import Document
from tollbook.model.limits import Limits
from tollbook.read import ReadOptions

Read = Callable[..., Document]
Make = Callable[..., bytes]


def _report(printed: Make, page: int, *lines: str) -> bytes:
    body = [(72, 700 - 12 * row, 10, line) for row, line in enumerate(lines)]
    return printed((72, 800, 8, "Arvenia Relief Office"), *body, (300, 30, 8, f"Page {page} of 2"))


@pytest.fixture(scope="session")
def report(pdf_of: Make, printed: Make) -> bytes:
    return pdf_of(
        _report(
            printed,
            1,
            "At least 14 people were killed and 31 injured when the river broke its bank near Kesh,",
            "the regional hospital said. More than 2,000 families had to leave the lower town and a",
            "spokes-",
        ),
        _report(
            printed,
            2,
            "man of the civil protection office said that forty-",
            "two people were still missing.",
        ),
        title="Flood of the Odra-Vel",
    )


def test_lines_of_a_paragraph_are_one_line_across_pages_and_split_words_are_whole(
    read: Read, report: bytes
) -> None:
    document = read(report)
    expected = (
        "Arvenia Relief Office\n\nAt least 14 people were killed and 31 injured when the river broke its bank near "
        "Kesh, the regional hospital said. More than 2,000 families had to leave the lower town and a spokesman of "
        "the civil protection office said that forty-two people were still missing.\n\nPage 1 of 2\n\n"
        "Arvenia Relief Office\n\nPage 2 of 2"
    )
    assert expected == document.text


def test_running_heads_and_page_numbers_are_furniture(read: Read, report: bytes) -> None:
    document = read(report)
    assert ["Arvenia Relief Office", "Page 1 of 2", "Arvenia Relief Office", "Page 2 of 2"] == [
        document.text[start:end] for start, end in document.furniture
    ]


def test_each_stretch_of_text_names_its_page(read: Read, report: bytes) -> None:
    document = read(report)
    by_words = {place.locator: document.text[place.start : place.end] for place in document.places}
    assert {"page 1", "page 2"} == set(by_words)
    second = next(place for place in document.places if "forty-two" in document.text[place.start : place.end])
    assert "page 2" == second.locator
    assert document.text[second.start :].startswith("man of the civil protection office")


def test_the_title_comes_from_the_information_of_the_file(read: Read, report: bytes) -> None:
    assert "Flood of the Odra-Vel" == read(report).title


def test_what_a_program_writes_for_want_of_a_title_is_no_title(
    read: Read, pdf_of: Make, printed: Make
) -> None:
    assert read(pdf_of(printed((72, 700, 10, "Two died.")), title="untitled")).title is None


def test_a_wider_gap_and_another_size_begin_a_paragraph(read: Read, pdf_of: Make, printed: Make) -> None:
    page = printed(
        (72, 700, 14, "Kesh"),
        (72, 684, 10, "Twelve people were killed in the town of"),
        (72, 672, 10, "Kesh on Monday, and nine people were hurt"),
        (72, 660, 10, "in the village on the other bank, police"),
        (72, 640, 10, "Nobody was missing, the police also said."),
    )
    assert (
        "Kesh\n\nTwelve people were killed in the town of Kesh on Monday, and nine people were hurt in the village on "
        "the other bank, police\n\nNobody was missing, the police also said."
    ) == read(pdf_of(page)).text


def test_a_pdf_with_an_empty_password_is_read(read: Read, report: bytes) -> None:
    assert "forty-two people" in read(_encrypted(report, user="", owner="secret")).text


def test_a_pdf_with_a_password_says_so(read: Read, report: bytes) -> None:
    with pytest.raises(EncryptedInput) as caught:
        read(_encrypted(report, user="secret", owner="secret"), "a.pdf")
    assert "Cannot read a.pdf: it needs a password. Save a copy without a password and read that." == str(
        caught.value
    )


def test_a_pdf_without_text_says_that_it_may_be_scanned(read: Read, pdf_of: Make) -> None:
    with pytest.raises(EmptyInput) as caught:
        read(pdf_of(b"0 0 10 10 re f"), "a.pdf")
    assert (
        "Cannot read a.pdf: none of its 1 pages holds text; they may be scanned. Run it through text recognition "
        "(OCR) first, for example with OCRmyPDF, and read the result."
    ) == str(caught.value)


def test_a_pdf_whose_fonts_name_no_letters_says_so(read: Read, pdf_of: Make) -> None:
    with pytest.raises(EmptyInput) as caught:
        read(pdf_of(b"BT /F1 10 Tf 72 700 Td (\\001\\002\\003\\004\\005\\006 \\007\\020) Tj ET"), "a.pdf")
    assert (
        "Cannot read a.pdf: its fonts do not say which letters they draw. Run it through text recognition (OCR) "
        "first, for example with OCRmyPDF, and read the result."
    ) == str(caught.value)


def test_a_broken_pdf_says_so(read: Read) -> None:
    with pytest.raises(DamagedInput) as caught:
        read(b"%PDF-1.4 and nothing more", "a.pdf")
    assert (
        "Cannot read a.pdf: it begins as a PDF and cannot be taken apart (PdfStreamError). "
        "Fetch or copy it again, or print it to a new PDF."
    ) == str(caught.value)


def test_a_page_that_cannot_be_read_is_noted_and_the_others_are_read(
    read: Read, report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = pypdf.PageObject.extract_text

    def failing(page: pypdf.PageObject, *args: object, **options: object) -> str:
        if page.page_number == 0:
            raise KeyError("/Font")
        return extract(page, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pypdf.PageObject, "extract_text", failing)
    document = read(report)
    assert ("Page 1 could not be read (KeyError).",) == document.notes
    assert "forty-two people" in document.text


def test_a_pdf_of_which_no_page_can_be_read_is_damaged(
    read: Read, report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*args: object, **options: object) -> str:
        raise RecursionError

    monkeypatch.setattr(pypdf.PageObject, "extract_text", failing)
    with pytest.raises(DamagedInput, match="RecursionError"):
        read(report)


def test_too_many_pages_name_the_limit(read: Read, report: bytes) -> None:
    with pytest.raises(InputTooLarge) as caught:
        read(report, "a.pdf", options=ReadOptions(limits=Limits(input_bytes=8192)))
    assert (
        "Cannot read a.pdf: it has 2 pages, over the limit of 1. "
        "Raise the limit with --max-size; one page is allowed for each 8 KiB of it."
    ) == str(caught.value)


def test_a_page_that_unpacks_to_too_much_is_refused(read: Read, pdf_of: Make, printed: Make) -> None:
    bomb = pdf_of(printed((72, 700, 10, "Two died.")) + b" " * 200_000)
    with pytest.raises(InputTooLarge) as caught:
        read(bomb, "a.pdf", options=ReadOptions(limits=Limits(input_bytes=100_000)))
    assert (
        "Cannot read a.pdf: page 1 unpacks to more than the limits for one PDF allow. "
        "Raise the limits with --max-size if you trust the file."
    ) == str(caught.value)


def test_pages_that_together_unpack_to_too_much_are_refused(read: Read, pdf_of: Make) -> None:
    pages = [b" " * 30_000] * 5
    with pytest.raises(InputTooLarge, match="page 4 unpacks"):
        read(pdf_of(*pages), options=ReadOptions(limits=Limits(input_bytes=200_000)))


def test_a_page_with_too_many_commands_is_refused(read: Read, pdf_of: Make) -> None:
    with pytest.raises(InputTooLarge, match="page 1 unpacks"):
        read(pdf_of(b"q Q " * 1000), options=ReadOptions(limits=Limits(input_bytes=32_000)))


def test_the_limits_of_the_library_are_left_as_they_were(read: Read, report: bytes) -> None:
    before = pypdf.get_configuration()
    read(report)
    assert before == pypdf.get_configuration()


def _encrypted(data: bytes, *, user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
