"""Installs Asterisk for the tests: no root, no chroot, nothing outside the checkout's var/cache.

The packages come from the Debian mirror this machine already uses, but of a later release (Debian 12 has no
Asterisk), into an apt root of their own, and are unpacked. The programs run with the C library that came with
them. `python setup/asterisk.py` prints the folder; where one is there already it asks nobody.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / "var" / "cache"
COMPLETE = "complete-2"
"""The file that says a tree is whole; its number goes up when more is kept of the packages, so that older
trees are fetched anew."""
SUITES = ("forky", "sid")
PACKAGES = (
    "asterisk",
    "asterisk-modules",
    "asterisk-config",
    "asterisk-moh-opsound-gsm",
    "asterisk-core-sounds-en-gsm",
)
# What comes along as a dependency and no module we keep needs.
UNWANTED_PACKAGES = ("perl*", "libperl*", "gnupg*", "gpg*", "dirmngr*", "passwd*", "systemd*", "*-data_*")
# Modules that want a service, a device or a configuration of their own; without them it starts in a second.
UNWANTED_MODULES = (
    *("cdr_*", "cel_*", "chan_iax2*", "chan_console*", "chan_motif*", "chan_unistim*", "chan_audiosocket*"),
    *("*odbc*", "*pgsql*", "*ldap*", "*sqlite3*", "*snmp*", "*xmpp*", "*radius*", "*_tds*", "*calendar*"),
    *("*voicemail*", "*minivm*", "*adsi*", "*smdi*", "*phoneprov*", "*statsd*", "*prometheus*", "*_hep*"),
    *("*stir_shaken*", "*geolocation*", "*aeap*", "*jack*", "*lua*", "*dundi*", "*_ael*"),
    *("*config_curl*", "*unbound*", "*stun_monitor*", "*festival*", "*alarmreceiver*", "*_sla*"),
    *("*agent_pool*",),
    *("*config_wizard*", "res_stasis_test*", "*http_media_cache*", "*realtime*"),
    *("app_getcpeid*", "app_followme*", "app_amd*", "res_clialiases*", "res_limit*"),
)
SKIPPED_FOLDERS = (
    "./usr/share/doc",
    "./usr/share/man",
    "./usr/share/locale",
    "./usr/bin",
    "./usr/lib/*/gconv",
)


class InstallFailed(RuntimeError):
    """Asterisk could not be installed; the message says why."""


@dataclass(frozen=True)
class Tree:
    """An unpacked Asterisk."""

    folder: Path

    @property
    def libraries(self) -> Path:
        return next(self.folder.glob("usr/lib/*-linux-gnu"))

    @property
    def modules(self) -> Path:
        return self.libraries / "asterisk" / "modules"

    @property
    def data(self) -> Path:
        return self.folder / "usr" / "share" / "asterisk"

    def command(self, *arguments: str | Path) -> list[str]:
        """The words that run asterisk with the loader and the libraries that came with it."""
        loader = next(self.libraries.glob("ld-linux*.so.*"))
        program = self.folder / "usr" / "sbin" / "asterisk"
        words = [loader, "--library-path", self.libraries, "--argv0", "asterisk", program, *arguments]
        return [str(word) for word in words]


def installed(cache: Path = CACHE) -> Tree | None:
    """The newest Asterisk in the cache, or None."""
    complete = sorted(cache.glob(f"asterisk-*/{COMPLETE}"), key=lambda path: path.stat().st_mtime)
    return Tree(complete[-1].parent) if complete else None


def install(cache: Path = CACHE) -> Tree:
    """Fetch and unpack Asterisk unless it is there; who comes second waits. Raises InstallFailed."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "asterisk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return installed(cache) or _install(cache)


