"""Extensions and menu keys that words introduce: 400-666-8800 转 123, ext. 5."""

from __future__ import annotations

import re
from typing import NamedTuple

EXTENSION = re.compile(
    r"[ ,;(-]{0,3}(?:转接?|轉接?|分机号?|分機號?|内线|內線|内線|按|内选|内選|内线号|내선|"
    r"(?<![a-z])(?:extension|extn?|ext|x|доб|poste|durchwahl|anexo|ramal|int)(?![a-z])\.?|(?<!;)(?<!; )#|;ext=|,{2,3})"
    r"[ :.]{0,2}([0-9]{1,6})(?![0-9])(?!:[0-9])",
    re.IGNORECASE,
)
# An extension's digits stand this near: every other text is passed over without trying its words.
AHEAD = re.compile(r"[^0-9\n]{1,20}[0-9]")


class Extension(NamedTuple):
    """The digits of an extension, and where it ends in the text."""

    digits: str
    end: int


def extension_behind(folded: str, at: int) -> Extension | None:
    """The extension in words that stands right behind index `at` of a folded text, None when there is none."""
    said = EXTENSION.match(folded, at) if AHEAD.match(folded, at) is not None else None
    return None if said is None else Extension(said[1], said.end())
