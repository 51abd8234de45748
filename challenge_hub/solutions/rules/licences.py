"""Licences: expressions of the SPDX list, the common ones by name, and which of them are open.

Open are licences approved by the Open Source Initiative, and for texts and data those that fit the Open Definition.
"""

from functools import cache
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

LONGEST = 60
MOST_TYPED = 200

COMMON = {
    "EUPL-1.2": "European Union Public Licence 1.2",
    "MIT": "MIT License",
    "Apache-2.0": "Apache License 2.0",
    "BSD-2-Clause": "BSD 2-Clause License",
    "BSD-3-Clause": "BSD 3-Clause License",
    "ISC": "ISC License",
    "MPL-2.0": "Mozilla Public License 2.0",
    "LGPL-2.1-or-later": "GNU Lesser General Public License 2.1 or later",
    "LGPL-3.0-or-later": "GNU Lesser General Public License 3.0 or later",
    "GPL-2.0-or-later": "GNU General Public License 2.0 or later",
    "GPL-3.0-only": "GNU General Public License 3.0 only",
    "GPL-3.0-or-later": "GNU General Public License 3.0 or later",
    "AGPL-3.0-only": "GNU Affero General Public License 3.0 only",
    "AGPL-3.0-or-later": "GNU Affero General Public License 3.0 or later",
    "EPL-2.0": "Eclipse Public License 2.0",
    "CECILL-2.1": "CeCILL Free Software License Agreement 2.1",
    "CERN-OHL-S-2.0": "CERN Open Hardware Licence 2, strongly reciprocal",
    "0BSD": "BSD Zero Clause License",
    "Unlicense": "The Unlicense",
    "CC0-1.0": "Creative Commons Zero 1.0",
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-SA-4.0": "Creative Commons Attribution Share Alike 4.0",
    "DL-DE-BY-2.0": "Data licence Germany – attribution 2.0",
    "DL-DE-ZERO-2.0": "Data licence Germany – Zero 2.0",
    "ODbL-1.0": "Open Data Commons Open Database License 1.0",
    "OFL-1.1": "SIL Open Font License 1.1",
}
"""What a form proposes; each of them is open."""

FURTHER_OPEN = frozenset({
    "AFL-3.0", "AGPL-3.0-only", "Apache-1.1", "APSL-2.0", "Artistic-1.0", "Artistic-2.0", "BlueOak-1.0.0",
    "BSD-1-Clause", "BSD-2-Clause-Patent", "BSD-3-Clause-LBNL", "BSL-1.0", "CAL-1.0", "CDDL-1.0", "CDDL-1.1",
    "CECILL-B", "CECILL-C", "CERN-OHL-P-2.0", "CERN-OHL-W-2.0", "CPL-1.0", "ECL-2.0", "EFL-2.0", "EPL-1.0",
    "EUDatagrid", "EUPL-1.1", "GPL-2.0-only", "HPND", "IPL-1.0", "LGPL-2.0-only", "LGPL-2.0-or-later",
    "LGPL-2.1-only", "LGPL-3.0-only", "LiLiQ-P-1.1", "LiLiQ-R-1.1", "LPPL-1.3c", "MirOS", "MIT-0", "MPL-1.0",
    "MPL-1.1", "MS-PL", "MS-RL", "MulanPSL-2.0", "NCSA", "NTP", "OLDAP-2.8", "OSL-3.0", "PHP-3.01", "PostgreSQL",
    "PSF-2.0", "Python-2.0", "QPL-1.0", "RPL-1.5", "SISSL", "UPL-1.0", "Unicode-DFS-2016", "Unicode-3.0", "W3C",
    "Xnet", "Zlib", "ZPL-2.0", "ZPL-2.1", "ODC-By-1.0", "PDDL-1.0", "GFDL-1.3-or-later", "etalab-2.0", "OGL-UK-3.0",
    "CC-BY-3.0", "CC-BY-SA-3.0", "CDLA-Permissive-2.0",
})  # fmt: skip


def licence_of(typed: str) -> str | None:
    """The SPDX expression that was meant, in the list's own writing ("mit or apache-2.0" is "MIT OR Apache-2.0").

    None for what names a licence the list does not have, for names of our own making, and for more than 60 characters.
    """
    if len(typed) > MOST_TYPED:
        return None
    try:
        found = _spdx().parse(typed, validate=True, strict=True)
    except (ExpressionError, ValueError, RecursionError):
        return None
    if found is None or any(str(symbol.key).startswith("LicenseRef-") for symbol in found.symbols):
        return None
    written = str(found.render())
    return written if len(written) <= LONGEST else None


def is_open(licence: str) -> bool:
    """Whether everybody may use, change and share under this SPDX expression; of alternatives one is enough."""
    found = _spdx().parse(licence, validate=True, strict=True)
    return found is not None and _is_open(found)


def _is_open(part: Any) -> bool:
    operator = getattr(part, "operator", "").strip()
    if operator:
        return {"OR": any, "AND": all}[operator](_is_open(each) for each in part.args)
    symbol = getattr(part, "license_symbol", part)
    return symbol.key in COMMON or symbol.key in FURTHER_OPEN


@cache
def _spdx() -> Any:
    """The list as it ships with the library, read once."""
    return get_spdx_licensing()
