"""Whether a file lies where inspection files are not safe: on a network, or in a synced folder.

Locks and write-ahead logs rely on one computer's memory; a network file system or a syncing program does
not keep their promises, and a synced folder sends case files to somebody else's computer.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath

NETWORK = frozenset(
    {
        "9p",
        "acfs",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "drvfs",
        "fuse.cephfs",
        "fuse.glusterfs",
        "fuse.google-drive-ocamlfuse",
        "fuse.onedriver",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "fuse.vmhgfs-fuse",
        "glusterfs",
        "lustre",
        "macfuse",
        "ncpfs",
        "nfs",
        "nfs4",
        "osxfuse",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "webdav",
    }
)
"""Types of file system, as Linux and macOS name them, that reach over a network or into another system."""

SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "cloudstorage": "a cloud drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "syncthing": "Syncthing",
}
"""Beginnings of folder names, in lower case, and the program that syncs such a folder."""

_MOUNTS = Path("/proc/mounts")
_MOUNT = "/sbin/mount"
"""What lists the mounts on macOS, which keeps no table as a file."""

_MAC_LINE = re.compile(r".* on (/.*) \(([^,)]+)[^)]*\)")


def risks(path: Path, mounts: str | None = None) -> tuple[str, ...]:
    """Lines to show where a file lies in a risky place; nothing for a good one.

    Args:
        path: the file.
        mounts: the table of mounts, as Linux keeps it or macOS prints it; asked of the system unless given.
    """
    found = []
    where = path.absolute()
    if not path.is_symlink() and path.exists():
        where = path.resolve()
    kind = network_of(where, _mounts() if mounts is None else mounts)
    if kind:
        found.append(
            f"it lies on a network drive ({kind}), where two people can open it at once and a broken "
            "connection can damage it: copy it to this computer's own disk to work on it"
        )
    program = synced_by(where)
    if program:
        found.append(
            f"it lies in a folder that {program} copies to other computers: copy it elsewhere to work on it; "
            "a sync can damage an open file, and case files leave this computer"
        )
    if _names(where) > 1:
        found.append(
            "it has another name on this disk (a hard link), and its log stands beside one of them only: "
            "copy it, and open the copy"
        )
    return tuple(found)


def _names(path: Path) -> int:
    """How many names a file has; one where that cannot be told."""
    try:
        return path.stat().st_nlink
    except OSError:
        return 1


def _mounts() -> str:
    if sys.platform == "darwin":
        return _asked_of_macos()
    try:
        return _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return ""


def _asked_of_macos() -> str:
    import subprocess

    try:
        # It answers from what the system knows, without waiting for a server that has gone.
        asked = subprocess.run([_MOUNT], capture_output=True, timeout=2, check=False)  # noqa: S603 - constant
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.decode("utf-8", "replace")


def network_of(path: PurePath, mounts: str) -> str:
    """The network file system that holds a path; empty for a local disk."""
    if str(path).startswith("\\\\"):
        return "a shared folder"
    best, kind = -1, ""
    for point, type_ in _table(mounts):
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), type_
    return kind if kind in NETWORK else ""


def _table(mounts: str) -> Iterator[tuple[PurePath, str]]:
    """Each mount's place and type, in the order of the table."""
    for line in mounts.splitlines():
        mac = _MAC_LINE.fullmatch(line)
        fields = line.split(" ")
        if mac:
            yield PurePath(mac[1]), mac[2]
        elif len(fields) >= 3:
            yield PurePath(_unescaped(fields[1])), fields[2]


def _unescaped(text: str) -> str:
    """A mount point as the kernel writes it, with its spaces and tabs back."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def synced_by(path: PurePath) -> str:
    """The program that syncs the folder of a path, by the names folders of that kind have; empty for none."""
    for part in path.parts[:-1]:
        for beginning, program in SYNCED.items():
            if part.casefold().startswith(beginning):
                return program
    return ""
