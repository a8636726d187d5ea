"""The customer's page over HTTP: /f/TOKEN, its pictures, its style sheet and its script.

The token in the address is the credential. The page sets no cookie and reads none, so a foreign page that
makes a browser send a form here sends nothing that it did not know before: there is no cross-site request
to forge. What keeps the address from leaking: no referrer is sent, nothing is loaded from elsewhere, nothing
is kept in caches, and the hub does not log it.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from app.core.errors import Refused
from app.hub.pages.answering import Answered, Answering, is_elsewhere
from app.hub.pages.forms import Form, read_form
from app.hub.pages.limits import Limit, address_name
from app.hub.pages.pictures import LARGEST_PHOTO, Darkroom
from app.hub.pages.render import ASSETS, Page, asset
from app.hub.pages.views import Changing, Notice, Offer, run_page, start_page, trouble_page
from app.hub.pages.words import accepted, closest, spoken, words_in
from app.models.writer import refusal_for
from app.protocol import errors
from app.protocol.files import GetFile
from app.protocol.flow_links import FlowLinkView, GetFlowLink, KeepLinkKey, SetLinkAddress
from app.protocol.flows import GetPassed, GetRun, RunView
from app.services.door import Door
from app.services.files.shelf import Shelf
from app.services.flows.links import KEY_BYTES, known_to_links

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 6
"""Customers' requests at a time: what they ask for never takes the threads that desks need."""
FORM_SECONDS = 60
"""How long a form may take to come in: a photo over a slow network."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob: data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_STATUS = {"unknown": 404, "expired": 410, "revoked": 410, "busy": 503, "throttled": 429}
_TROUBLES = {
    errors.NOT_FOUND: "unknown",
    errors.TOO_LARGE: "too_large",
    errors.BAD_MESSAGE: "bad_request",
    errors.THROTTLED: "throttled",
}
_PASSING = frozenset((errors.DATABASE_BUSY, errors.DATABASE_GONE, errors.DISK_FULL))
"""What the hub has told its desks already."""


class Site:
    """The pages. `company` is who asks, for the head of the page; `shelf` where files lie."""

    def __init__(self, door: Door, shelf: Shelf, *, company: str = "") -> None:
        self._door = door
        self._company = company
        self._shelf = shelf
        self._answering = Answering(door, Darkroom(), self._shelf)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")
        # Many phones share one address of their network's: wide for an address, narrow for a link.
        self._addresses = Limit(door.clock, burst=600, a_minute=1_200)
        self._links = Limit(door.clock, burst=200, a_minute=200)
        self._uploads = Limit(door.clock, burst=10, a_minute=6)

    def routes(self) -> list[Route]:
        """For the hub's application."""
        return [
            Route("/page/{name}", self._asset, methods=["GET"]),
            Route("/f/{token}", self._guarded(self._show), methods=["GET"]),
            Route("/f/{token}", self._guarded(self._take), methods=["POST"]),
            Route("/f/{token}/file/{file_id:int}", self._guarded(self._picture), methods=["GET"]),
            Route("/f/{rest:path}", self._guarded(self._nothing), methods=["GET", "POST"]),
        ]

    def open_links(self, address: str, *, public: bool) -> None:
        """Be able to make links that lead here. Nothing is written where all is as it was: a hub starts on a
        full disk, too."""
        with self._door.record.read() as connection:
            known = known_to_links(self._door.reader(connection))
        try:
            if not known.has_key:
                self._door.do(KeepLinkKey(key=secrets.token_hex(KEY_BYTES)))
            if (known.address, known.public) != (address.rstrip("/"), public):
                self._door.do(SetLinkAddress(address=address, public=public))
        except Refused as refused:
            logger.warning("Links to pages have no address: %s", refused.text)

    def close(self) -> None:
        """Wait for what is being done."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    # --- requests ------------------------------------------------------------------------------
    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            return Response(status_code=404, headers=HEADERS)
        headers = {**HEADERS, "Cache-Control": "public, max-age=31536000, immutable"}
        return Response(asset(name), media_type=ASSETS[name], headers=headers)

    async def _show(self, request: Request) -> Response:
        link = await self._link(request)
        wanted, change = request.query_params.get("language", ""), request.query_params.get("change", "")
        place = int(change) if change.isascii() and change.isdecimal() and len(change) < 10 else None
        return _html(await self._run(self._shown, link, request, wanted, place))

    async def _take(self, request: Request) -> Response:
        link = await self._link(request)
        if request.headers.get("content-type", "").startswith("multipart/"):
            self._check(self._uploads, str(link.id))
        try:
            async with asyncio.timeout(FORM_SECONDS):
                form = await read_form(request)
        except TimeoutError as error:
            raise Refused(errors.BAD_MESSAGE, "The form took too long.") from error
        answered = await self._run(self._answering.take, link, form)
        if answered.run is None:
            return RedirectResponse(_name(link), status_code=303, headers=HEADERS)
        return await self._run(self._once_more, link, answered, request, form)

    async def _picture(self, request: Request) -> Response:
        link = await self._link(request)
        file = await self._run(self._door.ask, GetFile(file_id=request.path_params["file_id"]))
        if link.run_id is None or file.run_id != link.run_id:
            raise Refused(errors.NOT_FOUND, "There is no such picture.")
        path = self._shelf.path(file.sha256, file.media_type)
        return FileResponse(path, media_type=file.media_type, headers=HEADERS)

    async def _nothing(self, request: Request) -> Response:
        raise Refused(errors.NOT_FOUND, "There is no such page.")

    # --- pages ---------------------------------------------------------------------------------
    def _shown(self, link: FlowLinkView, request: Request, wanted: str, place: int | None) -> str:
        run = self._door.ask(GetRun(run_id=link.run_id)) if link.run_id is not None else None
        if run is None or is_elsewhere(run):
            return start_page(self._page(link, self._language(link, request, wanted)), begun=run is not None)
        changing = None
        if place is not None and any(step.place == place and step.changeable for step in run.path):
            asked = self._door.ask(GetPassed(run_id=run.id, place=place))
            changing = Changing(place, asked)
        return self._run_page(link, run, changing=changing)

    def _once_more(self, link: FlowLinkView, answered: Answered, request: Request, form: Form) -> Response:
        """The page of a form that was not taken as it was: with what was typed, and why."""
        run = answered.run
        assert run is not None
        if is_elsewhere(run):
            return _html(self._shown(link, request, "", None))
        if answered.unsaved is not None:
            return _html(self._run_page(link, run, notice=_notice(run, answered)), 409)
        changing = None
        if answered.changing is not None:
            asked = self._door.ask(GetPassed(run_id=run.id, place=answered.changing))
            changing = Changing(answered.changing, asked)
        page = self._run_page(
            link, run, typed=answered.typed, changing=changing, problem=answered.problem or run.shown.problem
        )
        return _html(page, 422)

    def _run_page(
        self,
        link: FlowLinkView,
        run: RunView,
        *,
        typed: Sequence[str] | None = None,
        notice: Notice | None = None,
        changing: Changing | None = None,
        problem: str = "",
    ) -> str:
        page = self._page(link, closest(run.shown.language, link.languages) or run.shown.language)
        return run_page(
            run,
            page,
            typed=typed,
            notice=notice,
            changing=changing,
            problem=problem,
            due=max(0, (link.due_at or 0) - self._door.clock.now()) // 1_000,
            pictures=f"{_name(link)}/file/",
        )

    def _page(self, link: FlowLinkView, language: str) -> Page:
        title = link.title.get(language) or next(iter(link.title.values()), link.flow)
        return Page(
            language=language,
            title=title,
            company=self._company,
            action=_name(link),
            flow_languages=link.languages,
        )

    def _language(self, link: FlowLinkView, request: Request, wanted: str) -> str:
        """Before the start: what was chosen, the customer's, the browser's, the flow's."""
        for tag in (wanted, link.language):
            found = closest(tag, link.languages) if tag else ""
            if found:
                return found
        header = request.headers.get("accept-language", "")
        return accepted(header, link.languages) or next(iter(link.languages), "en")

    # --- in front of it all ----------------------------------------------------------------------
    def _guarded(
        self, handler: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def run(request: Request) -> Response:
            try:
                self._check(self._addresses, address_name(request.client.host if request.client else ""))
                return await handler(request)
            except Refused as refused:
                return self._refused(request, refused)
            except ClientDisconnect:
                return Response(status_code=400)
            except Exception as error:  # noqa: BLE001 - logged, and answered like everything else
                return self._refused(request, refusal_for(error, "a customer's page"))

        return run

    def _refused(self, request: Request, refused: Refused) -> Response:
        name = refused.details.get("page") or _TROUBLES.get(refused.code, "busy")
        if name == "busy" and refused.code not in {*_PASSING, errors.INTERNAL}:
            logger.warning("A customer's page: %s (%s)", refused.text, refused.code)
        language = accepted(request.headers.get("accept-language", ""), spoken()) or "en"
        depth = request.url.path.strip("/").count("/")
        page = Page(language=language, company=self._company, root="../" * depth)
        again = request.path_params.get("token", "") if name in ("busy", "throttled", "too_large") else ""
        again = again or (request.path_params.get("token", "") if name == "bad_request" else "")
        html = trouble_page(page, name, again=again, n=LARGEST_PHOTO // 1024 // 1024)
        status = _STATUS.get(name) or errors.STATUS.get(refused.code, 500)
        response = _html(html, status)
        if name in ("busy", "throttled"):
            response.headers["Retry-After"] = "60"
        return response

    def _check(self, limit: Limit, name: str) -> None:
        if not limit.takes(name):
            raise Refused(errors.THROTTLED, "Too many requests. Wait a minute.")

    async def _link(self, request: Request) -> FlowLinkView:
        token = request.path_params["token"]
        link: FlowLinkView = await self._run(self._door.ask, GetFlowLink(token=token))
        if link.state in ("expired", "revoked"):
            raise Refused(errors.WRONG_STATE, f"The link is {link.state}.", page=link.state)
        self._check(self._links, str(link.id))
        return link

    async def _run(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: work(*args, **named))


def _notice(run: RunView, answered: Answered) -> Notice:
    words = words_in(run.shown.language)
    if not answered.unsaved or answered.place is None:
        return Notice(words["moved"])
    place, answer = answered.place, ", ".join(answered.unsaved)
    text = words["moved_unsaved"].replace("{question}", place.text).replace("{answer}", answer)
    return Notice(
        text, Offer(place.place, answered.unsaved, words["moved_change"].replace("{answer}", answer))
    )


def _name(link: FlowLinkView) -> str:
    """The last part of the link's address: where the page is, relative to itself."""
    return link.url.rpartition("/")[2]


def _html(html: str, status: int = 200) -> Response:
    return Response(html, status, media_type="text/html", headers=HEADERS)
