"""Files that came in: photos, signatures. The bytes lie in the hub's folder `files`, under their hash."""

from typing import Literal

import msgspec

from app.protocol.message import Command, Query


class FileView(msgspec.Struct, frozen=True, kw_only=True):
    """A file. Its bytes: GET /api/files/ID with the bearer token of a desk."""

    id: int
    sha256: str
    media_type: str
    size: int
    name: str = ""
    source: str = ""
    customer_id: int | None = None
    run_id: int | None = None
    created_at: int = 0


class KeepFile(Command[FileView], frozen=True, kw_only=True):
    """Note a file whose bytes are on disk already."""

    sha256: str
    media_type: str
    size: int
    name: str = ""
    source: Literal["photo", "signature"]
    customer_id: int | None = None
    run_id: int | None = None


class GetFile(Query[FileView], frozen=True, kw_only=True):
    """What is known of a file."""

    file_id: int
