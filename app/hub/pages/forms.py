"""A sent form, read up to a limit."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from app.core.errors import Refused
from app.hub.pages.pictures import LARGEST_DRAWING, LARGEST_PHOTO
from app.protocol import errors

LARGEST_FORM = LARGEST_DRAWING + 256 * 1024
LARGEST_UPLOAD = LARGEST_PHOTO + 256 * 1024
MOST_FIELDS = 400


@dataclass(frozen=True)
class Form:
    """What was sent. `values` is the answer, `file` a photo's bytes with its name."""

    action: str = ""
    step: int = -1
    node: str = ""
    place: int = -1
    values: list[str] = field(default_factory=list)
    language: str = ""
    objection: str = ""
    drawing: str = ""
    file: bytes = b""
    file_name: str = ""


async def read_form(request: Request) -> Form:
    """The form of a request. Raises `Refused` with too_large or bad_message."""
    # Imported with the first form: a hub's start counts.
    from python_multipart.exceptions import FormParserError
    from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    upload = kind == "multipart/form-data"
    if not upload and kind != "application/x-www-form-urlencoded":
        raise Refused(errors.BAD_MESSAGE, "This is not a form.")
    body = _bounded(request, LARGEST_UPLOAD if upload else LARGEST_FORM)
    try:
        if upload:
            parser = MultiPartParser(
                request.headers,
                body,
                max_files=1,
                max_fields=MOST_FIELDS,
                max_part_size=LARGEST_DRAWING,
            )
            data = await parser.parse()
        else:
            data = await FormParser(request.headers, body, max_fields=MOST_FIELDS).parse()
    except (MultiPartException, FormParserError, KeyError, ValueError) as error:
        raise Refused(errors.BAD_MESSAGE, f"The form cannot be read: {error}.") from error
    try:
        return await _form(data)
    finally:
        await data.close()


async def _form(data: FormData) -> Form:
    def text(name: str) -> str:
        value = data.get(name, "")
        return value.replace("\x00", "") if isinstance(value, str) else ""

    values = [value.replace("\x00", "") for value in data.getlist("value") if isinstance(value, str)]
    file = data.get("file")
    content = await file.read() if isinstance(file, UploadFile) else b""
    name = (file.filename or "") if isinstance(file, UploadFile) else ""
    return Form(
        action=text("action"),
        step=_number(text("step")),
        node=text("node"),
        place=_number(text("place")),
        values=values,
        language=text("language"),
        objection=text("objection"),
        drawing=text("drawing"),
        file=content,
        file_name=name.replace("\\", "/").rpartition("/")[2].replace("\x00", "")[:200],
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body; what is too large is not read to its end."""
    refusal = Refused(errors.TOO_LARGE, "The form is too large.", most=most)
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise refusal
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise refusal
        yield part
