"""A real Asterisk of the tests' own: 127.0.0.1 only, free ports, its files in one temporary folder.

Endpoints `agent1` … `agent4` register with digest (password: `secret-agent1` …). Anyone else on loopback is
`anonymous`. All of them dial in the context `desk`; see DIALPLAN for what answers. `Asterisk.configure` adds
endpoints and extensions to a running one.
"""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from setup.asterisk import Tree

START_SECONDS = 20.0
STOP_SECONDS = 10.0
AGENTS = ("agent1", "agent2", "agent3", "agent4")
ARI_USER, ARI_PASSWORD = "desk", "secret-ari"

DIALPLAN = """
[general]
static = yes
writeprotect = yes

[desk]
; what you say comes back
exten => echo,1,Answer(,i)
 same => n,Echo()
 same => n,Hangup()
; someone talks: a long English announcement
exten => talk,1,Answer(,i)
 same => n,Playback(tt-monkeys)
 same => n,Playback(tt-weasels)
 same => n,Hangup()
; music, for ever
exten => music,1,Answer(,i)
 same => n,MusicOnHold(default)
; a steady tone of 1000 Hz, for ever
exten => tone,1,Answer(,i)
 same => n,Playtones(1000)
 same => n,Wait(600)
; a conference room: conf-anything
exten => _conf-.,1,Answer(,i)
 same => n,ConfBridge(${EXTEN:5})
; four digits are read and logged as "digits: 1234"
exten => digits,1,Answer(,i)
 same => n,Read(DIGITS,,4,,1,10)
 same => n,Log(NOTICE,digits: ${DIGITS})
 same => n,Hangup()
; refusals, and a telephone nobody answers
exten => busy,1,Hangup(17)
exten => gone,1,Hangup(1)
exten => ring,1,Ringing()
 same => n,Wait(600)
; another agent (a bare n in a pattern would be a digit)
exten => _age[n]tX,1,Dial(PJSIP/${EXTEN},60)
 same => n,Hangup()
; a program by ARI: stasis-APPLICATION
exten => _stasis-.,1,Stasis(${EXTEN:7})
 same => n,Hangup()
"""

PJSIP = """
[global]
type = global
user_agent = Asterisk
endpoint_identifier_order = ip,username,anonymous

[udp](!)
type = transport
bind = 127.0.0.1:{port}
[transport-udp](udp)
protocol = udp
[transport-tcp](udp)
protocol = tcp

[endpoint](!)
type = endpoint
context = desk
disallow = all
allow = ulaw,alaw
direct_media = no
media_address = 127.0.0.1
bind_rtp_to_media_address = yes
rtp_symmetric = yes
send_connected_line = no
trust_id_inbound = yes
send_pai = yes

; who calls without a name, and the way out: Dial(PJSIP/anonymous/sip:NUMBER@127.0.0.1:PORT)
[anonymous](endpoint)
"""

OTHER_FILES = {
    "modules.conf": "[modules]\nautoload = yes\n",
    "logger.conf": "[general]\ndateformat = %H:%M:%S.%3q\n[logfiles]\nmessages.log => notice,warning,error\n",
    "indications.conf": "#include {samples}/indications.conf\n",
    "musiconhold.conf": "[default]\nmode = files\ndirectory = {moh}\n",
    "rtp.conf": "[general]\nrtpstart = 20000\nrtpend = 29999\nstrictrtp = no\nicesupport = no\n",
    "http.conf": "[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = {http}\nprefix =\n",
    "ari.conf": f"[general]\nenabled = yes\n[{ARI_USER}]\ntype = user\npassword = {ARI_PASSWORD}\n",
    "manager.conf": "[general]\nenabled = no\n",
    # What is asked for at the start and may be empty.
    **{
        f"{name}.conf": ""
        for name in (
            *("acl", "ccss", "cdr", "cel", "confbridge", "features", "pjproject", "pjsip_notify", "queues"),
            *(
                "chan_websocket",
                "queuerules",
                "res_fax",
                "res_parking",
                "stasis",
                "udptl",
                "websocket_client",
            ),
        )
    },
}
ASTERISK_CONF = """
[directories]
astetcdir => {folder}/etc
astmoddir => {modules}
astvarlibdir => {folder}/lib
astdbdir => {folder}/lib
astkeydir => {folder}/lib
astdatadir => {data}
astagidir => {folder}/lib
astspooldir => {folder}/spool
astrundir => {folder}/run
astlogdir => {folder}/log
[options]
documentation_language = en_US
nocolor = yes
"""