def _install(cache: Path) -> Tree:
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise InstallFailed("only Debian and its kin have the tools to fetch Asterisk (apt-get, dpkg-deb)")
    work = cache / "asterisk-fetch"
    shutil.rmtree(work, ignore_errors=True)
    try:
        packages = _download(work)
        tree = _unpack(packages, work / "tree")
        _prune(tree)
        _try_out(tree)
        final = cache / f"asterisk-{_version(packages)}"
        shutil.rmtree(final, ignore_errors=True)
        (work / "tree").rename(final)
        (final / COMPLETE).touch()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Tree(final)


def _download(work: Path) -> list[Path]:
    apt = _private_apt(work)
    reasons = []
    for suite in SUITES:
        (work / "sources.list").write_text(f"deb {_signed_by()}{_mirror()} {suite} main\n")
        for step in (["update"], ["install", "--yes", "--download-only", *PACKAGES]):
            done = subprocess.run([*apt, *step], capture_output=True, text=True, stdin=subprocess.DEVNULL)
            if done.returncode:
                reasons.append(f"{suite}: {done.stderr.strip()[-500:]}")
                break
        else:
            return sorted((work / "cache" / "archives").glob("*.deb"))
    raise InstallFailed("apt-get could not fetch Asterisk: " + " | ".join(reasons))


def _private_apt(work: Path) -> list[str]:
    """apt-get with a state and a cache of its own, as if nothing were installed."""
    for folder in ("state/lists/partial", "cache/archives/partial"):
        (work / folder).mkdir(parents=True)
    (work / "status").touch()
    options = {
        "Dir::State": work / "state",
        "Dir::State::status": work / "status",
        "Dir::Cache": work / "cache",
        "Dir::Etc::sourcelist": work / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Acquire::Check-Valid-Until": "false",
        "Acquire::Languages": "none",
        "APT::Sandbox::User": "",
        "APT::Install-Recommends": "false",
        "APT::Update::Post-Invoke": "",
    }
    return ["apt-get", "-q", *(word for key, value in options.items() for word in ("-o", f"{key}={value}"))]


def _mirror() -> str:
    """The Debian mirror that this machine's own apt uses."""
    done = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)"], capture_output=True, text=True
    )
    for address in done.stdout.split():
        if address.rstrip("/").endswith("/debian"):
            return address
    raise InstallFailed("this machine's apt knows no Debian mirror (an address that ends in /debian)")


def _signed_by() -> str:
    keyring = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
    return f"[signed-by={keyring}] " if keyring.exists() else ""


def _unpack(packages: list[Path], folder: Path) -> Tree:
    folder.mkdir()
    exclude = [f"--exclude={name}" for name in SKIPPED_FOLDERS]
    for package in packages:
        if any(fnmatch(package.name, pattern) for pattern in UNWANTED_PACKAGES):
            continue
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as archive:
            subprocess.run(["tar", "-x", "-C", folder, *exclude], stdin=archive.stdout, check=True)
        if archive.returncode:
            raise InstallFailed(f"{package.name} could not be unpacked")
    return Tree(folder)


def _prune(tree: Tree) -> None:
    """Drop the modules no test needs and give the sounds the name they are looked up by."""
    for module in tree.modules.iterdir():
        if any(fnmatch(module.name, pattern) for pattern in UNWANTED_MODULES):
            module.unlink()
    sounds = tree.data / "sounds"
    (sounds / "en").symlink_to(next(sounds.glob("en_*")).name)  # what the package's own script would do


def _try_out(tree: Tree) -> None:
    done = subprocess.run(tree.command("-V"), capture_output=True, text=True)
    if done.returncode or "Asterisk" not in done.stdout:
        raise InstallFailed(f"the Asterisk that was fetched does not run here: {done.stderr.strip()}")


def _version(packages: list[Path]) -> str:
    """As in asterisk_1%3a22.10.1+dfsg…_amd64.deb."""
    name = next(package.name for package in packages if package.name.startswith("asterisk_"))
    return name.split("_")[1].split("%3a")[-1].split("+")[0]


def main() -> int:
    """Install and say where it is."""
    try:
        tree = install()
    except InstallFailed as reason:
        print(f"Asterisk: {reason}", file=sys.stderr)
        return 1
    print(tree.folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
