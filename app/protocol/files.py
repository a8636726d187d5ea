"""Files that came in: photos, signatures. The bytes lie in the hub's folder `files`, under their hash."""

import re
from typing import Any, Literal

import msgspec

from app.protocol.message import Command, Query


class FileView(msgspec.Struct, frozen=True, kw_only=True):
    """A file. `GetFileContent` tells its bytes."""

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


class FileContent(msgspec.Struct, frozen=True, kw_only=True):
    """A file with its bytes (base64 in JSON)."""

    file: FileView
    data: bytes


class GetFileContent(Query[FileContent], frozen=True, kw_only=True):
    """A file's bytes."""

    file_id: int


class ListFiles(Query[list[FileView]], frozen=True, kw_only=True):
    """The files of a customer, newest first: the hundred that came last."""

    customer_id: int


_REFERENCE = re.compile(r"file:(\d{1,19})(?: (.*))?", re.DOTALL)


def reference(file_id: int, name: str) -> str:
    """How the answer of a photo or a signature names its file."""
    return f"file:{file_id} {name}"


def referred(value: Any) -> tuple[int | None, str]:
    """The file's id and name that an answer means; of a signature that was typed no id, and the name."""
    if not isinstance(value, str):
        return None, ""
    found = _REFERENCE.fullmatch(value)
    return (int(found[1]), found[2] or "") if found else (None, value)
