"""How Cyrillic is written in Latin letters: one table for each usual scheme.

Data. ISO 9:1995; scholarly (as in German libraries, DIN 1460); BGN/PCGN; ALA-LC; GOST 7.79 (system B); passports
(GOST R 52535.1); the spellings of German, French and English newspapers and encyclopedias. Every table begins with
what all have in common.
"""

from __future__ import annotations

_COMMON = dict(zip("абвгдзиклмнопрстуфі", "abvgdziklmnoprstufi", strict=True)) | {"ь": "", "ъ": "", "ѳ": "f", "ѵ": "i"}
_DIACRITICS = _COMMON | {"е": "e", "ж": "ž", "й": "j", "ц": "c", "ч": "č", "ш": "š", "ы": "y", "э": "è", "ѣ": "ě"}
_DIGRAPHS = _COMMON | {"е": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "ы": "y", "э": "e", "ѣ": "e"}
_UKRAINIAN = {"є": "ie", "ї": "i", "ґ": "g", "ў": "u"}

SCHEMES: dict[str, dict[str, str]] = {
    "iso-9": _DIACRITICS | _UKRAINIAN | {"ё": "ë", "х": "h", "щ": "ŝ", "ю": "û", "я": "â"},
    "scholarly": _DIACRITICS
    | _UKRAINIAN
    | {"ё": "ë", "х": "ch", "щ": "šč", "ю": "ju", "я": "ja", "є": "je", "ї": "ji"},
    "scholarly-x": _DIACRITICS | _UKRAINIAN | {"ё": "e", "х": "x", "щ": "šč", "ю": "ju", "я": "ja"},
    "bgn-pcgn": _DIGRAPHS | _UKRAINIAN | {"ё": "yo", "й": "y", "щ": "shch", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi"},
    "ala-lc": _DIGRAPHS | _UKRAINIAN | {"ё": "e", "й": "i", "щ": "shch", "ю": "iu", "я": "ia"},
    "gost-7.79": _DIGRAPHS | _UKRAINIAN | {"ё": "yo", "й": "j", "х": "x", "ц": "cz", "щ": "shh", "ю": "yu", "я": "ya"},
    "passport": _DIGRAPHS | _UKRAINIAN | {"ё": "e", "й": "i", "щ": "shch", "ю": "iu", "я": "ia", "ъ": "ie"},
    "german": _COMMON
    | _UKRAINIAN
    | {"е": "e", "ё": "jo", "ж": "sch", "з": "s", "й": "i", "в": "w", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch"}
    | {"щ": "schtsch", "ы": "y", "э": "e", "ю": "ju", "я": "ja", "ѣ": "e"},
    "french": _COMMON
    | _UKRAINIAN
    | {"е": "e", "ё": "io", "ж": "j", "й": "i", "у": "ou", "х": "kh", "ц": "ts", "ч": "tch", "ш": "ch"}
    | {"щ": "chtch", "ы": "y", "э": "e", "ю": "iou", "я": "ia", "ѣ": "e"},
    "english": _DIGRAPHS | _UKRAINIAN | {"ё": "yo", "й": "y", "щ": "shch", "ю": "yu", "я": "ya"},
}
"""By the name of the scheme; letters in lower case."""
