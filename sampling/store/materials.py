"""Case material: documents and entries of drawn cases, written into the file at the draw.

A later version of the program, or of the synthetic data, cannot change what was read.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sampling.caseload.casefile import Document, Entry, Material, Person, TimescaleCheck, WorkerSpell
from sampling.findings.events import canonical_json, digest
from sampling.store import content


class Materials:
    """The material of drawn cases in one opened inspection file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read and write over this connection."""
        self._connection = connection

    def supply(self, child: str, documents: Iterable[Document]) -> None:
        """Keep documents that came with the lists, until their child is drawn."""
        for place, document in enumerate(documents, start=1):
            body = canonical_json(_plain(asdict(document)))
            sha256 = content.keep(self._connection, "document", body)
            self._connection.execute(
                "INSERT OR REPLACE INTO supplied_document VALUES (?, ?, ?)", (child, place, sha256)
            )

    def keep(self, case_id: str, child: str, material: Material) -> None:
        """Write a drawn case's material, unless an earlier draw did."""
        if self._connection.execute("SELECT 1 FROM material WHERE case_id = ?", (case_id,)).fetchone():
            return
        whole = replace(material, documents=material.documents + self._supplied(child))
        sha256 = content.keep(self._connection, "material", to_text(whole))
        self._connection.execute("INSERT INTO material VALUES (?, ?)", (case_id, sha256))

    def fetch(self, case_id: str) -> Material:
        """A case's material; empty where there is none."""
        row = self._connection.execute("SELECT sha256 FROM material WHERE case_id = ?", (case_id,)).fetchone()
        return from_text(content.fetch(self._connection, row[0])) if row else Material()

    def digest(self, cases: Iterable[str]) -> str:
        """One digest over the material of these cases, as the draw's event names it."""
        known: Mapping[str, str] = dict(self._connection.execute("SELECT case_id, sha256 FROM material"))
        return digest("".join(f"{case} {known.get(case, '')}\n" for case in sorted(cases)))

    def supplied_digest(self) -> str:
        """One digest over the documents that came with the lists, as the import's event names it."""
        hasher = hashlib.sha256()
        for row in self._connection.execute(
            "SELECT child, place, sha256 FROM supplied_document ORDER BY child, place"
        ):
            hasher.update(f"{canonical_json(list(row))}\n".encode())
        return hasher.hexdigest()

    def _supplied(self, child: str) -> tuple[Document, ...]:
        rows = self._connection.execute(
            "SELECT sha256 FROM supplied_document WHERE child = ? ORDER BY place", (child,)
        )
        return tuple(_document(json.loads(content.fetch(self._connection, sha))) for (sha,) in rows)


def to_text(material: Material) -> str:
    """Material as canonical JSON."""
    return canonical_json(_plain(asdict(material)))


def from_text(text: str) -> Material:
    """Material read back from its JSON."""
    data = json.loads(text)
    return Material(
        tuple(_entry(item) for item in data["entries"]),
        tuple(_document(item) for item in data["documents"]),
        tuple(Person(**item) for item in data["network"]),
        tuple(
            WorkerSpell(item["worker"], item["role"], _day(item["start"]), _day(item["end"]))
            for item in data["workers"]
        ),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _document(item: dict[str, Any]) -> Document:
    return Document(**{**item, "day": _day(item["day"])})


def _entry(item: dict[str, Any]) -> Entry:
    check = item["timescale"]
    timescale = TimescaleCheck(**{**check, "due": _day(check["due"])}) if check else None
    return Entry(**{**item, "day": _day(item["day"]), "timescale": timescale})
