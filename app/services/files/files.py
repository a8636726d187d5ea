"""What is known of a file. Its bytes are the hub's business: they were on disk before the row was made."""

import re
from collections.abc import Callable

import sqlalchemy as sa

from app.core.errors import Refused
from app.models.tables import files
from app.models.unit import Reader, Unit
from app.protocol import errors
from app.protocol.files import FileContent, FileView, GetFile, GetFileContent, KeepFile, ListFiles
from app.services.customers.survivors import need_customer
from app.services.files.shelf import ENDINGS, Shelf
from app.services.rows import as_row

_HASH = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 200

_OF_CUSTOMER = (
    sa.select(files)
    .where(files.c.customer_id == sa.bindparam("customer_id"))
    .order_by(files.c.created_at.desc(), files.c.id.desc())
    .limit(100)
)


def keep_file(tx: Unit, command: KeepFile) -> FileView:
    """Note a file."""
    if not _HASH.fullmatch(command.sha256) or command.size < 0:
        raise Refused(errors.BAD_VALUE, "A file is named by the SHA-256 of its bytes, in hexadecimal.")
    if command.media_type not in ENDINGS:
        raise Refused(errors.BAD_VALUE, f"Files of the type {command.media_type} are not kept.")
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


def list_files(read: Reader, query: ListFiles) -> list[FileView]:
    """A customer's files."""
    customer = need_customer(read, query.customer_id)
    return [as_row(FileView, row) for row in read.all(_OF_CUSTOMER, customer_id=customer["id"])]


def content_reader(shelf: Shelf | None) -> Callable[[Reader, GetFileContent], FileContent]:
    """The handler that tells a file's bytes. Without a shelf (a tool on the record alone) there are none."""

    def get_file_content(read: Reader, query: GetFileContent) -> FileContent:
        """A file's bytes."""
        file = as_row(FileView, read.need(files, query.file_id, "file"))
        try:
            if shelf is None:
                raise FileNotFoundError
            data = shelf.path(file.sha256, file.media_type).read_bytes()
        except OSError as error:
            raise Refused(
                errors.NOT_FOUND,
                f"“{file.name}” is in the record, but not in the hub's folder `files`. Ask an operator "
                "to bring it back from the backup.",
                what="file",
                id=file.id,
            ) from error
        return FileContent(file=file, data=data)

    return get_file_content