def endpoint(name: str, password: str, **settings: str) -> str:
    """The text for `pjsip.conf` of an endpoint that registers with digest authentication."""
    lines = [
        *(f"[{name}](endpoint)", "auth = " + name, "aors = " + name, f'callerid = "{name}" <{name}>'),
        *(f"{key} = {value}" for key, value in settings.items()),
        *(f"[{name}]", "type = aor", "max_contacts = 1", "remove_existing = yes"),
        *(f"[{name}]", "type = auth", "auth_type = digest", f"username = {name}", f"password = {password}"),
    ]
    return "\n".join(lines) + "\n"


class Asterisk:
    """An Asterisk that lives as long as the `with` block."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.folder = Path(tempfile.mkdtemp(prefix="cd-ast-"))
        self.sip_port = free_port()
        self.http_port = free_port()
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Asterisk:
        try:
            self._write_configuration()
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def registrar(self) -> str:
        """The URI a phone registers with."""
        return f"sip:127.0.0.1:{self.sip_port}"

    @property
    def ari_url(self) -> str:
        """The base of ARI's HTTP addresses; ARI_USER and ARI_PASSWORD open it."""
        return f"http://127.0.0.1:{self.http_port}/ari"

    @property
    def pid(self) -> int:
        """The server's process id, for tests that kill or freeze it."""
        assert self._server is not None
        return self._server.pid

    def uri(self, extension: str) -> str:
        """The SIP URI of an extension of the dialplan."""
        return f"sip:{extension}@127.0.0.1:{self.sip_port}"

    def cli(self, command: str) -> str:
        """Run a command of Asterisk's console and return what it prints."""
        done = self._asterisk("-rx", command)
        if done.returncode:
            raise RuntimeError(f"asterisk -rx {command!r}: {done.stdout}{done.stderr}")
        return done.stdout

    def configure(self, *, pjsip: str = "", extensions: str = "") -> None:
        """Add text to the configuration and load it: see `endpoint`; extensions open their own context."""
        for name, text, command in (
            ("pjsip.conf", pjsip, "module reload res_pjsip.so"),
            ("extensions.conf", extensions, "dialplan reload"),
        ):
            if text:
                with (self.folder / "etc" / name).open("a") as file:
                    file.write(f"\n{text}\n")
                self.cli(command)

    def log(self) -> str:
        """What Asterisk logged so far: notices, warnings, errors."""
        return (self.folder / "log" / "messages.log").read_text(errors="replace")

    def channels(self) -> int:
        """How many channels are up."""
        found = re.search(r"(\d+) active channel", self.cli("core show channels count"))
        assert found
        return int(found[1])

    def start(self) -> None:
        """Start it, again after `stop` or a kill, and wait until it takes calls."""
        command = [
            "setpriv",
            "--pdeathsig",
            "KILL",
            "--",
            *self._tree.command("-C", self._main_file, "-f", "-n"),
        ]
        with (self.folder / "output.log").open("ab") as output:
            self._server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        deadline = time.monotonic() + START_SECONDS
        while "fully booted" not in self._asterisk("-rx", "core waitfullybooted").stdout:
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(
                    "Asterisk did not start: " + (self.folder / "output.log").read_text()[-2000:]
                )
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, calls and all."""
        if self._server is None:
            return
        self._server.send_signal(signal.SIGTERM)
        try:
            self._server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._server = None

    def _asterisk(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = self._tree.command("-C", self._main_file, *arguments)
        return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    @property
    def _main_file(self) -> Path:
        return self.folder / "etc" / "asterisk.conf"

    def _write_configuration(self) -> None:
        for name in ("etc", "lib/keys", "spool/recording", "run", "log"):
            (self.folder / name).mkdir(parents=True)
        agents = "\n".join(endpoint(name, f"secret-{name}") for name in AGENTS)
        files = {
            "asterisk.conf": ASTERISK_CONF,
            "pjsip.conf": PJSIP.replace("{port}", str(self.sip_port)) + agents,
            "extensions.conf": DIALPLAN,
            **OTHER_FILES,
        }
        places = {
            "{folder}": self.folder,
            "{modules}": self._tree.modules,
            "{data}": self._tree.data,
            "{moh}": self._tree.data / "moh",
            "{samples}": self._tree.folder / "etc" / "asterisk",
            "{http}": self.http_port,
        }
        for name, text in files.items():
            for place, value in places.items():
                text = text.replace(place, str(value))
            (self.folder / "etc" / name).write_text(text)


def free_port() -> int:
    """A port of 127.0.0.1 that is free for TCP and for UDP at this moment."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
            tcp.bind(("127.0.0.1", 0))
            port: int = tcp.getsockname()[1]
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                try:
                    udp.bind(("127.0.0.1", port))
                except OSError:
                    continue
                return port
