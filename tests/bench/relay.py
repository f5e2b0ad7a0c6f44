#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
#
# A slow link: a relay on a Unix socket that hands on every byte after half a round-trip time, and counts the round trips.
import os
import socket
import threading
import time
from collections import deque


class Relay:
    """Listens beside the server's own socket, as another port; every connection goes to the server, late."""

    def __init__(self, round_trip, port):
        self.delay = round_trip / 2
        self.port = port
        self.target = f"{os.environ['PGHOST']}/.s.PGSQL.{os.environ['PGPORT']}"
        self.path = f"{os.environ['PGHOST']}/.s.PGSQL.{port}"
        self.round_trips = 0
        self.lock = threading.Lock()
        if os.path.exists(self.path):
            os.unlink(self.path)
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(self.path)
        # The server's own user connects too: postgres_fdw.
        os.chmod(self.path, 0o777)
        self.listener.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()
        os.unlink(self.path)

    def taken(self):
        """Round trips since the last time this was asked."""
        with self.lock:
            count, self.round_trips = self.round_trips, 0
        return count

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            server.connect(self.target)
            state = {"asking": False}
            self._carry(client, server, lambda state=state: self._asked(state))
            self._carry(server, client, lambda state=state: self._answered(state))

    def _asked(self, state):
        with self.lock:
            state["asking"] = True

    def _answered(self, state):
        # An answer after something was asked is a round trip; more of the same answer is none.
        with self.lock:
            if state["asking"]:
                self.round_trips += 1
            state["asking"] = False

    def _carry(self, source, target, told):
        waiting = deque()
        more = threading.Condition()

        def read():
            while True:
                try:
                    data = source.recv(1 << 18)
                except OSError:
                    data = b""
                if data:
                    told()
                with more:
                    waiting.append((time.monotonic() + self.delay, data))
                    more.notify()
                if not data:
                    return

        def write():
            while True:
                with more:
                    while not waiting:
                        more.wait()
                    due, data = waiting.popleft()
                late = due - time.monotonic()
                if late > 0:
                    time.sleep(late)
                try:
                    if not data:
                        target.shutdown(socket.SHUT_WR)
                        return
                    target.sendall(data)
                except OSError:
                    return

        threading.Thread(target=read, daemon=True).start()
        threading.Thread(target=write, daemon=True).start()
