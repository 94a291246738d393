"""Cleaning untrusted text on its way in: workbooks, files and keyboards alike.

What is not allowed is replaced visibly, never dropped in silence, so that a reader sees that
something stood there. Meaning is kept: joiners that names and scripts need stay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What stands in the place of a character that is not allowed."""

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_BIDI = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
_INVISIBLE = (
    "\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\u180e"  # spaces and signs of no width
    "\u115f\u1160\u3164\uffa0"  # Hangul fillers: letters that look like nothing
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f"  # annotations, musical signs, tags
)
_NO_CHARACTER = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_FORBIDDEN = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}{_NO_CHARACTER}]")
_FORBIDDEN_IN_LINE = re.compile(f"[\t\n{_CONTROL}{_BIDI}{_INVISIBLE}{_NO_CHARACTER}]")
_SPACES = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned text and how many characters had to be replaced."""

    text: str
    replaced: int


def clean(text: str) -> Cleaned:
    r"""Clean a text of several lines: line ends become ``\\n``, forbidden characters U+FFFD.

    Tabs and line ends stay. Control characters (C0, DEL, C1), bidirectional overrides, characters of no
    width or no meaning (zero-width spaces, tags, fillers) and lone surrogates are replaced. Zero-width
    joiners, combining marks and variation selectors stay, since names and scripts need them.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned, replaced = _FORBIDDEN.subn(REPLACEMENT, unified)
    return Cleaned(unicodedata.normalize("NFC", cleaned), replaced)


def clean_line(text: str) -> Cleaned:
    """Clean a text of one line: as ``clean``, and line ends, tabs and runs of space become one space."""
    spaced = _SPACES.sub(" ", text).strip()
    cleaned, replaced = _FORBIDDEN_IN_LINE.subn(REPLACEMENT, spaced)
    return Cleaned(unicodedata.normalize("NFC", cleaned), replaced)


def is_clean_line(text: str) -> bool:
    """Whether a text may stand in one line as it is."""
    # In plain ASCII just what cannot be printed is not allowed, and Python sees that much quicker.
    return (text.isascii() and text.isprintable()) or _FORBIDDEN_IN_LINE.search(text) is None


_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
_PIECE = 1 << 22


def are_clean_lines(text: str) -> bool:
    """Whether every line of a text, ended by line feeds alone, may stand as it is; for long texts."""
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE].encode(errors="surrogatepass")
        # Plain letters are dropped in one look, and of most texts nothing is left.
        unusual = piece.translate(None, _PLAIN)
        if unusual and _FORBIDDEN_IN_LINE.search(unusual.decode(errors="surrogatepass")):
            return False
    return True


def canonical_id(value: object) -> str:
    """An id in canonical form: NFC, trimmed, a whole number without its ``.0``; case kept.

    ``12345.0`` (a workbook's number or text) becomes ``12345``; ``" aB1 "`` becomes ``aB1``.
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = clean_line(str(value)).text
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
