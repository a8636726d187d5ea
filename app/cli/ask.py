"""`contactdesk do NAME key=value …` and `contactdesk ask NAME key=value …`: the door from a shell.

Every command and question that is registered at the door can be called; what it takes is what its type
says. Without a NAME the list is printed.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import Any

import msgspec

PASSWORD_VARIABLE = "CONTACTDESK_PASSWORD"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("name", nargs="?", help="the command or question; without it, all are listed")
    parser.add_argument("values", nargs="*", metavar="key=value", help="its fields; a value may be JSON")
    parser.add_argument("--hub", default="http://127.0.0.1:8500", help="address of the hub")
    parser.add_argument("--login", help="whose work it is")
    parser.epilog = f"The password is read from {PASSWORD_VARIABLE}, or asked for."


def run(args: argparse.Namespace) -> int:
    """0 and the answer as JSON; 1 and the refusal where it was refused; 2 where it cannot be asked."""
    from app.client.http import HubHttp
    from app.core.errors import Refused
    from app.protocol.message import Command
    from app.services.house import desk_messages

    messages = desk_messages()
    if args.name is None:
        print("\n".join(_line(messages[name]) for name in sorted(messages)))
        return 0
    if args.name not in messages:
        print(
            f"contactdesk: no command or question {args.name!r}; without a name all are listed.",
            file=sys.stderr,
        )
        return 2
    if not args.login:
        print("contactdesk: say whose work it is: --login NAME", file=sys.stderr)
        return 2
    try:
        message = msgspec.convert(_fields(args.values), messages[args.name], strict=False)
    except (ValueError, msgspec.ValidationError) as error:
        print(f"contactdesk: {args.name}: {error}", file=sys.stderr)
        return 2
    http = HubHttp(args.hub)
    try:
        http.sign_in(args.login, password(), client="contactdesk do")
        answer: Any = http.do(message) if isinstance(message, Command) else http.ask(message)
    except Refused as refused:
        print(f"contactdesk: {refused.text} ({refused.code})", file=sys.stderr)
        return 1
    finally:
        http.close()
    print(msgspec.json.format(msgspec.json.encode(answer), indent=2).decode())
    return 0


def password() -> str:
    """Of the one who signs in: from the environment, or asked for."""
    return os.environ.get(PASSWORD_VARIABLE) or getpass.getpass()


def _fields(values: list[str]) -> dict[str, Any]:
    """`key=value` pairs; a value that is JSON is taken as that, anything else as text."""
    fields: dict[str, Any] = {}
    for pair in values:
        key, equals, value = pair.partition("=")
        if not equals:
            raise ValueError(f"{pair!r} is not key=value")
        try:
            fields[key] = msgspec.json.decode(value)
        except msgspec.DecodeError:
            fields[key] = value
    return fields


def _line(message: type[msgspec.Struct]) -> str:
    fields = " ".join(
        field.name if field.required else f"[{field.name}]" for field in msgspec.structs.fields(message)
    )
    return f"{message.__name__} {fields}"
