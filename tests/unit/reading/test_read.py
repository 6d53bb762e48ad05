"""What a reader of files gets. Every text here is invented."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from openpyxl import Workbook

from analysis.reading import SUFFIXES, Columns, read
from analysis.reading._decoding import decode
from analysis.records import RawReport, Reject
from tests.documents import documents, packed, pdf

TEXT = "云川市委常委会召开会议，研究防汛工作。\n会议强调，要压实责任。"


def reports(*paths: Path, columns: Columns | None = None) -> list[RawReport]:
    found = list(read(paths, columns=columns))
    assert all(isinstance(one, RawReport) for one in found), found
    return [one for one in found if isinstance(one, RawReport)]


def rejects(*paths: Path, columns: Columns | None = None) -> list[Reject]:
    return [one for one in read(paths, columns=columns) if isinstance(one, Reject)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [TEXT, "市政府常务会议召开", "会议指出要抓落实。", "Notice 2021: 会议"])
def test_simplified_text_in_any_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert reports(path) == [RawReport(source=str(path), text=text)]


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("text", ["雲川市委常委會召開會議，研究防汛工作。", "會議強調落實責任"])
def test_traditional_text_in_any_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_spoilt_byte_does_not_spoil_the_file() -> None:
    data = (TEXT * 20).encode()
    assert decode(data[:300] + b"\xff" + data[300:]).startswith(TEXT)


def test_markdown_keeps_its_headline_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 云川市召开会议\n\n会议指出。", encoding="utf-8")
    assert reports(path)[0].text.startswith("# 云川市召开会议")


ROWS = [
    {"编号": "7", "标题": "云川市召开会议", "正文": TEXT, "发布时间": "2023-05-06", "来源": "云川日报", "链接": "https://example.org/7"},
    {"编号": "8", "标题": "北湖县召开会议", "正文": '会议“审议”了,"草案"。', "发布时间": "", "来源": "", "链接": ""},
]  # fmt: skip


def assert_rows(found: list[RawReport]) -> None:
    first, second = found
    assert (first.title, first.text, first.published) == ("云川市召开会议", TEXT, "2023-05-06")
    assert (first.outlet, first.url, first.given_id) == ("云川日报", "https://example.org/7", "7")
    assert (second.text, second.published, second.outlet, second.url) == ('会议“审议”了,"草案"。', None, None, None)


@pytest.mark.parametrize(("suffix", "delimiter"), [(".csv", ","), (".csv", ";"), (".tsv", "\t")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_tables(tmp_path: Path, suffix: str, delimiter: str, encoding: str) -> None:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(buffer.getvalue().encode(encoding))
    assert_rows(reports(path))
    assert [one.source for one in reports(path)] == [f"{path}, row 2", f"{path}, row 3"]


def test_parquet_excel_and_json(tmp_path: Path) -> None:
    frame = pd.DataFrame(ROWS)
    frame.to_parquet(tmp_path / "a.parquet")
    frame.to_excel(tmp_path / "a.xlsx", index=False)
    (tmp_path / "array.json").write_text(json.dumps(ROWS), encoding="utf-8")
    (tmp_path / "object.json").write_text(json.dumps({"count": 2, "data": ROWS}, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("\n\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    for name in ("a.parquet", "a.xlsx", "array.json", "object.json", "a.jsonl"):
        assert_rows(reports(tmp_path / name))
    assert reports(tmp_path / "a.jsonl")[1].source == f"{tmp_path / 'a.jsonl'}, line 3"
    assert reports(tmp_path / "a.xlsx")[0].source == f"{tmp_path / 'a.xlsx'}, sheet Sheet1, row 2"
    assert reports(tmp_path / "array.json")[1].source == f"{tmp_path / 'array.json'}, record 2"


def test_times_and_numbers_of_typed_tables_become_text(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": [7], "text": [TEXT], "published": [datetime(2023, 5, 6, 8, 15)]})
    frame.to_parquet(tmp_path / "a.parquet")
    found = reports(tmp_path / "a.parquet")[0]
    assert (found.given_id, found.published) == ("7", "2023-05-06 08:15:00")


def test_columns_by_other_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n云川市召开会议,会议指出。\n", encoding="utf-8")
    (reject,) = rejects(path)
    assert "甲, 乙" in reject.reason
    assert "正文" in reject.remedy
    (found,) = reports(path, columns=Columns(text="乙", title="甲"))
    assert (found.title, found.text) == ("云川市召开会议", "会议指出。")
    (reject,) = rejects(path, columns=Columns(text="丙"))
    assert "丙" in reject.reason
    assert "甲, 乙" in reject.reason


def test_a_bad_row_or_line_costs_itself_alone(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("title,text\n甲,会议指出。\n乙,\n\n丙,会议强调。\n", encoding="utf-8")
    lines = tmp_path / "b.jsonl"
    lines.write_text(
        '{"text": "会议指出。"}\n{"text": \n[1]\n{"title": "无正文"}\n{"text": "会议强调。"}\n', encoding="utf-8"
    )
    found = list(read([table, lines]))
    assert [one.text for one in found if isinstance(one, RawReport)] == ["会议指出。", "会议强调。"] * 2
    places = [one.source for one in found if isinstance(one, Reject)]
    assert places == [f"{table}, row 3", f"{lines}, line 2", f"{lines}, line 3", f"{lines}, line 4"]


def test_a_lone_surrogate_in_json_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "会议\\ud800指出。"}', encoding="utf-8")
    reports(path)[0].text.encode("utf-8")


PAGE = """<!doctype html><html lang="zh"><head><meta charset="{charset}"><title>云川市召开会议_云川政府网</title>
<meta name="ArticleTitle" content="云川市召开会议"><meta name="PubDate" content="2023-05-06 08:15">
<meta name="ContentSource" content="云川日报"></head><body>
<nav><a href="/">首页</a> <a href="/news">新闻</a></nav>
<article><h1>云川市召开会议</h1>{paragraphs}</article>
<footer>版权所有 云川市人民政府 联系我们 网站地图</footer><script>alert("x")</script></body></html>"""
PARAGRAPHS = [f"会议指出，第{n}项防汛工作要压实责任，做好堤防巡查和物资储备，确保群众平安度汛。" for n in range(1, 8)]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_saved_page(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.html"
    page = PAGE.format(charset=charset, paragraphs="".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    path.write_bytes(page.encode(charset))
    (found,) = reports(path)
    assert (found.title, found.published, found.outlet) == ("云川市召开会议", "2023-05-06 08:15", "云川日报")
    assert all(paragraph in found.text for paragraph in PARAGRAPHS)
    assert "网站地图" not in found.text
    assert "alert" not in found.text


def test_a_page_that_states_its_date_in_the_open(tmp_path: Path) -> None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    head = "<h1>云川市召开会议</h1><div>发布时间：2023-05-06 08:15 来源：云川发布</div>"
    path = tmp_path / "a.htm"
    path.write_text(f"<html><body>{head}<div class='content'>{body}</div></body></html>", encoding="utf-8")
    (found,) = reports(path)
    assert (found.published, found.outlet) == ("2023-05-06 08:15", "云川发布")


def test_word(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = "云川市召开会议"
    document.add_paragraph("会议指出，要压实责任。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "甲", "乙"
    document.add_paragraph("会议强调，要见成效。")
    document.save(str(tmp_path / "a.docx"))
    (found,) = reports(tmp_path / "a.docx")
    assert found.text == "会议指出，要压实责任。\n甲\t乙\n会议强调，要见成效。"
    assert found.title == "云川市召开会议"


def test_pdf_joins_the_lines_that_the_page_broke(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf(
            "云川市召开会议",
            "会议指出，各级要把防汛责任压实到岗到人，确",
            "保安全度汛。",
            "会议强调，要见成效。",
            "- 1 -",
        )
    )
    (found,) = reports(path)
    assert found.text == "云川市召开会议\n会议指出，各级要把防汛责任压实到岗到人，确保安全度汛。\n会议强调，要见成效。"


def test_a_pdf_of_pictures_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    (reject,) = rejects(path)
    assert "OCR" in reject.remedy


@pytest.mark.parametrize("suffix", [s for s in SUFFIXES if s not in (".txt", ".md", ".html", ".htm", ".csv", ".tsv")])
def test_a_damaged_file_is_one_reject_and_reading_goes_on(tmp_path: Path, suffix: str) -> None:
    bad = tmp_path / f"a{suffix}"
    bad.write_bytes(b"\x00\x01\x02 no such format \xff\xfe" * 20)
    good = tmp_path / "b.txt"
    good.write_text(TEXT, encoding="utf-8")
    first, last = read([bad, good])
    assert isinstance(first, Reject)
    assert first.source.startswith(str(bad))
    assert first.remedy
    assert isinstance(last, RawReport)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_is_no_report(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"")
    assert not [one for one in read([path]) if isinstance(one, RawReport)]


def test_folders_are_read_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "a/1.txt",
        ".git/x.txt",
        "a/.hidden.txt",
        "a/~$1.docx",
        "__MACOSX/1.txt",
        "p_files/ad.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "Thumbs.db").write_bytes(b"\0")
    (tmp_path / "old.doc").write_bytes(b"\0")
    (tmp_path / "p.htm").write_text(f"<html><body><p>{'</p><p>'.join(PARAGRAPHS)}</p></body></html>", encoding="utf-8")
    found = list(read([tmp_path]))
    names = [Path(one.source).relative_to(tmp_path).as_posix() for one in found]
    assert names == ["a/1.txt", "b/2.txt", "old.doc", "p.htm"]
    (reject,) = (one for one in found if isinstance(one, Reject))
    assert ".docx" in reject.remedy


def test_a_named_file_of_an_unknown_kind_and_a_missing_one(tmp_path: Path) -> None:
    picture = tmp_path / "a.jpg"
    picture.write_bytes(b"\xff\xd8")
    first, second = rejects(picture, tmp_path / "none.txt")
    assert ".jpg" in first.reason
    assert "no such file" in second.reason


def test_archives_within_archives_and_names_in_gbk(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("表.csv", f"正文\n{TEXT.splitlines()[0]}\n".encode("gb18030"))
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("NAME.txt", TEXT)
        archive.writestr("__MACOSX/._1.txt", b"\0")
        archive.writestr("notes.doc", b"\0")
    # Chinese Windows wrote names in GBK, where zipfile writes UTF-8 and says so: put such a name in by hand.
    path.write_bytes(path.read_bytes().replace(b"NAME.txt", "会议.txt".encode("gbk")))
    found = {one.source.removeprefix(f"{path}/"): one for one in read([path])}
    assert isinstance(found["inner.zip/表.csv, row 2"], RawReport)
    assert isinstance(found["会议.txt"], RawReport)
    assert isinstance(found["notes.doc"], Reject)
    assert len(found) == 3


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(100):
            member.write(b"\0" * (1 << 20))
    (reject,) = read([path])
    assert isinstance(reject, Reject)
    assert "unpack" in reject.reason


def test_sheets_without_reports_stand_aside(tmp_path: Path) -> None:
    workbook = Workbook()
    first = workbook.active
    assert first is not None
    first.append(["说明", "无"])
    second = workbook.create_sheet("数据")
    second.append([None, None])
    second.append(["标题", "正文"])
    second.append(["云川市召开会议", TEXT])
    workbook.save(tmp_path / "a.xlsx")
    (found,) = reports(tmp_path / "a.xlsx")
    assert found.source.endswith("sheet 数据, row 3")


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "会议{n}。"}}\n' for n in range(1000)), encoding="utf-8")
    stream = read([path, tmp_path / "none.txt"])
    assert isinstance(next(stream), RawReport)
    stream.close()


def test_a_real_stream_comes_whole(shared: Path) -> None:
    assert len(reports(shared / "corpus" / "central_readouts.jsonl")) == 1327


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"%PDF-1.7\n", "PDF"),
        ("a.csv", b"PK\x03\x04rest", "zip archive or an Office"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "older Office"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.pdf", b"PK\x03\x04rest", "zip archive"),
        ("a.json", b"\x7fELF\x02\x01", "program"),
    ],
)
def test_a_file_of_another_kind_than_its_name_says_is_refused(
    tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (reject,) = rejects(tmp_path / name)
    assert kind in reject.reason


def test_a_text_longer_than_any_report_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.reading._limits.LONGEST_TEXT", 1000)
    (tmp_path / "a.txt").write_text(TEXT * 100, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(f'{{"text": "{"会" * 1001}"}}\n{{"text": "会议。"}}\n', encoding="utf-8")
    found = list(read([tmp_path]))
    assert [isinstance(one, Reject) for one in found] == [True, True, False]
    assert "1,001 characters" in found[1].reason  # type: ignore[union-attr]


def test_a_line_without_end_costs_itself_alone_and_is_never_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("_limits", "structured", "delimited"):
        monkeypatch.setattr(f"analysis.reading.{module}.LONGEST_LINE", 5000)
    long = '{"text": "' + "会" * 20_000 + '"}'
    (tmp_path / "a.jsonl").write_text(f'{{"text": "一。"}}\n{long}\n{{"text": "二。"}}\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"正文\n一。\n{'会' * 20_000}\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("正文" * 20_000, encoding="utf-8")
    found = list(read([tmp_path]))
    assert [one.text if isinstance(one, RawReport) else "-" for one in found] == ["一。", "-", "二。", "一。", "-", "-"]
    assert all("characters" in one.reason for one in found if isinstance(one, Reject))


def test_json_nested_without_end_costs_itself_alone(tmp_path: Path) -> None:
    deep = '{"text": ' + "[" * 50_000 + "]" * 50_000 + "}"
    half = '{"text": ' + "[" * 900 + "]" * 900 + "}"
    (tmp_path / "a.jsonl").write_text(f'{deep}\n{half}\n{{"text": "二。"}}\n', encoding="utf-8")
    (tmp_path / "b.json").write_text(deep, encoding="utf-8")
    *_, last, whole = read([tmp_path])
    assert isinstance(last, RawReport)
    assert last.text == "二。"
    assert isinstance(whole, Reject)
    assert whole.source == str(tmp_path / "b.json")


def test_a_table_of_ten_thousand_columns_is_read(tmp_path: Path) -> None:
    names = ["正文", *(f"列{n}" for n in range(10_000))]
    row = ["会议指出。", *("," for _ in range(10_000))]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, row, row])
    assert [one.text for one in reports(tmp_path / "a.csv")] == ["会议指出。"] * 2


def test_entities_that_grow_without_end_do_not(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "会议">{entities}]>'
    made = documents()
    for suffix, member in ((".docx", "word/document.xml"), (".xlsx", "xl/worksheets/sheet1.xml")):
        with zipfile.ZipFile(io.BytesIO(made[suffix])) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        body = re.sub(r"^<\?xml.*?\?>", "", members[member].decode())
        named = re.sub(r"(<(?:w:)?[tv]>)", r"\1&e11;", body, count=1)
        assert named != body
        members[member] = (bomb + named).encode()
        (tmp_path / f"a{suffix}").write_bytes(packed(members))
        found = list(read([tmp_path / f"a{suffix}"]))
        assert sum(len(one.text) for one in found if isinstance(one, RawReport)) < 10_000


def test_a_member_named_out_of_the_archive_stays_a_name(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(packed({"../../out.txt": "会议。".encode(), "/abs.txt": "会议。".encode()}))
    assert len(list(read([tmp_path / "in"]))) == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_a_file_of_nothing_that_is_named_pdf_is_refused_without_a_search(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes(3000) + b"%PDF-1.7")
    (found,) = rejects(path)
    assert "no PDF document" in found.reason
