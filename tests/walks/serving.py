"""An ASGI application on loopback, for a browser to visit."""

import threading
import time
from contextlib import contextmanager

from publish.api.server import address_of, listen, server_of


@contextmanager
def served(app):
    """Serve while the block lasts; gives the address."""
    listening = listen("127.0.0.1", 0)
    server = server_of(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield address_of(listening)
    finally:
        server.should_exit = True
        thread.join(10)
