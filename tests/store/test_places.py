"""Places that are risky for case files are known, by mount or by name, and said on opening."""

from __future__ import annotations

import sys
from pathlib import Path, PureWindowsPath

import pytest

from sampling.store import Inspection, place_risk
from tests.small import make

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


MAC_MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//anna@files.example/team%20share on /Volumes/team share (smbfs, nodev, nosuid, mounted by anna)
files.example:/export on /Volumes/export (nfs, nodev, nosuid)
afp_0Xq on /Volumes/old (afpfs, nodev, nosuid, mounted by anna)
anna@files.example:/home on /Users/anna/far (macfuse, nodev, nosuid, synchronous, mounted by anna)
/dev/disk4s1 on /Volumes/STICK (1) (msdos, local, nodev, nosuid, noowners)
"""


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("/Users/anna/x.ilacs", ""),
        ("/Volumes/team share/visit/x.ilacs", "smbfs"),
        ("/Volumes/export/x.ilacs", "nfs"),
        ("/Volumes/old/x.ilacs", "afpfs"),
        ("/Users/anna/far/x.ilacs", "macfuse"),
        ("/Volumes/STICK (1)/x.ilacs", ""),
    ],
)
def test_a_network_drive_of_macos_is_known_by_what_mount_prints(
    where: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a table as macOS prints it; on a Mac itself it has not been tried."""
    assert place_risk.network_of(Path(where), MAC_MOUNTS) == kind
    printing = tmp_path / "mount"
    printing.write_text(f"#!/bin/sh\ncat <<'END'\n{MAC_MOUNTS}END\n")
    printing.chmod(0o700)
    monkeypatch.setattr(place_risk, "_MOUNT", str(printing))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert [kind in line for line in place_risk.risks(Path(where))] == [True] * bool(kind)
    monkeypatch.setattr(place_risk, "_MOUNT", str(tmp_path / "none"))
    assert place_risk.risks(Path(where)) == ()


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
