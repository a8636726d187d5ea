"""Photos and signatures: read, and drawn anew without anything hidden in them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import threading
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported with the first picture: a hub's start counts
    from PIL import Image


LARGEST_PHOTO = 15 * 1024 * 1024
"""Bytes of a photo as it is sent."""
LARGEST_DRAWING = 1024 * 1024
MOST_PIXELS = 60_000_000
"""More is not unpacked: a picture of a few kilobytes can hold gigabytes of one colour."""
LONGEST_SIDE = 2_400
"""A photo is kept at most so wide or high: a label can be read, and ten thousand fit on a disk."""
LONGEST_DRAWING = 1_600
_READ = ("JPEG", "PNG", "WEBP")
_PREFIX = "data:image/png;base64,"


class BadPicture(Exception):
    """Not a picture that can be taken; `problem` is `not_a_file` or `picture_too_large`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Picture:
    """Bytes as they are kept."""

    data: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        """Its name."""
        return hashlib.sha256(self.data).hexdigest()


class Darkroom:
    """Pictures are made anew two at a time: each takes some hundred megabytes for a moment."""

    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(2)

    def photo(self, data: bytes) -> Picture:
        """A photo as JPEG, turned upright, without its place, date and camera. Raises `BadPicture`."""
        from PIL import ImageOps

        with self._places:
            image = ImageOps.exif_transpose(_read(data))
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return Picture(_saved(_flat(image), "JPEG", quality=86, optimize=True), "image/jpeg")

    def drawing(self, url: str) -> Picture:
        """A signature from the page's canvas (a data URL) as a grey PNG. Raises `BadPicture`."""
        if not url.startswith(_PREFIX) or len(url) > LARGEST_DRAWING:
            raise BadPicture("not_a_file")
        try:
            data = base64.b64decode(url[len(_PREFIX) :], validate=True)
        except binascii.Error as error:
            raise BadPicture("not_a_file") from error
        with self._places:
            image = _flat(_read(data)).convert("L")
            image.thumbnail((LONGEST_DRAWING, LONGEST_DRAWING))
            low, high = image.getextrema()
            if low == high:
                raise BadPicture("required")  # nothing was drawn
            return Picture(_saved(image, "PNG", optimize=True), "image/png")


def _read(data: bytes) -> Image.Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is ours
            image = Image.open(io.BytesIO(data), formats=_READ)
        if image.width * image.height > MOST_PIXELS:
            raise BadPicture("picture_too_large")
        image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        too_large = isinstance(error, Image.DecompressionBombError)
        raise BadPicture("picture_too_large" if too_large else "not_a_file") from error
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        MemoryError,
    ) as error:  # what Pillow says of a torn file
        raise BadPicture("not_a_file") from error
    return image


def _flat(image: Image.Image) -> Image.Image:
    """On white, without transparency or a palette."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")


def _saved(image: Image.Image, kind: str, **options: int | bool) -> bytes:
    from PIL import Image

    clean = Image.new(image.mode, image.size)
    clean.paste(image)  # pixels alone: no EXIF, no colour profile, no comment comes along
    into = io.BytesIO()
    clean.save(into, kind, **options)
    return into.getvalue()
