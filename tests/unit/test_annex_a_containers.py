"""What authorities send: kinds of workbook, folders and zips, and CSV in any encoding and separator."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from sampling.caseload.annex_a import containers
from sampling.caseload.annex_a.importer import read
from sampling.errors import FileError
from tests.unit.annex_a_binary import ole, xls, xlsb
from tests.unit.annex_a_good import good, sheet
from tests.unit.annex_a_workbooks import CENSUS, Cell, found, make, make_ods

Texts = Sequence[Sequence[str]]


def texts(number: int, *children: str, **cells: str) -> Texts:
    """A list as texts, one row a child."""
    rows = sheet(number, *[{"child_id": child, **cells} for child in children])

    def text(cell: Cell) -> str:
        return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)

    return [[text(cell) for cell in row] for row in rows]


def csv_of(rows: Texts, separator: str = ",") -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if separator in text or "\n" in text else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in rows)


def numbers(rows: Texts) -> list[list[str | float | None]]:
    return [[cell or None for cell in row] for row in rows]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods", "csv"])
def test_every_kind_gives_the_same_rows_whatever_its_name(tmp_path: Path, kind: str) -> None:
    rows = texts(3, "C1", "C2")
    path = tmp_path / "sent.dat"
    match kind:
        case "xlsx":
            make(path, {"List_3": rows})
        case "xls":
            xls(path, "List_3", numbers(rows))
        case "xlsb":
            xlsb(path, "List_3", numbers(rows))
        case "ods":
            make_ods(path, "List_3", rows)
        case _:
            path = tmp_path / "list 3.dat"
            path.write_text(csv_of(rows))
    result = read(path, CENSUS)
    assert [(row.child, row.row, row.day("referral_date")) for row in result.rows[3]] == [
        ("C1", 2, date(2024, 2, 5)),
        ("C2", 3, date(2024, 2, 5)),
    ]
    told = [problem.code for problem in result.problems]
    assert told == (["errors-not-told"] if kind in ("xls", "xlsb", "ods") else [])


def test_where_errors_cannot_be_told_from_blanks_it_is_said(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", "List_3", numbers(texts(3, "C1")), errors=[(1, 9)])
    result = read(path, CENSUS)
    assert "cannot be told from blanks" in found(result, "errors-not-told")[0].message
    assert found(result, "blank")[0].column == "J"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_is_read_in_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "list_3.csv"
    path.write_bytes(csv_of(texts(3, "C1", worker="Zoë Brânzaru"), separator).encode(encoding))
    result = read(path, CENSUS)
    assert result.rows[3][0].text("worker") == "Zoë Brânzaru"
    assert [p.code for p in result.problems] == (["encoding"] if encoding == "cp1252" else [])


def test_rows_of_a_csv_are_numbered_as_excel_shows_them(tmp_path: Path) -> None:
    rows = [list(row) for row in texts(3, "C1", "C2", referral_date="31/02/2024")]
    rows[1][9] = "North\nand East"
    rows[1][5] = "05/02/2024"
    path = tmp_path / "list_3.csv"
    path.write_text("sep=;\r\n\r\n" + csv_of(rows, ";"), newline="")
    (problem,) = found(read(path, CENSUS), "bad-date")
    assert (problem.sheet, problem.row, problem.column) == ("list_3.csv", 4, "F")


def test_a_cell_with_the_other_separator_in_quotes_is_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "Referrals.csv"
    path.write_text(csv_of(texts(3, "C1", team="North, East; West"), ","), newline="")
    assert read(path, CENSUS).rows[3][0].text("team") == "North, East; West"


def test_a_folder_of_files_is_one_set_of_lists(tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    (folder / "later").mkdir(parents=True)
    (folder / "list_1.csv").write_text(csv_of(texts(1, "C1")))
    (folder / "later" / "list 3.csv").write_text(csv_of(texts(3, "C1"), ";"))
    make(folder / "rest.xlsx", {"List_4": sheet(4, {})})
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7 dear all")
    (folder / "vale.ilacs").write_bytes(csv_of(texts(3, "C2")).encode())
    (folder / "old.db").write_bytes(b"SQLite format 3\0" + bytes(99))
    (folder / ".DS_Store").write_bytes(b"\0\1")
    (folder / "~$rest.xlsx").write_bytes(b"lock")
    result = read(folder, CENSUS)
    assert [(report.list, report.sheet) for report in result.lists] == [
        (1, "list_1.csv"),
        (3, "later/list 3.csv"),
        (4, "rest.xlsx: List_4"),
    ]
    others = {p.message.split()[0]: p.message for p in found(result, "other-file")}
    assert set(others) == {"letter.pdf", "old.db", "vale.ilacs"}
    assert "an inspection or another database" in others["vale.ilacs"]
    assert "an inspection or another database" in others["old.db"]


def test_a_zip_of_csv_is_read_without_being_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    outside = tmp_path.parent / "escaped_list_3.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/list_1.csv", csv_of(texts(1, "C1")))
        archive.writestr(f"../{outside.name}", csv_of(texts(3, "C1")))
        archive.writestr("__MACOSX/a/._list_1.csv", b"\0\0\0")
    result = read(path, CENSUS)
    assert [report.list for report in result.lists] == [1, 3]
    assert not outside.exists()


def test_one_list_in_two_files_is_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "2023 list_1.csv").write_text(csv_of(texts(1, "C1")))
    (tmp_path / "2024 list_1.csv").write_text(csv_of(texts(1, "C2")))
    result = read(tmp_path, CENSUS)
    (problem,) = found(result, "list-twice")
    assert "'2023 list_1.csv' is read, '2024 list_1.csv' is not" in problem.message
    assert not result.ok


def test_a_zip_within_a_zip_is_said_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("list_3.csv", csv_of(texts(3, "C1")))
    path = tmp_path / "sent.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list_1.csv", csv_of(texts(1, "C1")))
        archive.writestr("more.zip", inner.getvalue())
    (problem,) = found(read(path, CENSUS), "other-file")
    assert problem.message == "more.zip is a zip within a zip; not read"


def test_folders_without_lists_and_with_too_many_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileError, match="holds no workbook and no CSV"):
        read(tmp_path)
    monkeypatch.setattr(containers, "MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"list_{number}.csv").write_text("x")
    with pytest.raises(FileError, match="over 3 files"):
        read(tmp_path)


def test_a_csv_with_a_quote_never_closed_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "list_3.csv"
    path.write_text(csv_of(texts(3, "C1")) + '"' + "x" * 2_000_000)
    with pytest.raises(FileError, match=r"list_3\.csv: is no sound CSV"):
        read(path, CENSUS)


def test_encrypted_workbooks_and_zips_are_told_by_their_content(tmp_path: Path) -> None:
    locked = ole(tmp_path / "a.xlsx", {"EncryptionInfo": b"x", "EncryptedPackage": b"y"})
    with pytest.raises(FileError, match="password-protected"):
        read(locked)
    ods = make_ods(tmp_path / "c.ods", "List_1", [["Child Unique ID"]])
    with zipfile.ZipFile(ods) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["META-INF/manifest.xml"] = b"<m:file-entry><m:encryption-data/></m:file-entry>"
    with zipfile.ZipFile(ods, "w") as archive:
        for name, content in {**parts, "content.xml": bytes(range(200))}.items():
            archive.writestr(name, content)
    with pytest.raises(FileError, match=r"c\.ods: is password-protected"):
        read(ods)
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list_1.csv", "x")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(FileError, match="password-protected"):
        read(path)


PAGE = b"\xef\xbb\xbf\r\n<HTML><body><table><tr><th>Child Unique ID</th></tr></table></body></HTML>"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(range(1, 255)) * 4


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("export.xls", PAGE, "is a web page or XML under another name"),
        ("report.xls", b"<div><table></table></div>", "is a web page or XML under another name"),
        ("archive.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "is a web page or XML"),
        ("old.xls", b'<?xml version="1.0"?><Workbook/>', "is a web page or XML under another name"),
        ("photo.xlsx", PICTURE, "is not a workbook (.xlsx, .xlsm, .xls, .xlsb or .ods) and not a CSV"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x10JFIF picture", "is not a workbook"),
        ("empty.xlsx", b"", "is empty"),
        ("blank.csv", b"\r\n \n", "is empty"),
    ],
)
def test_what_is_sent_by_mistake_is_one_line_that_says_what_it_is(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError) as refused:
        read(tmp_path / name)
    assert str(refused.value).startswith(f"{name}: {said}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("word/document.xml", "is a Word document"),
        ("ppt/slides/slide1.xml", "is a PowerPoint presentation"),
        ("Index/Tables/DataList.iwa", "is an Apple Numbers document; in Numbers, export it to Excel"),
    ],
)
def test_another_program_s_document_with_a_workbook_s_name_is_called_what_it_is(
    tmp_path: Path, part: str, said: str
) -> None:
    path = tmp_path / "lists.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<w:document>Dear all</w:document>")
    with pytest.raises(FileError) as refused:
        read(path)
    assert str(refused.value).startswith(f"lists.xlsx: {said}")
    both = tmp_path / "both.zip"
    with zipfile.ZipFile(both, "w") as archive:
        archive.write(path, "lists.xlsx")
        archive.writestr("list_1.csv", csv_of(texts(1, "C1")))
    (note,) = found(read(both, CENSUS), "other-file")
    assert note.message.startswith(f"lists.xlsx {said}")


@pytest.mark.parametrize("spoilt", ['"Ash Reed', '"a ""North', '"Ash Reed\nof the North'])
def test_a_quotation_mark_not_closed_before_the_next_row_swallows_no_child(
    tmp_path: Path, spoilt: str
) -> None:
    path = tmp_path / "list_3.csv"
    good = csv_of(texts(3, "C1", "C2", "C3"))
    first = good.index("Ash Reed")
    path.write_text(good[:first] + spoilt + good[first + len("Ash Reed") :])
    with pytest.raises(FileError, match="a quotation mark in row 2 is not closed before the next row"):
        read(path, CENSUS)


def test_a_text_of_several_lines_in_quotation_marks_is_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "list_3.csv"
    path.write_text(csv_of(texts(3, "C1", "C2")).replace("Ash Reed", '"Ash Reed,\nof the ""North"""', 1))
    assert [row.text("worker") for row in read(path, CENSUS).rows[3]] == [
        'Ash Reed, of the "North"',
        "Ash Reed",
    ]


def test_headers_alone_of_a_good_list_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "list_3.csv"
    path.write_text(",".join(good(3)) + "\n")
    assert found(read(path, CENSUS), "no-rows")[0].sheet == "list_3.csv"
