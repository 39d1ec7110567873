from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tollbook.errors import DamagedInput, EncryptedInput, InputTooLarge
from tollbook.model.document import Document, SourcePlace
from tollbook.model.limits import Limits
from tollbook.read import ReadOptions

Read = Callable[..., Document]
Make = Callable[..., bytes]
Paragraph = Callable[[str], str]


def test_paragraphs_are_parted_by_blank_lines_and_know_their_paths(
    read: Read, docx_of: Make, paragraph: Paragraph
) -> None:
    document = read(docx_of(paragraph("Two died.") + paragraph("") + paragraph("One was hurt.")))
    assert "Two died.\n\nOne was hurt." == document.text
    assert (
        SourcePlace(0, 9, "/w:document/w:body/w:p[1]"),
        SourcePlace(11, 24, "/w:document/w:body/w:p[3]"),
    ) == document.places


def test_runs_of_a_paragraph_are_joined_with_their_breaks(read: Read, docx_of: Make) -> None:
    runs = (
        "<w:r><w:t>At least 14 </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>people</w:t><w:tab/><w:t>died</w:t></w:r>"
        "<w:r><w:br/><w:t>in Odra</w:t><w:noBreakHyphen/><w:t>Vel.</w:t></w:r>"
    )
    assert "At least 14 people died\nin Odra-Vel." == read(docx_of(f"<w:p>{runs}</w:p>")).text


def test_cells_of_a_row_are_parted_by_bars(read: Read, docx_of: Make, paragraph: Paragraph) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    table = f"<w:tbl>{row('Town', 'Killed')}{row('Kesh', '12')}</w:tbl>"
    document = read(docx_of(paragraph("Figures") + table + paragraph("Two died later.")))
    assert "Figures\n\nTown | Killed\n\nKesh | 12\n\nTwo died later." == document.text
    assert "/w:document/w:body/w:tbl/w:tr[2]/w:tc[2]/w:p" == document.places[4].locator


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_kept(read: Read, docx_of: Make) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>Nine</w:delText></w:r></w:del><w:ins><w:r><w:t>Ten</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r><w:r><w:t> died.</w:t></w:r></w:p>"
    )
    assert "Ten died." == read(docx_of(body)).text


def test_the_title_comes_from_the_properties(read: Read, docx_of: Make, paragraph: Paragraph) -> None:
    assert (
        "Flood  report".replace("  ", " ")
        == read(docx_of(paragraph("Two died."), title="Flood  report")).title
    )


def test_broken_properties_cost_only_the_title(read: Read, docx_of: Make, paragraph: Paragraph) -> None:
    document = read(docx_of(paragraph("Two died."), title="<broken"))
    assert (None, "Two died.") == (document.title, document.text)


def test_entities_are_refused(read: Read, docx_of: Make, paragraph: Paragraph) -> None:
    bomb = docx_of(paragraph("&b;"), head='<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>')
    with pytest.raises(DamagedInput) as caught:
        read(bomb, "a.docx")
    assert (
        "Cannot read a.docx: it is a Word document and cannot be taken apart (DTDForbidden). "
        "Fetch or copy it again, or save it again in Word."
    ) == str(caught.value)


def test_broken_xml_is_damage(read: Read, docx_of: Make) -> None:
    with pytest.raises(DamagedInput, match=r"\(ParseError\)"):
        read(docx_of("<w:p>"))


def test_broken_compression_is_damage(read: Read, docx_of: Make, paragraph: Paragraph) -> None:
    data = bytearray(docx_of(paragraph("Two people died in Kesh.")))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 20] = bytes(20)
    with pytest.raises(DamagedInput, match="cannot be taken apart"):
        read(bytes(data))


def test_a_part_over_the_size_limit_is_refused(read: Read, docx_of: Make, paragraph: Paragraph) -> None:
    data = docx_of(paragraph("Two people died in Kesh. " * 1000))
    with pytest.raises(InputTooLarge) as caught:
        read(data, "a.docx", options=ReadOptions(limits=Limits(input_bytes=4096)))
    assert (
        "Cannot read a.docx: word/document.xml unpacks to more than 16.0 KiB. "
        "Raise the limit with --max-size if you trust the file and it is not a decompression bomb."
    ) == str(caught.value)


def test_a_part_that_unpacks_to_hundreds_of_times_its_size_is_refused(
    read: Read, docx_of: Make, paragraph: Paragraph
) -> None:
    with pytest.raises(InputTooLarge, match="unpacks to more than"):
        read(docx_of(paragraph("0" * 8_000_000)))


def test_an_archive_with_a_password_says_so(read: Read, docx_of: Make, paragraph: Paragraph) -> None:
    data = bytearray(docx_of(paragraph("Two died.")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        offset = archive.getinfo("word/document.xml").header_offset
    data[offset + 6] |= 1
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[central + 8] |= 1
    with pytest.raises(EncryptedInput) as caught:
        read(bytes(data), "a.docx")
    assert "Cannot read a.docx: it needs a password. Save a copy without a password and read that." == str(
        caught.value
    )


def test_deep_nesting_is_no_danger(read: Read, docx_of: Make, paragraph: Paragraph) -> None:
    body = paragraph("Two died.") + "<w:sdt>" * 50_000 + paragraph("deep") + "</w:sdt>" * 50_000
    assert "Two died." == read(docx_of(body)).text
