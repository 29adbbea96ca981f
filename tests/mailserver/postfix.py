"""Postfix, set up in a folder of its own, on a port of its own, with mailboxes in Maildir form."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

_MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/data
mail_owner = postfix
setgid_group = postdrop
maillog_file = {home}/log/maillog
maillog_file_prefixes = {home}/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.org
mydestination =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
alias_maps =
notify_classes =
local_recipient_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = inline:{{ {mailboxes} }}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_tls_security_level = encrypt
smtpd_tls_chain_files = {home}/etc/certificate.pem
smtpd_tls_received_header = yes
"""
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
_PATIENCE_SECONDS = 20.0


class Postfix:
    """A mail server that runs, and its mailboxes."""

    def __init__(self, home: Path, *, port: int) -> None:
        self.home = home
        self.port = port

    def letters(self, mailbox: str) -> list[bytes]:
        """Give the letters of a mailbox as the server wrote them, in no order."""
        folder = self.home / "mail" / mailbox / "new"
        return [path.read_bytes() for path in folder.iterdir()] if folder.is_dir() else []

    def wait_for(self, mailbox: str, *, letters: int) -> list[bytes]:
        """Wait until a mailbox holds so many letters."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while len(self.letters(mailbox)) < letters and time.monotonic() < until:
            time.sleep(0.05)  # another program's folder: nothing to be told by
        return self.letters(mailbox)

    def log(self) -> str:
        """Give what the server has to say."""
        path = self.home / "log" / "maillog"
        return path.read_text(errors="replace") if path.exists() else ""


def missing() -> str | None:
    """Say why the server cannot be run here."""
    if shutil.which("postfix", path=_path()) is None:
        return "Postfix is not installed"
    return None if os.geteuid() == 0 else "Postfix must be started by root"


@contextmanager
def postfix(*, certificate: Path, mailboxes: Sequence[str]) -> Iterator[Postfix]:
    """Run the server for the time of a test; it asks for TLS."""
    home = Path(tempfile.mkdtemp(prefix="watcher-postfix-"))
    port = _free_port()
    try:
        _set_up(home, port=port, certificate=certificate, mailboxes=mailboxes)
        _command(home, "start")
        try:
            _wait_until_open(port)
            yield Postfix(home, port=port)
        finally:
            _command(home, "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def parsed(letter: bytes) -> EmailMessage:
    """Read a letter."""
    message = BytesParser(policy=default).parsebytes(letter)
    assert isinstance(message, EmailMessage)
    return message


def _set_up(home: Path, *, port: int, certificate: Path, mailboxes: Sequence[str]) -> None:
    owner, nobody = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    home.chmod(0o755)  # the server's own user works in it
    for name in ("etc", "spool", "data", "mail", "log"):
        (home / name).mkdir(mode=0o755)
    os.chown(home / "data", owner.pw_uid, owner.pw_gid)
    os.chown(home / "mail", nobody.pw_uid, grp.getgrgid(nobody.pw_gid).gr_gid)
    shutil.copy(certificate, home / "etc" / "certificate.pem")
    (home / "etc" / "certificate.pem").chmod(0o600)
    listed = ", ".join(f"{{ {name}@example.org = {name}/ }}" for name in mailboxes)
    (home / "etc" / "main.cf").write_text(
        _MAIN.format(home=home, mailboxes=listed, uid=nobody.pw_uid, gid=nobody.pw_gid)
    )
    (home / "etc" / "master.cf").write_text(_MASTER.format(port=port))


def _command(home: Path, word: str) -> None:
    done = subprocess.run(
        ["postfix", "-c", str(home / "etc"), word],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": _path(), "LC_ALL": "C"},
    )
    maillog = home / "log" / "maillog"
    said = maillog.read_text(errors="replace") if maillog.exists() else ""
    assert done.returncode == 0, f"postfix {word}: {done.stdout}{done.stderr}{said}"


def _wait_until_open(port: int) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            assert time.monotonic() < until, "the server does not listen"
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _path() -> str:
    return "/usr/sbin:/usr/bin:/sbin:/bin"
