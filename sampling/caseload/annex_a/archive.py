"""Reading a zip that may lie: nothing is unpacked to disk, and no size that it states is believed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from sampling.errors import FileError
from sampling.text import clean_line

MOST_INFLATED = 800_000_000
"""Bytes that one zip may hold when inflated: some fifteen million cells of a sheet's XML."""

MOST_MEMBERS = 5_000
"""Parts that one zip may have."""

_CHUNK = 1 << 18
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1


class Archive:
    """A zip in memory; a member is inflated piece by piece, and only as far as the budget reaches.

    The parts of workbooks are read by a library that believes what the zip says of itself. So each is
    inflated here first, which shows whether it is as large as stated.
    """

    def __init__(self, name: str, content: bytes) -> None:
        """Read the table of contents.

        Args:
            name: what to call the file in errors.
            content: the whole file.

        Raises:
            FileError: if it is no sound zip, is encrypted, or states more than can be read.
        """
        self.name = name
        self._content = content
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                listed = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OverflowError) as error:
            raise FileError(
                f"{name}: could not be opened: damaged or password-protected; "
                "save it again without a password"
            ) from error
        if len(listed) > MOST_MEMBERS or sum(member.file_size for member in listed) > MOST_INFLATED:
            raise FileError(f"{name}: holds more than can be read (over {MOST_INFLATED:,} bytes); not opened")
        if any(member.flag_bits & _ENCRYPTED for member in listed):
            raise FileError(f"{name}: is password-protected; save it without a password")
        self._members = {member.filename: member for member in listed}
        if len(self._members) != len(listed):
            raise FileError(f"{name}: holds two parts of one name: damaged; save it again")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members that are files, in the zip's order."""
        return tuple(name for name, member in self._members.items() if not member.is_dir())

    def stream(self, member: str) -> Iterator[bytes]:
        """A member's bytes, in pieces.

        Raises:
            FileError: if it is damaged, or larger than the zip states.
            KeyError: if there is no such member.
        """
        info = self._members[member]
        start = info.header_offset + _LOCAL_HEADER
        head = self._content[info.header_offset : start]
        if len(head) < _LOCAL_HEADER or not head.startswith(b"PK\x03\x04"):
            raise self._damaged(member)
        start += sum(struct.unpack("<HH", head[26:30]))
        packed = memoryview(self._content)[start : start + info.compress_size]
        left = info.file_size
        for piece in self._inflated(member, packed, info.compress_type):
            left -= len(piece)
            if left < 0:
                raise self._damaged(member)
            yield piece
        if left:
            raise self._damaged(member)

    def read(self, member: str, most: int = MOST_INFLATED) -> bytes:
        """A whole member; otherwise as ``stream``.

        Raises:
            FileError: also if it is larger than ``most`` bytes.
        """
        if self._members[member].file_size > most:
            shown = clean_line(member).text[:60]
            raise FileError(f"{self.name}: the part '{shown}' is too large to be read; not opened")
        return b"".join(self.stream(member))

    def _inflated(self, member: str, packed: memoryview, method: int) -> Iterator[bytes]:
        if method == zipfile.ZIP_STORED:
            for at in range(0, len(packed), _CHUNK):
                yield bytes(packed[at : at + _CHUNK])
            return
        if method != zipfile.ZIP_DEFLATED:
            raise FileError(f"{self.name}: is packed in a way that cannot be read; save it again")
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(0, len(packed), _CHUNK):
                rest = bytes(packed[at : at + _CHUNK])
                while rest:
                    yield unpacker.decompress(rest, _CHUNK * 4)
                    rest = unpacker.unconsumed_tail
            while tail := unpacker.decompress(b"", _CHUNK * 4):
                yield tail
        except zlib.error as error:
            raise self._damaged(member) from error

    def _damaged(self, member: str) -> FileError:
        shown = clean_line(member).text[:60]
        return FileError(f"{self.name}: the part '{shown}' is damaged; save it again")
