"""Versions of a changelog, as people and as release-please write it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.markdown.changelog import Entry, entries

REAL = Path(__file__).parents[3] / "../shared/data/releases"

KEPT = """# Changelog
All notable changes are here.

## [Unreleased]
- Not yet

## [1.2.0] - 2026-11-20
### Added
- Search

```
## 9.9.9 is no heading
```

## 1.1.0
- Older

[1.2.0]: https://example.com/compare/1.1.0...1.2.0
"""
PLEASE = """# Changelog

## [2.0.0](https://example.com/compare/v1.9.0...v2.0.0) (2026-11-21)


### Features

* faster ([abc1234](https://example.com/commit/1.0.0))

### [1.9.1](https://example.com/compare/v1.9.0...v1.9.1) (2026-10-02)
"""


def test_as_people_keep_it() -> None:
    new, old = entries(KEPT)
    assert (new.version, new.title, new.day) == ("1.2.0", "1.2.0", date(2026, 11, 20))
    assert new.changes.startswith("### Added\n- Search")
    assert "9.9.9" in new.changes
    assert (old.version, old.day) == ("1.1.0", None)


def test_as_release_please_writes_it() -> None:
    major, patch = entries(PLEASE)
    assert (major.version, major.day) == ("2.0.0", date(2026, 11, 21))
    assert "### Features" in major.changes
    assert "1.9.1" not in major.changes
    assert (patch.version, patch.changes) == ("1.9.1", "")


@pytest.mark.parametrize(
    ("head", "version", "title", "day"),
    [
        ("## v4.2 – Faster search", "4.2", "v4.2 – Faster search", None),
        ("# 1.0.0-rc.1 (2026-01-02)", "1.0.0-rc.1", "1.0.0-rc.1", date(2026, 1, 2)),
        ("## Version 3.0.1, 2026-02-30", "3.0.1", "Version 3.0.1,", None),
        ("## 2026-11-20", None, None, None),
        ("## Security", None, None, None),
        ("## Upgrading from 1.9.0", None, None, None),
    ],
)
def test_headings(head: str, version: str | None, title: str | None, day: date | None) -> None:
    found = entries(f"{head}\n\n- x\n")
    assert found == ([Entry(version, title or "", day, "- x")] if version else [])


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    entries(text)


# Versions that each names, counted by hand with grep; one of healthchecks' is unreleased.
COUNTED = [("flagsmith", 319), ("supabase-auth", 81), ("healthchecks", 71), ("unleash", 357)]


@pytest.mark.skipif(not REAL.exists(), reason="real changelogs are not here")
@pytest.mark.parametrize(("name", "count"), COUNTED)
def test_real_ones_are_found_in_whole(name: str, count: int) -> None:
    assert len(entries((REAL / f"{name}-CHANGELOG.md").read_text(encoding="utf-8"))) == count
