"""What is known of a file. Its bytes are the hub's business: they were on disk before the row was made."""

import re

from app.core.errors import Refused
from app.models.tables import files
from app.models.unit import Reader, Unit
from app.protocol import errors
from app.protocol.files import FileView, GetFile, KeepFile
from app.services.rows import as_row

_HASH = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 200


def keep_file(tx: Unit, command: KeepFile) -> FileView:
    """Note a file."""
    if not _HASH.fullmatch(command.sha256) or command.size < 0:
        raise Refused(errors.BAD_VALUE, "A file is named by the SHA-256 of its bytes, in hexadecimal.")
    row = tx.insert(
        files,
        sha256=command.sha256,
        media_type=command.media_type,
        size=command.size,
        name=command.name[:LONGEST_NAME],
        source=command.source,
        customer_id=command.customer_id,
        run_id=command.run_id,
        created_at=tx.at,
    )
    return as_row(FileView, row)


def get_file(read: Reader, query: GetFile) -> FileView:
    """What is known of a file."""
    return as_row(FileView, read.need(files, query.file_id, "file"))
