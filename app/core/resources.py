"""Where the files are that ship with the program: icons, flows, sounds, translations, demo data."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """Path of a shipped file or folder, given below `resources/`.

    An installed package carries them as `app/_resources`; a checkout has `resources/` beside `app/`.
    Raises FileNotFoundError where the file is in neither: the installation is broken.
    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"resources/{'/'.join(parts)} is missing: install Contact Desk again")
