"""Documents of every format that can be read, each with reports about invented places."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from docx import Document

REPORTS = (
    (
        "青禾市委常委会召开会议",
        "5月6日，青禾市委常委会召开会议，学习贯彻关于安全生产的重要指示精神，研究防汛工作。市委书记林远主持会议。\n"
        "会议指出，安全生产是民生大事，要压实责任。\n会议强调，要盯紧水库（shuǐ kù）、山塘，確保安全度汛。",
    ),
    (
        "青禾市政府召开常务会议",
        "6月9日，市长周岚主持召开青禾市政府第32次常务会议，审议《青禾市河道管理办法》，听取粮食收购情况汇报。\n"
        "会议要求，严肃查处侵占河道的行为。会议还研究了其他事项。",
    ),
    ("一周要闻", "4月1日，甲市委常委会召开会议，研究防汛。\n4月2日，甲市政府召开常务会议，研究抗旱。"),
    ("青禾市将办花展", "我市将于下月举办春季花展，欢迎前来参观。花展共设六个展区，展出花卉两百余种。"),
)


def rows() -> list[dict[str, str]]:
    return [
        {"编号": str(number), "标题": title, "正文": text, "发布时间": "2021-05-07", "来源": "青禾日报"}
        for number, (title, text) in enumerate(REPORTS)
    ]


def written(file: Path, reports: Iterable[Mapping[str, Any]]) -> Path:
    """The file, which must be .jsonl, with a report a line: an import reads lines without starting a process for it."""
    file.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports), encoding="utf-8")
    return file


def documents() -> dict[str, bytes]:
    """A document of each format by its suffix."""
    whole = "\n".join(f"{title}\n\n{text}\n" for title, text in REPORTS[:2])
    page = f"""<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{REPORTS[0][0]}">
        <title>青禾网</title></head><body><div class="nav"><a href="/">首页</a></div><div class="article">
        <h1>{REPORTS[0][0]}</h1>
        <p>发布时间：2021-05-07 08:15 来源：青禾日报</p>
        {"".join(f"<p>{line}</p>" for line in whole.splitlines())}</div>
        <script>alert(1)</script></body></html>"""
    frame = pd.DataFrame(rows())
    made = {
        ".txt": whole.encode("gb18030"),
        ".md": whole.encode(),
        ".html": page.encode(),
        ".htm": page.replace("utf-8", "gb2312").encode("gb18030"),
        ".docx": _word(),
        ".pdf": pdf(*whole.splitlines()),
        ".csv": _delimited(","),
        ".tsv": _delimited("\t"),
        ".json": json.dumps({"count": 4, "data": rows()}, ensure_ascii=False).encode(),
        ".jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in rows()).encode(),
    }
    for suffix, write in ((".xlsx", frame.to_excel), (".parquet", frame.to_parquet)):
        buffer = io.BytesIO()
        write(buffer, index=False)
        made[suffix] = buffer.getvalue()
    return made | {".zip": packed({f"报道{suffix}": data for suffix, data in made.items()})}


def packed(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def pdf(*lines: str) -> bytes:
    """A page of text in a font that needs no embedding, character codes in UCS-2."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T* " for line in lines)
    content = f"BT /F 12 Tf 14 TL 72 700 Td {shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 4>>>>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def _word() -> bytes:
    document, buffer = Document(), io.BytesIO()
    document.core_properties.title = REPORTS[0][0]
    for line in REPORTS[0][1].splitlines():
        document.add_paragraph(line)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "会议要求，要见成效。"
    document.save(buffer)
    return buffer.getvalue()


def _delimited(delimiter: str) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows()[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows())
    return buffer.getvalue().encode("utf-8-sig")


# A week's digest of two meetings, and the whole report of the first of them.
DIGEST = {
    "title": "甲县一周要闻",
    "published": "2024-04-14",
    "text": "县委常委会召开会议\n4月8日，县委书记林一舟主持召开县委常委会会议，研究春季防火工作，审议《甲县绿化方案》。"
    "会议指出，要压实防火责任，严格管理火源，加强巡查值守，让每一处山林都有人看、有人管。\n"
    "林一舟调研春耕生产\n4月10日，林一舟到青禾乡调研春耕，察看育秧大棚。\n"
    "县政府召开常务会议\n4月9日，县长江望主持召开县政府第35次常务会议，审议《甲县供水管理办法》，研究防火物资储备工作。"
    "会议强调，要保障供水安全，备足防火物资。",
}
FULL = {
    "title": "县委常委会召开会议",
    "published": "2024-04-09",
    "text": "4月8日，县委书记林一舟主持召开县委常委会会议，研究春季防火工作，审议《甲县绿化方案》。\n"
    "会议指出，要压实防火责任，严格管理火源，加强巡查值守，让每一处山林都有人看、有人管。要备足水泵水带，组建三支半专业队伍。\n"
    "会议审议了《甲县绿化方案》，强调要适地适树，让荒山尽快绿起来。",
}
