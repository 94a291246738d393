"""An export opened in Datasette, in this process and without a socket: it browses, counts and searches."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from datasette.app import Datasette  # type: ignore[import-untyped]  # it says nothing of its types

from sampling.handover.declaration import declaration
from sampling.handover.export import export, metadata_path
from sampling.store import Inspection
from tests.small import SteppingClock
from tests.store.handover_world import World, build

README = Path(__file__).resolve().parent.parent.parent / "README.md"

PATIENT = {"num_sql_threads": 0, "sql_time_limit_ms": 60_000, "facet_time_limit_ms": 60_000}
"""One thread and long limits, so that a slow machine shows every facet too."""


class Opened:
    """A handover in Datasette.

    Attributes:
        name: the database's name there.
        world: what was handed over.
    """

    def __init__(self, datasette: Any, name: str, world: World) -> None:
        self._client = datasette.client
        self.name = name
        self.world = world

    async def page(self, path: str) -> str:
        """A page as a browser would get it."""
        answer = await self._client.get(f"/{self.name}{path}")
        assert answer.status_code == 200, (path, answer.text)
        return str(answer.text)

    async def json(self, path: str) -> dict[str, Any]:
        """The same as data."""
        found: dict[str, Any] = json.loads(await self.page(path))
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Opened]:
    folder = tmp_path_factory.mktemp("datasette")
    world = build(folder)
    out = folder / "findings.db"
    with Inspection.open(world.path, reader="anna", read_only=True, clock=SteppingClock()) as inspection:
        export(inspection, out, names=True)
    told = json.loads(metadata_path(out).read_text(encoding="utf-8"))
    datasette = Datasette([str(out)], metadata=told, settings=PATIENT)
    await datasette.invoke_startup()
    yield Opened(datasette, out.stem, world)
    for database in datasette.databases.values():
        database.close()


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_table_and_view_has_its_page_with_title_facets_and_meanings(opened: Opened) -> None:
    declared = declaration()
    for table in (*declared.tables, *declared.views):
        shown = await opened.page(f"/{table.name}?_size=2")
        assert table.title in shown
        assert shown.count("<dt>") >= len(table.columns), table.name
        data = await opened.json(f"/{table.name}.json?_size=0&_facet_size=max")
        assert set(table.facets) == set(data["facet_results"]), table.name
        assert data["columns"] == [column.name for column in table.columns]


async def test_facets_count_what_was_found(opened: Opened) -> None:
    data = await opened.json("/case_rating.json?_size=0")
    counted = {item["value"]: item["count"] for item in data["facet_results"]["rating"]["results"]}
    assert counted == {"strong": 1, "good": 1, "needs_improvement": 1}
    data = await opened.json("/judgement_evidence.json?_size=0&judgement=care_leavers")
    assert {item["value"] for item in data["facet_results"]["source"]["results"]} == {
        "case rating",
        "finding",
    }


async def test_search_finds_evidence_by_the_stem_of_a_word(opened: Opened) -> None:
    found = await opened.json("/finding.json?_search=visiting&_shape=objects")
    assert found["filtered_table_rows_count"] == 3
    assert all("was visited weekly" in row["evidence"] for row in found["rows"])
    assert (await opened.json("/finding.json?_search=zeppelin"))["filtered_table_rows_count"] == 0


async def test_keys_lead_on_and_show_the_name_of_what_they_lead_to(opened: Opened) -> None:
    area = await opened.page("/area?_size=5")
    assert f'<a href="/{opened.name}/judgement/care_leavers">' in area
    assert "The experiences and progress of care leavers" in area
    finding = await opened.page("/finding?_size=1")
    assert f'href="/{opened.name}/drawn_case/{opened.world.read[0]}"' in finding
    case = await opened.page(f"/drawn_case/{opened.world.read[0]}")
    assert f'/{opened.name}/finding?case={opened.world.read[0]}"' in case


async def test_the_readme_explains_every_table_and_column(opened: Opened) -> None:
    rows = (await opened.json("/readme.json?_shape=objects&_size=max"))["rows"]
    explained = {(row["table_name"], row["column_name"]) for row in rows if row["meaning"]}
    names = (await opened.json(".json"))["tables"]
    shown = [table for table in names if not table["hidden"]]
    assert {table["name"] for table in shown} == {table.name for table in declaration().tables}
    for table in shown:
        assert {(table["name"], column) for column in (None, *table["columns"])} <= explained


async def test_no_evidence_is_alive_on_a_page(opened: Opened) -> None:
    page = await opened.page("/finding?_search=quoted")
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


async def test_the_readmes_query_tells_which_findings_support_a_grade(opened: Opened) -> None:
    (query,) = re.findall(r"^```sql\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(query.splitlines()) <= 10
    rows = (await opened.json(f".json?{urlencode({'sql': query, '_shape': 'objects'})}"))["rows"]
    assert {row["grade"] for row in rows} == {"good"}
    assert {row["case"] for row in rows} == set(opened.world.read)
