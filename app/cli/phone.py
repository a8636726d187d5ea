"""`contactdesk phone`: a phone process. A console or a hub starts it and drives it over its socket."""

from __future__ import annotations

import argparse
import faulthandler
import logging
import sys
from pathlib import Path

import msgspec

from app.protocol.phone import Configure


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--socket", type=Path, required=True, help="where its driver connects")
    parser.add_argument("--config", type=Path, help="settings as a JSON file, else the driver sends them")
    parser.add_argument("--sip-log", default="", help="file for the SIP library's log, with all messages")
    parser.add_argument(
        "--loopback", action="store_true", help="loopback TCP with a token where a Unix socket would do"
    )


def run(args: argparse.Namespace) -> int:
    """Run the process; 0 after an orderly end, 2 for bad settings, 3 if the socket is in use."""
    faulthandler.enable()  # pjsip answers mistakes with an abort: say where
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    from app.telephony.sip.endpoint import Refused
    from app.telephony.sip.process import run as run_phone
    from app.telephony.wire import SocketTaken

    try:
        config = msgspec.json.decode(args.config.read_bytes(), type=Configure) if args.config else None
        run_phone(args.socket, config, args.sip_log, loopback=args.loopback)
    except SocketTaken as taken:
        print(f"contactdesk phone: {taken}", file=sys.stderr)
        return 3
    except (OSError, msgspec.DecodeError, Refused) as error:
        print(f"contactdesk phone: {error}", file=sys.stderr)
        return 2
    return 0
