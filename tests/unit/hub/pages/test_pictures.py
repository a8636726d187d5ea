"""Photos and signatures: only pixels are kept, nothing is unpacked without a limit."""

from __future__ import annotations

import base64
import contextlib
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from app.hub.pages.pictures import (
    LONGEST_SIDE,
    BadPicture,
    Darkroom,
)

PLACE = b"N 25.0330 E 121.5654"


def picture(kind: str = "JPEG", size: tuple[int, int] = (80, 40), *, turned: bool = False) -> bytes:
    """A picture that is red at its left and has a place written into it."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1]), fill="red")
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    if turned:
        exif[0x0112] = 6
    into = io.BytesIO()
    image.save(into, kind, exif=exif)
    return into.getvalue()


def drawing(*strokes: tuple[int, int, int, int], size: tuple[int, int] = (300, 150)) -> str:
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    for stroke in strokes:
        ImageDraw.Draw(image).line(stroke, fill="black", width=3)
    into = io.BytesIO()
    image.save(into, "PNG")
    return "data:image/png;base64," + base64.b64encode(into.getvalue()).decode()


def problem_of(data: bytes | str) -> str:
    with pytest.raises(BadPicture) as caught:
        Darkroom().photo(data) if isinstance(data, bytes) else Darkroom().drawing(data)
    return caught.value.problem


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_anew_without_what_is_hidden_in_it(kind: str) -> None:
    sent = picture(kind)
    assert PLACE in sent, "the test's picture carries no place"
    made = Darkroom().photo(sent)
    assert made.media_type == "image/jpeg"
    assert PLACE not in made.data
    assert Image.open(io.BytesIO(made.data)).size == (80, 40)
    assert not Image.open(io.BytesIO(made.data)).getexif()


def test_a_photo_is_turned_upright() -> None:
    made = Image.open(io.BytesIO(Darkroom().photo(picture(turned=True)).data))
    assert made.size == (40, 80)
    red, green, _ = made.getpixel((20, 5))  # type: ignore[misc]
    assert (red > 200, green < 60) == (True, True), "what was left is up now"


def test_a_large_photo_is_made_smaller() -> None:
    made = Image.open(io.BytesIO(Darkroom().photo(picture(size=(5_000, 1_000))).data))
    assert made.size == (LONGEST_SIDE, LONGEST_SIDE // 5)


def test_transparency_becomes_white() -> None:
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    into = io.BytesIO()
    image.save(into, "PNG")
    assert Image.open(io.BytesIO(Darkroom().photo(into.getvalue()).data)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"\xff\xd8\xff\xe0 only the beginning of a JPEG",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
        b"%PDF-1.7",
        b"MZ\x90\x00",
    ],
)
def test_what_is_no_photo_is_not_taken(data: bytes) -> None:
    assert problem_of(data) == "not_a_file"


def test_a_torn_photo_is_not_taken() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = picture(kind, (400, 300))
        assert problem_of(whole[: len(whole) // 2]) == "not_a_file"


def test_a_bomb_is_not_unpacked() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    header = (60_000).to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(bytes(60_000 * 75), 9)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    assert len(bomb) < 50_000
    assert problem_of(bomb) == "picture_too_large"
    header = (9_000).to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    assert problem_of(bomb) == "picture_too_large"


@given(st.binary(max_size=2_000))
def test_no_bytes_break_the_darkroom(data: bytes) -> None:
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBPVP8 "):
        with contextlib.suppress(BadPicture):
            Darkroom().photo(start + data)


def test_a_signature_is_kept_in_grey_on_white() -> None:
    made = Darkroom().drawing(drawing((20, 20, 250, 120)))
    image = Image.open(io.BytesIO(made.data))
    assert (made.media_type, image.mode, image.size) == ("image/png", "L", (300, 150))
    assert image.getpixel((2, 2)) == 255
    assert image.getextrema()[0] < 60  # type: ignore[operator]


def test_an_empty_pad_is_no_signature() -> None:
    assert problem_of(drawing()) == "required"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=",
        "https://example.com/signature.png",
        "data:image/png;base64,!!!!",
        "data:image/png;base64,aGVsbG8=",
        "data:image/png;base64," + "A" * 2_000_000,
    ],
)
def test_what_is_no_drawing_is_not_taken(url: str) -> None:
    assert problem_of(url) == "not_a_file"
