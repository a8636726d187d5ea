"""What goes along with a pjsua2 call operation: status code, reason, headers, media."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pjsua2 as pj

from app.protocol.phone import Header
from app.telephony.sip.endpoint import Refused
from app.telephony.sip.guard import clean

_TOKEN = re.compile(r"^[A-Za-z0-9!%*_+`'~.-]+$")


def call_parameters(code: int = 0, reason: str = "", headers: Sequence[Header] = ()) -> pj.CallOpParam:
    """One audio stream, no video. Raises `Refused` for a header that would break the message."""
    parameters = pj.CallOpParam(True)
    parameters.opt.audioCount, parameters.opt.videoCount = 1, 0
    parameters.statusCode = code
    parameters.reason = clean(reason.replace("\r", " ").replace("\n", " "))
    for header in headers:
        if not _TOKEN.match(header.name) or re.search(r"[\r\n\0]", header.value):
            raise Refused("bad_header", f"{header.name!r} is no header that can be sent.")
        line = pj.SipHeader()
        line.hName, line.hValue = header.name, header.value
        parameters.txOption.headers.append(line)
    return parameters
