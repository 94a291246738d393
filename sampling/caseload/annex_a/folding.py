"""Folding headers and codes, so that spellings that mean the same compare equal, whole with whole.

Nothing is ever matched by a part: "Monkey" is not "M", "Unsuitable" is not "suitable", and list 10
is not list 1.
"""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "_": " "})
_NO_LETTER_OR_DIGIT = re.compile(r"[^0-9a-z]+")
_NEGATIVE = re.compile(r"-\d")
_MISREAD = re.compile("[âÃÂ][^a-zA-Z0-9 ]")
_NUMBERED = re.compile(r"\d{1,2} ?[.):] ?(?=[a-z])")
_WHOLE = re.compile(r"\d+\.0+")


def fold_header(text: str) -> str:
    """A header without the differences that mean nothing.

    Unicode NFKC, straight quotes, underscores as spaces, runs of space as one, any case, no doubled
    brackets, no closing ``?``, ``:``, ``.`` or ``*``, no ``Sum of`` (a pivot table's) and no running number
    before it (``3. Ethnicity``).
    """
    text = demojibaked(text)
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split()).casefold()
    plain = _NUMBERED.sub("", plain, count=1) if _NUMBERED.match(plain) else plain
    return plain.removeprefix("sum of ").replace("((", "(").replace("))", ")").rstrip(" ?:.*")


def demojibaked(text: str) -> str:
    """A text put right where UTF-8 was once read as Windows-1252 (``childâ€™s``); else as it is."""
    if text.isascii() or not _MISREAD.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def fold_code(text: str) -> str:
    """A code or label as letters and digits with single spaces between.

    So ``a) 1A: Individual`` and ``A 1a - individual`` are equal. A whole number loses its ``.0``; a
    negative one keeps its sign as a word, lest -1 be taken for 1.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if _WHOLE.fullmatch(plain):
        plain = plain.split(".")[0]
    if _NEGATIVE.match(plain):
        plain = f"minus {plain}"
    return _NO_LETTER_OR_DIGIT.sub(" ", plain).strip()
