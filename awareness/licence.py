"""Under which licence the content may be used: said in the same words in feeds, open data and pages."""

from __future__ import annotations

from typing import Final

NAME: Final = "CC BY 4.0"
ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/deed.vi"
