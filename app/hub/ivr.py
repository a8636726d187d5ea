"""`/ivr/route`: an IVR's question over HTTP, in whatever form its dialplan can send and read.

Nothing is decided here: the question becomes the command `AskIvr`, its answer becomes JSON, lines or pairs.
An IVR has a caller on the line, so it hears something within `LIMIT` seconds whatever the flow waits for.
docs/ivr.md tells authors of dialplans about it.
"""

import asyncio
import base64
import binascii
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.core.errors import Refused
from app.core.ids import new_command_id
from app.models.unit import Actor
from app.protocol import errors
from app.protocol.flows import GetRun
from app.protocol.ivr import AskIvr, IvrAnswer
from app.protocol.message import Refusal
from app.services.door import Door
from app.services.interactions.placing import some_queue
from app.services.ivr.keys import machine_of
from app.services.setup.queues import find_line

logger = logging.getLogger(__name__)

LIMIT = 2.0
"""Seconds in which an IVR has an answer; then the line's own queue is it."""
LOOK_AGAIN = 0.1
LARGEST = 64 * 1024
"""Bytes a question may have."""

_FORMATS = ("json", "lines", "query")
_FIELDS = frozenset(field.name for field in msgspec.structs.fields(AskIvr))
_TEXTS = frozenset(("call_id", "ani", "dnis", "digits"))
_OTHER_NAMES = {
    "callid": "call_id",
    "call": "call_id",
    "uniqueid": "call_id",
    "session": "call_id",
    "session_id": "call_id",
    "caller": "ani",
    "callerid": "ani",
    "called": "dnis",
    "exten": "dnis",
}
"""What dialplans call these things."""
_encode = msgspec.json.Encoder().encode
_decode_answer = msgspec.json.Decoder(IvrAnswer).decode


class IvrRoute:
    """Answers `/ivr/route`."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def answer(self, request: Request) -> Response:
        """The route's handler."""
        form = "json"
        try:
            given = await _given(request)
            form = given.pop("format", "json")
            if form not in _FORMATS:
                text = f"An answer comes as {', '.join(_FORMATS)}, not as “{form[:20]}”."
                form = "json"
                raise Refused(errors.BAD_MESSAGE, text)
            key = _key(request, given)
            actor = await asyncio.to_thread(self._machine, key)
            asked = _question(given)
            return _written(await self._ask(asked, actor), form)
        except Refused as refused:
            return _refused(refused, form)

    def _machine(self, key: str) -> Actor:
        with self._door.record.read() as connection:
            return machine_of(self._door.reader(connection), key)

    async def _ask(self, asked: AskIvr, actor: Actor) -> IvrAnswer:
        """The flow's answer, or the fallback when the time is over."""
        try:
            return await asyncio.wait_for(self._until_known(asked, actor), LIMIT)
        except TimeoutError:
            reason = f"no answer within {LIMIT:g} s"
        except Refused as refused:
            if refused.code in (errors.BAD_VALUE, errors.BAD_MESSAGE, errors.NOT_ALLOWED):
                raise
            reason = refused.text
        logger.warning("The IVR's call %s: %s", asked.call_id, reason)
        self._let_go(asked, actor)
        return await asyncio.to_thread(self._fallback, asked, reason)

    async def _until_known(self, asked: AskIvr, actor: Actor) -> IvrAnswer:
        answer = await self._do(asked, actor)
        while answer.action == "wait" and answer.run_id is not None:
            await asyncio.sleep(LOOK_AGAIN)
            run = await asyncio.to_thread(self._door.ask, GetRun(run_id=answer.run_id))
            if run.step != answer.step:
                heard = answer
                again = AskIvr(call_id=asked.call_id, dnis=asked.dnis)
                answer = _after(heard, await self._do(again, actor))
        return answer

    async def _do(self, asked: AskIvr, actor: Actor) -> IvrAnswer:
        future = self._door.submit("AskIvr", _encode(asked), actor, new_command_id())
        return _decode_answer((await asyncio.wrap_future(future)).body)

    def _let_go(self, asked: AskIvr, actor: Actor) -> None:
        """The caller goes where the IVR puts them: the run is over, as soon as the record takes that."""
        left = _encode(AskIvr(call_id=asked.call_id, event="left"))
        try:
            self._door.submit("AskIvr", left, actor, new_command_id())
        except Refused as refused:
            logger.info("The IVR's call %s could not be let go: %s", asked.call_id, refused)

    def _fallback(self, asked: AskIvr, reason: str) -> IvrAnswer:
        """The line's own queue, read past the writer; without one the IVR has to know itself."""
        queue: Mapping[str, Any] | None = None
        try:
            with self._door.record.read() as connection:
                read = self._door.reader(connection)
                line = find_line(read, [asked.dnis])
                queue = some_queue(read, line.queue_id if line else None)
        except Exception as error:  # noqa: BLE001 - a caller is on the line: answered, whatever it was
            logger.warning("The IVR's call %s has no queue: %s", asked.call_id, error)
        return IvrAnswer(
            call_id=asked.call_id,
            action="route",
            queue=queue["name"] if queue else "",
            queue_id=queue["id"] if queue else 0,
            priority=queue["priority"] if queue else 0,
            fallback=reason,
        )


