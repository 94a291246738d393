"""Whether a file lies where inspection files are not safe: on a network, or in a synced folder.

Locks and write-ahead logs rely on one computer's memory; a network file system or a syncing program does
not keep their promises, and a synced folder sends case files to somebody else's computer.
"""

from __future__ import annotations

from pathlib import Path, PurePath

NETWORK = frozenset(
    {
        "9p",
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
        "ncpfs",
        "nfs",
        "nfs4",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
    }
)
"""Types of file system, as Linux names them, that reach over a network or into another system."""

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


def risks(path: Path, mounts: str | None = None) -> tuple[str, ...]:
    """Lines to show where a file lies in a risky place; nothing for a good one.

    Args:
        path: the file.
        mounts: the text of Linux's table of mounts; read from the system unless given.
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
    return tuple(found)


def _mounts() -> str:
    try:
        return _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return ""


def network_of(path: PurePath, mounts: str) -> str:
    """The network file system that holds a path; empty for a local disk."""
    if str(path).startswith("\\\\"):
        return "a shared folder"
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(_unescaped(fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind if kind in NETWORK else ""


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
