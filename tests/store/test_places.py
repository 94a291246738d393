"""Places that are risky for case files are known, by mount or by name, and said on opening."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from sampling.store import Inspection, place_risk
from tests.small import OneDocument, make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make(tmp_path / "a.ilacs")
    with Inspection.open(made, reader="anna", rolling=False) as inspection:
        inspection.draws.draw("leaving_care", 4, "31415926", documents=OneDocument())
    return made


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/team\\040share cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/anna/local ext4 rw 0 0
C:\\134 /mnt/c 9p rw 0 0
"""


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("/var/x.ilacs", ""),
        ("/mnt/team share/x.ilacs", "cifs"),
        ("/mnt/team sharex/x.ilacs", ""),
        ("/home/anna/x.ilacs", "nfs4"),
        ("/home/anna/local/x.ilacs", ""),
        ("/mnt/c/Users/x.ilacs", "9p"),
    ],
)
def test_a_network_drive_is_known_by_its_mount(where: str, kind: str) -> None:
    assert place_risk.network_of(Path(where), MOUNTS) == kind


def test_a_shared_folder_of_windows_is_known_by_its_name() -> None:
    assert place_risk.network_of(PureWindowsPath(r"\\server\share\x.ilacs"), "") == "a shared folder"
    assert place_risk.network_of(PureWindowsPath(r"C:\Users\x.ilacs"), "") == ""


@pytest.mark.parametrize(
    ("where", "program"),
    [
        ("/home/a/OneDrive - Marlow Bridge Council/x.ilacs", "OneDrive"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x.ilacs", "iCloud Drive"),
        ("/Users/a/Library/CloudStorage/Box/x.ilacs", "a cloud drive"),
        ("/home/a/Dropbox/x.ilacs", "Dropbox"),
        ("/home/a/Google Drive/My Drive/x.ilacs", "Google Drive"),
        ("/home/a/Documents/onedrive.ilacs", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(where: str, program: str) -> None:
    assert place_risk.synced_by(Path(where)) == program


def test_a_risky_place_is_said_on_opening(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "work"
    place.mkdir(parents=True)
    with Inspection.open(make(place / "a.ilacs"), reader="anna") as inspection:
        assert not inspection.read_only
        assert any("Dropbox copies to other computers" in line for line in inspection.notices)
