"""Values of every type as both formats write them."""

import json
from datetime import UTC, date, datetime
from io import StringIO

from rituals.exports.formats import Format, writer

ROW = {
    "nothing": None,
    "yes": True,
    "number": -5,
    "words": "-5 %",
    "instant": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    "day": date(2026, 11, 23),
    "facts": {"=a": ["é", 1]},
    "bytes": b"\x00\xff",
}


def written(kind: Format) -> str:
    file = StringIO()
    writer(kind, file, list(ROW)).write(ROW)
    return file.getvalue()


def test_csv() -> None:
    header, row = written(Format.CSV).splitlines()
    assert header == "\ufeff" + ",".join(ROW)
    assert row == """,true,-5,'-5 %,2026-11-23T09:30:00+00:00,2026-11-23,"{""=a"": [""é"", 1]}",00ff"""


def test_json_lines() -> None:
    assert json.loads(written(Format.JSON)) == ROW | {
        "instant": "2026-11-23T09:30:00+00:00",
        "day": "2026-11-23",
        "bytes": "00ff",
    }
