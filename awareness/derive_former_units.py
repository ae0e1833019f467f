"""Makes the file of former names; run by hand when its source is corrected.

``python -m awareness.derive_former_units FOLDER``: FOLDER is where the package was unpacked (``pip install --no-deps
--target FOLDER vietnamadminunits==1.0.4``). It has heavy dependencies and answers other questions, so it is read and
not run.

Source: ``vietnamadminunits`` 1.0.4 by Tran Ngoc Minh Hieu, MIT licence: 10,040 units of the third tier with their
districts, and which of today's 3,321 took each of them in, wholly or in part.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from awareness.folding import syllables
from awareness.former_units import FILE, former_units
from awareness.gazetteer import provinces_of_today

_HEADER: Final = """\
# Tên xã, phường, thị trấn đến hết ngày 30/06/2025 và đơn vị nay nhận nó (mã năm 2025; dấu * là chỉ nhận một phần).
# Tạo bằng: python -m awareness.derive_former_units.
# Nguồn: gói vietnamadminunits 1.0.4, Tran Ngoc Minh Hieu, giấy phép MIT.
# "= tỉnh cũ", "- huyện cũ", rồi "tên cũ: mã nay".
"""


def derive(package: Path, codes: Mapping[tuple[str, str], str]) -> str:
    """The text of `FILE`.

    package: the unpacked ``vietnamadminunits``; codes: (code of the province, `keyed_name`) → code of a unit of today,
        since the package has codes of its own.
    Raises KeyError where the package names a unit that does not exist, ValueError where nobody took in a former one.
    """
    with closing(sqlite3.connect(f"file:{package / 'data' / 'dataset.db'}?mode=ro", uri=True)) as database:
        today = {
            (province_key, unit_key): codes[province, keyed_name(name)]
            for province_key, unit_key, province, name in database.execute(
                "SELECT provinceKey, wardKey, provinceCode, ward FROM admin_units"
            )
        }
        former = database.execute(
            "SELECT province, district, coalesce(ward, ''), provinceKey || '_' || districtKey || '_' ||"
            " coalesce(wardKey, '') FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode"
        ).fetchall()
    successors = _successors(json.loads((package / "data" / "converter_2025.json").read_text("utf-8")), today)
    lines, above = [], ("", "")
    for province, district, name, key in former:
        if not successors[key]:
            raise ValueError(f"nobody took in {name}, {district}, {province}")
        if province != above[0]:
            lines.append(f"= {province}")
        if (province, district) != above:
            lines.append(f"- {district}")
        above = (province, district)
        lines.append(f"{name}: {' '.join(sorted(successors[key]))}")
    return _HEADER + "\n".join(lines) + "\n"


def _successors(
    converter: Mapping[str, Mapping[str, Mapping[str, Any]]], today: Mapping[tuple[str, str], str]
) -> Mapping[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for province, units in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for unit, keys in units.items():
            for key in keys:
                found[key].append(today[province, unit])
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            found[key] += [today[province, part["newWardKey"]] + "*" for part in parts]
    return found


def keyed_name(name: str) -> str:
    """A name that is the same however its tones are placed: ``"Thuỷ"`` and ``"Thủy"``."""
    return " ".join(syllable.keyed for syllable in syllables(name))


def main() -> int:
    codes = {
        (province.code, keyed_name(unit.name)): unit.code
        for province in provinces_of_today()
        for unit in province.units
    }
    text = derive(Path(sys.argv[1]) / "vietnamadminunits", codes)
    FILE.write_text(text, "utf-8")
    print(f"{FILE.name}: {sum(1 for _ in former_units())} tên cũ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