def _after(before: IvrAnswer, answer: IvrAnswer) -> IvrAnswer:
    """What was to be said before a look-up is said before what came of it."""
    return msgspec.structs.replace(
        answer,
        prompts=[*before.prompts, *answer.prompts],
        prompt=f"{before.prompt} {answer.prompt}".strip(),
    )


# --- what comes in -------------------------------------------------------------------------------
async def _given(request: Request) -> dict[str, Any]:
    """The fields of the query, and of a form or a JSON object in the body, which goes first."""
    given: dict[str, Any] = dict(request.query_params)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Refused(errors.TOO_LARGE, f"A question has at most {LARGEST:,} bytes.")
    if body.strip():
        given |= _json(body) if _is_json(request, body) else dict(_pairs(body))
    return {_OTHER_NAMES.get(name.lower(), name): value for name, value in given.items()}


def _is_json(request: Request, body: bytes) -> bool:
    return "json" in request.headers.get("content-type", "") or body.lstrip()[:1] == b"{"


def _json(body: bytes) -> dict[str, Any]:
    try:
        decoded = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refused(errors.BAD_MESSAGE, f"The question is no JSON object: {error}.") from error
    return decoded


def _pairs(body: bytes) -> list[tuple[str, str]]:
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


def _key(request: Request, given: dict[str, Any]) -> str:
    """The key: a bearer token, the password of basic authentication, or the field `key`."""
    named = str(given.pop("key", ""))
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode("utf-8", "replace").partition(":")[2]
        except binascii.Error:
            return ""
    return named


def _question(given: dict[str, Any]) -> AskIvr:
    """The command: fields it does not have are arguments for the flow (`var_` before a name is dropped)."""
    fields = {name: value for name, value in given.items() if name in _FIELDS}
    others = {name.removeprefix("var_"): value for name, value in given.items() if name not in _FIELDS}
    if not isinstance(fields.setdefault("variables", {}), dict):
        raise Refused(errors.BAD_MESSAGE, "“variables” is an object with names and values.")
    fields["variables"] = {**others, **fields["variables"]}
    if fields.get("step") in ("", None):
        fields.pop("step", None)
    for name in fields.keys() & _TEXTS:
        if type(fields[name]) is int:  # JSON has numbers where a telephone has digits
            fields[name] = str(fields[name])
    try:
        return msgspec.convert(fields, AskIvr, strict=False)
    except msgspec.ValidationError as error:
        raise Refused(
            errors.BAD_MESSAGE, f"{error}. An IVR asks with call_id, ani, dnis and digits; see docs/ivr.md."
        ) from error


# --- what goes out -------------------------------------------------------------------------------
def _written(answer: IvrAnswer, form: str) -> Response:
    if form == "json":
        return Response(_encode(answer), media_type="application/json")
    pairs = _flat(answer)
    if form == "query":
        return PlainTextResponse(urlencode(pairs))
    return PlainTextResponse("".join(f"{name}={value}\n" for name, value in pairs))


def _flat(answer: IvrAnswer) -> list[tuple[str, str]]:
    """The answer as pairs of texts on one line each: VIP=1, SKILLS=English:2,Chinese:1, VAR_order=4711."""
    pairs: list[tuple[str, str]] = []
    for name, value in msgspec.structs.asdict(answer).items():
        if name == "prompts":
            pairs.append(("PROMPT_FILES", "&".join(prompt.file for prompt in value if prompt.file)))
        elif name == "skills":
            pairs.append(("SKILLS", ",".join(f"{skill}:{least}" for skill, least in value.items())))
        elif name != "variables":
            pairs.append((name.upper(), _one_line(value)))
    pairs += [(f"VAR_{name}", _one_line(value)) for name, value in answer.variables.items()]
    return pairs


def _one_line(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else " ".join(str(value).split())


def _refused(refused: Refused, form: str) -> Response:
    """An IVR that does not look at the status sees that there is no ACTION, but an ERROR."""
    status = errors.STATUS.get(refused.code, 409)
    if form == "json":
        body = _encode(Refusal(code=refused.code, text=refused.text, details=refused.details))
        return Response(body, status_code=status, media_type="application/json")
    pairs = [("ACTION", ""), ("ERROR", refused.code), ("ERROR_TEXT", _one_line(refused.text))]
    text = urlencode(pairs) if form == "query" else "".join(f"{name}={value}\n" for name, value in pairs)
    return PlainTextResponse(text, status_code=status)
