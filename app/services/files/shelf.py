"""The folder of files: each under its SHA-256, two letters a folder. What is there never changes."""

import os
import tempfile
from pathlib import Path

ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}
"""Media types that are kept, and how their files end."""
_HEXADECIMAL = frozenset("0123456789abcdef")


class Shelf:
    """Bytes on disk, for those who know their hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str, media_type: str) -> Path:
        """Where a file lies. Raises ValueError where this is no hash."""
        if len(sha256) != 64 or not set(sha256) <= _HEXADECIMAL:
            raise ValueError("no SHA-256")
        return self._folder / sha256[:2] / f"{sha256}.{ENDINGS[media_type]}"

    def keep(self, sha256: str, media_type: str, data: bytes) -> None:
        """Lay it on disk so that a power cut right after finds it there. Raises OSError."""
        path = self.path(sha256, media_type)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        for folder in (path.parent, self._folder):
            _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """A name in a folder is only sure once the folder is, too; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
