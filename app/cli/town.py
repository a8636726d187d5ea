"""`contactdesk town`: simulated callers that ring the demo centre."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from pathlib import Path
from typing import get_args

import msgspec

from app.protocol.town import Pace, SetPace, TownBook


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--book", type=Path, required=True, help="who may call (made with the demo centre)")
    parser.add_argument("--target", default="127.0.0.1:5060", help="the line's host:port")
    parser.add_argument("--folder", type=Path, required=True, help="where its phones and voices live")
    parser.add_argument("--voices", type=Path, help="where spoken sentences are kept (default: the folder)")
    parser.add_argument("--control", type=Path, help="socket for the window that sets the pace")
    parser.add_argument("--pace", choices=get_args(Pace), default="normal")
    parser.add_argument("--most", type=int, default=4, help="callers at a time, at most")


def run(args: argparse.Namespace) -> int:
    """Live until SIGTERM or Ctrl+C; 2 where the book cannot be read or the socket not opened."""
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    from app.telephony.town.control import Control
    from app.telephony.town.town import Town
    from app.telephony.wire import SocketTaken

    try:
        book = msgspec.json.decode(args.book.read_bytes(), type=TownBook)
        control = Control(args.control) if args.control else None
    except (OSError, msgspec.MsgspecError, SocketTaken) as error:
        print(f"contactdesk town: {error}", file=sys.stderr)
        return 2
    town = Town(
        book,
        args.target,
        args.folder,
        voices=args.voices,
        most=args.most,
        on_status=control.say if control is not None else lambda status: None,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: town.stop())
    if control is not None:
        control.start(town)
    town.tell(SetPace(args.pace))
    try:
        town.run()
    finally:
        if control is not None:
            control.close()
    return 0
