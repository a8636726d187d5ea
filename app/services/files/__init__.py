"""Files that came in."""

from __future__ import annotations

from app.protocol import files as f
from app.protocol.message import EVERYBODY, SYSTEM
from app.services.door import CommandHandler, QueryHandler
from app.services.files import files
from app.services.files.shelf import Shelf


def handlers(shelf: Shelf | None) -> tuple[CommandHandler | QueryHandler, ...]:
    """The handlers of files; `shelf` is where their bytes lie."""
    return (
        CommandHandler(f.KeepFile, files.keep_file, SYSTEM),
        QueryHandler(f.GetFile, files.get_file, EVERYBODY),
        QueryHandler(f.ListFiles, files.list_files, EVERYBODY),
        QueryHandler(f.GetFileContent, files.content_reader(shelf), EVERYBODY),
    )
