"""Columns by name, in both languages, and as somebody maps them."""

import pytest

from rituals.imports.columns import map_columns
from rituals.imports.problems import CantImport
from rituals.imports.signals import NAMES


def places(header: str, *maps: tuple[str, str]) -> dict[str, int]:
    return dict(map_columns(header.split(","), NAMES, "text", maps).places)


@pytest.mark.parametrize(
    "header",
    ["text,said_by,said_at", "Texte,AUTEUR,Créé le", "VERBATIM,said by,SaidAt", "message,dit_par,date"],
)
def test_names_are_known_whatever_their_spelling(header: str) -> None:
    assert places(header) == {"text": 0, "said_by": 1, "said_at": 2}


def test_unknown_columns_are_left_out_by_name() -> None:
    columns = map_columns(["text", "votes", "", "Score NPS"], NAMES, "text")
    assert columns.left_out == ("votes", "Score NPS")


def test_a_mapping_beats_a_name() -> None:
    assert places("title,text,body", ("title", "text"), ("body", "-")) == {"text": 0}
    assert places("Ce qu'il dit,client", ("CE QU'IL DIT", "Text")) == {"text": 0, "account": 1}


@pytest.mark.parametrize(
    ("header", "maps", "words"),
    [
        ("votes,score", [], "no column is the text; there are 'votes', 'score'"),
        ("text,body", [], "two columns are text: 'text' and 'body'; leave one out with --map 'body=-'"),
        ("text", [("nope", "text")], "there is no column 'nope'; there are 'text'"),
        ("text", [("text", "nope")], "'nope' is none of text, said_by"),
    ],
)
def test_a_header_that_does_not_fit(header: str, maps: list[tuple[str, str]], words: str) -> None:
    with pytest.raises(CantImport, match=words):
        places(header, *maps)
