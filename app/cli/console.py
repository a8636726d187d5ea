"""`contactdesk console`: the window of an agent, a supervisor or a technician."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.client.desk import Desk
    from app.client.phone import SoftPhone
    from app.protocol.phone import Account
    from app.ui.bridge import Bridge
    from app.ui.window import PhoneMaker


def configure(parser: argparse.ArgumentParser) -> None:
    """The console's arguments."""
    parser.add_argument("--hub", default="", metavar="URL", help="address of the hub")
    parser.add_argument("--login", default="", help="sign in as this agent")
    parser.add_argument("--password", default="", help="with this password ($CONTACTDESK_PASSWORD is better)")
    parser.add_argument(
        "--journal", "--home", type=Path, metavar="DIR", help="where drafts and settings are kept"
    )
    parser.add_argument("--ready", action="store_true", help="choose Ready as soon as the desk is there")
    parser.add_argument("--theme", choices=("system", "light", "dark"), default="")
    parser.add_argument("--language", choices=("en", "zh-TW", "zh_TW", "th"), default="")
    parser.add_argument(
        "--town", type=Path, metavar="SOCKET", help="the simulated town whose pace is set here"
    )
    parser.add_argument("--no-phone", action="store_true", help="without a soft phone")
    parser.add_argument(
        "--sip-account",
        default="",
        metavar="USER@PBX",
        help="register the phone there; password in $CONTACTDESK_SIP_PASSWORD",
    )
    parser.add_argument("--silent", action="store_true", help="a phone without a sound device")
    parser.add_argument("--microphone", default="", metavar="WAV", help=argparse.SUPPRESS)
    parser.add_argument("--marks", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--drive", type=Path, metavar="SOCKET", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Open the window; the exit code when it is closed."""
    home = args.journal or _home()
    try:
        from app.ui.app import run as open_window
        from app.ui.window import Options
    except ImportError as missing:  # libEGL, libxkbcommon … are the system's
        print(
            f"contactdesk: the window cannot be opened: {missing}. ./run names what is missing.",
            file=sys.stderr,
        )
        return 1
    account = None
    if args.sip_account:
        from app.cli.sip_account import BadAccount, read_account

        try:
            account = read_account(args.sip_account)
        except BadAccount as bad:
            print(f"contactdesk: {bad}", file=sys.stderr)
            return 2
    options = Options(
        hub=args.hub or "http://127.0.0.1:8500",
        login=args.login,
        password=args.password or os.environ.get("CONTACTDESK_PASSWORD", ""),
        home=home,
        ready=args.ready,
        town=args.town,
        marks=args.marks,
    )
    sound = not args.silent
    phone = None if args.no_phone else _phone_maker(home, account, sound=sound, microphone=args.microphone)
    language = args.language.replace("-", "_")
    return open_window(options, theme=args.theme, language=language, drive=args.drive, phone=phone)


def _phone_maker(home: Path, account: Account | None, *, sound: bool, microphone: str) -> PhoneMaker:
    """Joins the phone process to a signed-in desk; imported when somebody has signed in."""

    def make(bridge: Bridge, desk: Desk) -> SoftPhone:
        from app.cli.softphone import ConsolePhone, PhoneSettings

        settings = PhoneSettings(
            socket=home / f"phone-{desk.me}.sock",
            account=account,
            sound=sound,
            microphone_file=microphone,
        )
        phone = ConsolePhone(desk, partial(bridge.post, bridge.phone.emit), settings)
        phone.start()
        return phone

    return make


def _home() -> Path:
    from app.core.settings import default_home

    return default_home() / "console"
