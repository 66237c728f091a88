"""Servers on loopback that take messages, and keep them for the test to read."""

import json
import threading
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import create_connection

from aiosmtpd.controller import Controller


class _Postbox:
    def __init__(self, *, refuses):
        self.arrived = []
        self.refuses = refuses

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.refuses:
            return "550 not here"
        self.arrived.append(message_from_bytes(envelope.content, policy=SMTP))
        return "250 kept"


class _Controller(Controller):
    def _trigger_server(self):
        """Probe the port that 0 became, which aiosmtpd does not know."""
        with create_connection(self.server.sockets[0].getsockname()) as door:
            door.recv(1)


@contextmanager
def mail_server(*, refuses=False):
    """Take mail while the block lasts; gives the port and the mails."""
    postbox = _Postbox(refuses=refuses)
    server = _Controller(postbox, hostname="127.0.0.1", port=0)
    server.start()
    try:
        yield server.server.sockets[0].getsockname()[1], postbox.arrived
    finally:
        server.stop()


@contextmanager
def webhook(status=200):
    """Take notices while the block lasts; gives the port and what was posted."""
    arrived = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            arrived.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Be quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_port, arrived
        finally:
            server.shutdown()
            thread.join()
