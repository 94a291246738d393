"""Workbooks made to harm: one clear line each, nothing run, and neither memory nor time without end."""

import io
import re
import resource
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from sampling.caseload.annex_a import apart, archive
from sampling.caseload.annex_a.importer import ImportResult, read
from sampling.errors import FileError
from tests.unit.annex_a_binary import xls, xlsb
from tests.unit.annex_a_good import sheet
from tests.unit.annex_a_workbooks import CENSUS, found, make, make_ods, table

SHEET = "xl/worksheets/sheet1.xml"


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def rebuilt(path: Path, parts: dict[str, bytes]) -> Path:
    out = path.with_name(f"hostile-{path.name}")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return out


def workbook(tmp_path: Path) -> Path:
    return make(tmp_path / "lists.xlsx", {"List_1": sheet(1, {}, {})})


def refused(path: Path) -> str:
    with pytest.raises(FileError) as error:
        read(path, CENSUS)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(path.name)
    return str(error.value)


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_a_zip_bomb_that_states_its_size_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_INFLATED", 50_000_000)
    path = tmp_path / "bomb.xlsx"
    before = megabytes()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts_of(workbook(tmp_path)).items():
            if name != SHEET:
                book.writestr(name, data)
        with book.open(SHEET, "w", force_zip64=True) as out:
            for _ in range(60):
                out.write(b" " * 1_000_000)
    assert path.stat().st_size < 2_000_000
    assert "holds more than can be read" in refused(path)
    assert megabytes() - before < 100


def test_a_zip_bomb_that_lies_about_its_size_is_found_out(tmp_path: Path) -> None:
    good = workbook(tmp_path)
    parts = parts_of(good)
    real = parts[SHEET]
    path = rebuilt(good, {**parts, SHEET: real + b" " * 50_000_000})
    data = bytearray(path.read_bytes())
    # The table of contents says that the part is as long as before, and gives that part's checksum.
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    data[at + 16 : at + 20] = zlib.crc32(real).to_bytes(4, "little")
    data[at + 24 : at + 28] = len(real).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    before = megabytes()
    assert "is damaged" in refused(path)
    assert megabytes() - before < 100


def test_a_billion_laughs_are_not_begun(tmp_path: Path) -> None:
    good = workbook(tmp_path)
    laughs = '<!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";" * 1}{("&" + chr(97 + n) + ";") * 9}">'
        for n in range(9)
    )
    for name in ("xl/workbook.xml", SHEET):
        parts = parts_of(good)
        head, mark, rest = parts[name].partition(b"?>")
        parts[name] = head + mark + laughs.encode() + b"]>" + rest
        assert "declares an XML document type" in refused(rebuilt(good, parts))
    ods = make_ods(tmp_path / "a.ods", "List_1", [["a"]])
    parts = parts_of(ods)
    parts["content.xml"] = laughs.encode() + b"]>" + parts["content.xml"]
    assert "declares an XML document type" in refused(rebuilt(ods, parts))


@pytest.mark.parametrize("attribute", [b'count="4294967296"', b'uniqueCount = "4294967296"'])
def test_a_part_that_states_more_items_than_it_has_bytes_is_refused(tmp_path: Path, attribute: bytes) -> None:
    good = workbook(tmp_path)
    parts = parts_of(good)
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        b"<sst ", b"<sst " + attribute + b" "
    )
    assert "sharedStrings.xml' is damaged" in refused(rebuilt(good, parts))


def with_cells(path: Path, cells: bytes) -> Path:
    parts = parts_of(path)
    parts[SHEET] = parts[SHEET].replace(b"</row>", cells + b"</row>", 1)
    return rebuilt(path, parts)


@pytest.mark.parametrize("reference", [b"XFD1048576", b"ZZ300000", b"B1048576", b"AAA1048576"])
def test_a_stray_cell_out_of_its_order_is_found_before_it_is_laid_out(
    tmp_path: Path, reference: bytes
) -> None:
    stray = b'<c r="' + reference + b'"><v>1</v></c>'
    path = with_cells(workbook(tmp_path), stray)
    if reference == b"B1048576":
        result = read(path, CENSUS)  # a million rows of a narrow list are no harm
        assert [row.child for row in result.rows[1]] == ["C1", "C2"]
    else:
        assert "so far down or right" in refused(path)


def test_cells_that_do_not_say_where_they_stand_are_laid_out_apart(tmp_path: Path) -> None:
    good = workbook(tmp_path)
    parts = parts_of(good)
    parts[SHEET] = re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", parts[SHEET])
    result = read(rebuilt(good, parts), CENSUS)
    assert [row.child for row in result.rows[1]] == ["C1", "C2"]
    (said,) = [problem for problem in result.problems if problem.code == "errors-not-told"]
    assert said.severity == "note"
    assert "do not say where they stand" in said.message


def test_a_small_file_of_such_cells_that_stands_for_seventeen_thousand_million_is_refused(
    tmp_path: Path,
) -> None:
    good = workbook(tmp_path)
    parts = parts_of(good)
    wide = b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>"
    low = b'<row r="1048576"><c><v>1</v></c></row>'
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", wide + low + b"</sheetData>")
    before = megabytes()
    assert "too large" in refused(rebuilt(good, parts))
    assert megabytes() - before < 100


