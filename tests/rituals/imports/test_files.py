"""Files as other tools write them, and files that can't be read."""

from pathlib import Path

import pytest

from rituals.imports.files import open_source
from rituals.imports.problems import CantImport

TEXT = "texte;auteur\nL’été, c’est « trop » cher à 45 €;Zoé\nDéjà vu…;Noël\n"


def opened(path: Path, content: bytes, encoding: str | None = None) -> tuple[str, str, list[tuple[str, ...]]]:
    path.write_bytes(content)
    source = open_source(path, lambda name: name in ("text", "texte", "author", "auteur"), encoding)
    return source.encoding, source.separator, [row.cells for row in source.rows()]


ROWS = [("L’été, c’est « trop » cher à 45 €", "Zoé"), ("Déjà vu…", "Noël")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings_are_recognised(tmp_path: Path, written: str, read: str) -> None:
    assert opened(tmp_path / "f.csv", TEXT.encode(written)) == (read, ";", ROWS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path: Path, separator: str, end: str) -> None:
    content = end.join([f"text{separator}author", f'"a{separator}b"{separator}Ann', ""])
    assert opened(tmp_path / "f.csv", content.encode()) == ("utf-8", separator, [(f"a{separator}b", "Ann")])


def test_a_separator_that_excel_names(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("sep=;\ntext;author\na,b;Ann\n")
    source = open_source(path, lambda name: False)
    assert (source.separator, [(row.line, row.cells) for row in source.rows()]) == (
        ";",
        [(3, ("a,b", "Ann"))],
    )


def test_known_columns_tell_the_separator(tmp_path: Path) -> None:
    content = b"text;author;a,b,c,d,e,f,g\nhello;Ann;x\n"
    assert opened(tmp_path / "f.csv", content)[1] == ";"


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text('\n\ntext,author\n"one\ntwo\nthree",Ann\n\n,\n"he said ""no""",Bob\n')
    source = open_source(path, lambda name: True)
    assert [(row.line, row.cells) for row in source.rows()] == [
        (4, ("one\ntwo\nthree", "Ann")),
        (9, ('he said "no"', "Bob")),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n \n\n", "is empty"),
        ("text\ncafé".encode("mac-roman"), "can't be told for certain"),
        ("text\nтекст про реестр".encode("cp1251"), "can't be told for certain"),
        ("text\nsé\n".encode() + b"\xc3\n", "can't be told for certain"),
        (b'text,author\n"open,Ann\nnext,Bob\n', "line 2: a quote"),
        (b'text,author\nfine,Ann\n"he said \\"no\\"",Bob\n', "line 3: something follows a closing quote"),
        (b'text\n"' + b"x" * 140_000 + b'"\n', "line 2: a cell has more than 131,072 characters"),
    ],
)
def test_what_cant_be_read_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    with pytest.raises(CantImport, match=words):
        for _ in open_source(path, lambda name: True).rows():
            pass


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "can't be read as utf-8"),
        ("klingon", "no encoding called 'klingon'"),
        ("hex", "no encoding"),
    ],
)
def test_an_encoding_that_somebody_names_wrongly(tmp_path: Path, encoding: str, words: str) -> None:
    with pytest.raises(CantImport, match=words):
        opened(tmp_path / "f.csv", "text\ncafé\n".encode("cp1252"), encoding)


def test_an_encoding_that_somebody_names(tmp_path: Path) -> None:
    assert opened(tmp_path / "f.csv", "text\ncafé\n".encode("mac-roman"), "mac-roman")[2] == [("café",)]
