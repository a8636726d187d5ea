"""Files that came in."""

from app.protocol.files import GetFile, KeepFile
from app.protocol.message import EVERYBODY, SYSTEM
from app.services.door import CommandHandler, QueryHandler
from app.services.files import files

HANDLERS = (
    CommandHandler(KeepFile, files.keep_file, SYSTEM),
    QueryHandler(GetFile, files.get_file, EVERYBODY),
)