def test_attributes_in_single_quotes_tell_errors_too(tmp_path: Path) -> None:
    rows = table(1, {}, {"Contact Source": "#N/A"})
    good = make(tmp_path / "lists.xlsx", {"List_1": rows})
    parts = parts_of(good)
    parts[SHEET] = re.sub(rb'="([^"]*)"', rb"='\1'", parts[SHEET])
    (said,) = [p for p in read(rebuilt(good, parts), CENSUS).problems if p.code == "excel-error"]
    assert (said.row, said.column) == (3, "G")


def test_an_ods_that_repeats_a_row_a_million_times_is_refused(tmp_path: Path) -> None:
    ods = make_ods(tmp_path / "a.ods", "List_1", [["Child Unique ID", "x"], ["C1", "y"]])
    parts = parts_of(ods)
    for old, new in (
        (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="60000000">'),
        (b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="99999999" '),
    ):
        hostile = rebuilt(ods, {**parts, "content.xml": parts["content.xml"].replace(old, new)})
        assert "more than the 20,000,000 cells" in refused(hostile)


def test_empty_repeats_at_the_end_of_an_ods_are_usual(tmp_path: Path) -> None:
    rows = [
        [str(cell) for cell in row] for row in sheet(1, {"dob": "04/05/2015", "contact_date": "05/02/2024"})
    ]
    ods = make_ods(tmp_path / "a.ods", "List_1", rows)
    parts = parts_of(ods)
    tail = (
        b'<table:table-row table:number-rows-repeated="1048574">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", tail)
    assert [row.child for row in read(rebuilt(ods, parts), CENSUS).rows[1]] == ["C1"]


@pytest.mark.parametrize("kind", ["xls", "xlsb"])
def test_a_kind_that_can_bring_its_reader_down_is_read_apart(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "xls":
        xls(path, "List_1", [["Child Unique ID"]])
        data = path.read_bytes()
        number = (0x0204).to_bytes(2, "little") + (9 + 2 * 15).to_bytes(2, "little")
        assert number in data
        # The same cell in row 65,536 and column 65,536: four thousand million cells when laid out.
        at = data.index(number) + 4
        path.write_bytes(data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :])
    else:
        xlsb(path, "List_1", [["Child Unique ID"]], far=(1_000_000_000, 1_000_000))
    monkeypatch.setattr(apart, "MOST_MEMORY", 1_000_000_000)
    before = megabytes()
    refused(path)
    assert megabytes() - before < 100


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xls(tmp_path / "a.xls", "List_1", [["Child Unique ID"]])
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.001)
    assert "seconds to read" in refused(path)


def test_a_million_phantom_rows_cost_little_and_are_counted(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" t="str"><f>""</f><v></v></c></row>' % (n, n, n)
        for n in range(4, 250_004)
    )
    parts = parts_of(path)
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    result = read(rebuilt(path, parts), CENSUS)
    assert [row.child for row in result.rows[1]] == ["C1", "C2"]
    assert sum(problem.count for problem in found(result, "empty-rows")) in (0, 250_000)


def test_macros_and_links_are_said_and_left_alone(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    parts = parts_of(path)
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 Auto_Open"
    parts["xl/externalLinks/externalLink1.xml"] = b'<externalLink><ddeLink ddeService="cmd"/></externalLink>'
    result = read(rebuilt(path, parts), CENSUS)
    assert [(p.severity, p.code) for p in result.problems] == [("note", "macros"), ("note", "external-links")]
    assert len(result.rows[1]) == 2


def prefixed(path: Path) -> Path:
    """The workbook as programs write it that put a prefix before every name."""
    parts = parts_of(path)
    text = parts[SHEET].decode()
    text = text.replace("<worksheet xmlns=", "<x:worksheet xmlns:x=").replace("</worksheet", "</x:worksheet")
    for name in ("dimension", "sheetViews", "sheetView", "sheetFormatPr", "cols", "col", "sheetData", "row"):
        text = text.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        text = text.replace(f"</{name}>", f"</x:{name}>")
    for name in ("c", "v", "f", "pageMargins"):
        text = text.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        text = text.replace(f"</{name}>", f"</x:{name}>")
    return rebuilt(path, {**parts, SHEET: text.encode()})


def test_error_cells_are_told_where_names_have_prefixes_too(tmp_path: Path) -> None:
    result: ImportResult = read(
        prefixed(make(tmp_path / "a.xlsx", {"List_3": sheet(3, {}, {"team": "#N/A"})})), CENSUS
    )
    assert [(p.row, p.column) for p in found(result, "excel-error")] == [(3, "J")]


def test_an_archive_of_thousands_of_parts_and_one_of_twins_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path)
    twins = io.BytesIO()
    with zipfile.ZipFile(twins, "w") as book:
        for name, data in parts_of(path).items():
            book.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate name"):
            book.writestr(SHEET, b"<worksheet/>")
    (tmp_path / "twins.xlsx").write_bytes(twins.getvalue())
    assert "two parts of one name" in refused(tmp_path / "twins.xlsx")
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    assert "holds more than can be read" in refused(path)


def test_markup_and_formulas_in_cells_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("List_3")
    hostile = ("=cmd|' /C calc'!A0", "[red]x[/red]", "<b>&amp;</b>", "__import__('os')")
    cells = [{"child_id": f"C{n}", "worker": text} for n, text in enumerate(hostile)]
    for at, row in enumerate(
        sheet(3, *[{**cell, "referral_date": "05/02/2024", "dob": None} for cell in cells])
    ):
        for place, cell in enumerate(row):
            if cell is not None:
                page.write_string(at, place, str(cell))
    book.close()
    assert tuple(row.text("worker") for row in read(path, CENSUS).rows[3]) == hostile
