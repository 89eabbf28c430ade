"""`flask mail`: from a mail server's pipe, and from a mailbox."""

import socketserver
import threading
from dataclasses import replace

import pytest

from app.notifications.incoming import mailbox


class Imap(socketserver.StreamRequestHandler):
    """As much of an IMAP server as a poll needs; its mails are the server's."""

    def handle(self):
        self.say("* OK ready")
        for line in self.rfile:
            tag, name, *rest = line.decode().split()
            getattr(self, f"on_{name.lower()}", self.on_other)(tag, rest)
            if name.upper() == "LOGOUT":
                return

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def on_other(self, tag, rest):
        self.say(f"{tag} OK done")

    def on_capability(self, tag, rest):
        self.say("* CAPABILITY IMAP4rev1")
        self.say(f"{tag} OK done")

    def on_login(self, tag, rest):
        right = [word.strip('"') for word in rest] == ["house", "s3cret/"]
        self.say(f"{tag} {'OK' if right else 'NO'} login")

    def on_select(self, tag, rest):
        self.server.selected = rest[0].strip('"')
        self.say("* 2 EXISTS")
        self.say(f"{tag} OK done")

    def on_uid(self, tag, rest):
        mails, seen = self.server.mails, self.server.seen
        if rest[0].lower() == "search":
            self.say("* SEARCH " + " ".join(str(n) for n in mails if n not in seen))
        elif rest[0].lower() == "fetch":
            raw = mails[int(rest[1])]
            self.say(f"* 1 FETCH (UID {rest[1]} BODY[] {{{len(raw)}}}")
            self.wfile.write(raw)
            self.say(")")
        else:
            seen.add(int(rest[1]))
        self.say(f"{tag} OK done")


@pytest.fixture
def imap():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        server.daemon_threads = True
        server.mails, server.seen = {1: b"Subject: a\r\n\r\nx", 2: b"Subject: b\r\n\r\ny"}, set()
        server.url = f"imap://house:s3cret%2F@127.0.0.1:{server.server_address[1]}/Answers"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_each_unseen_mail_is_taken_once(imap):
    taken = []

    assert mailbox.poll(imap.url, taken.append) == 2
    assert mailbox.poll(imap.url, taken.append) == 0

    assert taken == list(imap.mails.values())
    assert imap.selected == "Answers"


def test_a_mail_that_cannot_be_taken_waits_and_the_others_do_not(imap):
    taken = []

    def take(raw):
        if b"Subject: a" in raw:
            raise ValueError
        taken.append(raw)

    assert mailbox.poll(imap.url, take) == 1
    assert (len(taken), imap.seen) == (1, {2})


def test_the_command_polls_the_mailbox_of_the_settings(app, config, imap, monkeypatch):
    monkeypatch.setitem(app.config, "STAFFROOM", replace(config, imap_url=imap.url))

    result = app.test_cli_runner().invoke(args=["mail", "poll"])

    assert result.output == "2 taken in\n"
    assert imap.seen == {1, 2}


def test_without_a_mailbox_the_command_says_so(app):
    result = app.test_cli_runner().invoke(args=["mail", "poll"])

    assert (result.exit_code, result.output) == (1, "IMAP_URL is not set.\n")


def test_a_pipe_hands_a_mail_over(app):
    result = app.test_cli_runner().invoke(args=["mail", "receive"], input=b"Subject: a\n\nx")

    assert (result.exit_code, result.output) == (0, "ignored\n")


def test_a_mail_that_breaks_us_stays_with_the_mail_server(app, monkeypatch):
    monkeypatch.setattr("app.notifications.commands.receive", None)

    result = app.test_cli_runner().invoke(args=["mail", "receive"], input=b"Subject: a\n\nx")

    assert result.exit_code == 75
