"""Clients that send contacts at a fixed rate, whether or not earlier requests have a response."""

import asyncio
import collections
import itertools
import os
import random
import re
import select
import socket
import time
from dataclasses import dataclass

from harness import format_count, format_milliseconds, percentile

# Not measured: in the first seconds the queue fills as in a burst, many connections are still being opened, and the service's runtime may
# still compile the code that accepts them.
SETTLING_SECONDS = 4
SEND_INTERVAL_SECONDS = 0.002
# Several times as many as are busy at half of the rate.
PRECISE_CONNECTIONS = 64
CONTENT_LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")


@dataclass(frozen=True)
class LoadResult:
    """The responses to one load, and the number of requests still waiting for one.

    Latencies are in milliseconds, from the moment a request was due.
    """

    offered: float
    seconds: float
    latencies: dict
    broken: int
    waiting: int = 0

    def rate(self, status):
        return len(self.latencies[status]) / self.seconds

    def row(self, name):
        return [name, format_count(self.offered), *self.cells(200), *self.cells(503), format_count(self.others), format_count(self.broken)]

    def cells(self, status):
        latencies = sorted(self.latencies[status])
        if not latencies:
            return ["0", "–", "–"]
        return [
            format_count(self.rate(status)), format_milliseconds(percentile(latencies, 50)),
            format_milliseconds(percentile(latencies, 99)),
        ]

    @property
    def others(self):
        """The number of responses with a status other than 200 and 503."""
        return sum(len(latencies) for status, latencies in self.latencies.items() if status not in (200, 503))


class Connection(asyncio.Protocol):
    """One HTTP connection. It sends one request at a time and passes the status of the response to its client."""

    def __init__(self, client):
        self._client = client
        self._received = b""

    def connection_made(self, transport):
        self._transport = transport

    def send(self, due, request):
        self._due = due
        self._transport.write(request)

    def data_received(self, data):
        self._received += data
        if is_complete(self._received):
            status = int(self._received[9:12])
            self._received = b""
            self._client.record_response(status, self._due)
            self._client.idle.append(self)

    def connection_lost(self, error):
        self._client.record_lost(self)


def is_complete(response):
    """Whether a response has arrived to its end. Some have a length; the last chunk of the others is empty."""
    end = response.find(b"\r\n\r\n")
    if end < 0:
        return False
    length = CONTENT_LENGTH.search(response, 0, end)
    return len(response) == end + 4 + int(length[1]) if length else response.endswith(b"0\r\n\r\n")


def known_contacts(contacts):
    """Returns random stored contacts of those that fill a database."""
    return ((f"k{number}@example.com", str(1_000_000 + number)) for number in iter(lambda: random.randint(1, contacts), None))


def new_contacts(run):
    """Returns contacts that were never sent before. The run's number must be unique per database."""
    return ((f"r{run}-{number}@example.com", f"8{run:03}{number:09}") for number in itertools.count())


class OpenLoopClient:
    """Sends contacts at a fixed rate without waiting for responses. Each request takes an idle connection or opens a new one."""

    def __init__(self, port, contacts):
        self._port = port
        self._contacts = iter(contacts)
        self.idle = []
        self.sent = 0
        self._waiting = 0
        self._latencies = collections.defaultdict(list)
        self._broken = 0
        self._measuring_from = None
        self._ending = False

    async def send(self, rate, seconds):
        return await self.send_until(asyncio.sleep(SETTLING_SECONDS + seconds), rate)

    async def send_until(self, end, rate, patience_seconds=0):
        """Sends until an awaitable is done, then waits for the remaining responses for at most patience_seconds."""
        end = asyncio.ensure_future(end)
        start = time.monotonic()
        self._measuring_from = start + SETTLING_SECONDS
        pending = set()
        while not end.done():
            elapsed = time.monotonic() - start
            while self.sent < elapsed * rate:
                due = start + self.sent / rate
                request = self._request()
                self.sent += 1
                self._waiting += 1
                if self.idle:
                    self.idle.pop().send(due, request)
                else:
                    task = asyncio.ensure_future(self._connect_and_send(due, request))
                    pending.add(task)
                    task.add_done_callback(pending.discard)
            await asyncio.sleep(SEND_INTERVAL_SECONDS)
        seconds = time.monotonic() - self._measuring_from
        while self._waiting and time.monotonic() < self._measuring_from + seconds + patience_seconds:
            await asyncio.sleep(SEND_INTERVAL_SECONDS)
        self._ending = True
        measured = {status: list(latencies) for status, latencies in self._latencies.items()}
        return LoadResult(rate, seconds, collections.defaultdict(list, measured), self._broken, self._waiting)

    def record_response(self, status, due):
        self._waiting -= 1
        if due >= self._measuring_from and not self._ending:
            self._latencies[status].append((time.monotonic() - due) * 1e3)

    def record_lost(self, connection):
        if connection in self.idle:
            # The service closes connections that are idle for long.
            self.idle.remove(connection)
        else:
            self._count_broken()

    def _count_broken(self):
        self._waiting -= 1
        if time.monotonic() >= self._measuring_from and not self._ending:
            self._broken += 1

    async def _connect_and_send(self, due, request):
        try:
            _, connection = await asyncio.get_running_loop().create_connection(lambda: Connection(self), "127.0.0.1", self._port)
        except OSError:
            self._count_broken()
        else:
            connection.send(due, request)

    def _request(self):
        return request_for(*next(self._contacts))


def request_for(email, phone_number):
    body = f'{{"email": "{email}", "phoneNumber": "{phone_number}"}}'
    head = f"POST /identify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return (head + body).encode()


class PreciseClient:
    """Sends contacts at a fixed rate, each within a fraction of a millisecond of when it is due.

    It uses no asyncio, whose CPU time for thousands of requests a second would be missing to the service. It waits by select, because
    epoll waits for whole milliseconds. All connections are opened first, as a shop's servers keep theirs open. If none is idle, the
    next request waits for one, which counts as its latency. A client that opened more of them would prolong each delay, because opening a
    connection costs the service about as much as a request.
    """

    def __init__(self, port, contacts):
        self._port = port
        self._contacts = iter(contacts)
        self._sockets = {}
        self._idle = []
        self._waiting = {}
        self._received = {}
        self._latencies = collections.defaultdict(list)
        self._broken = 0

    def send(self, rate, seconds):
        """Sends for SETTLING_SECONDS without measuring, and then for the given time."""
        try:
            for _ in range(PRECISE_CONNECTIONS):
                self._connect()
            sent, start = 0, time.monotonic()
            self._measuring_from = start + SETTLING_SECONDS
            end = self._measuring_from + seconds
            while (now := time.monotonic()) < end:
                while (due := start + sent / rate) <= now and self._idle:
                    self._send_next(due)
                    sent += 1
                pause = max(0, due - time.monotonic()) if self._idle else end - now
                for number in select.select(list(self._waiting), [], [], pause)[0]:
                    self._receive(number)
        finally:
            for connection in self._sockets.values():
                connection.close()
        return LoadResult(rate, seconds, self._latencies, self._broken, len(self._waiting))

    def _connect(self):
        connection = socket.create_connection(("127.0.0.1", self._port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number = connection.fileno()
        self._sockets[number] = connection
        self._idle.append(number)

    def _send_next(self, due):
        number = self._idle.pop()
        os.write(number, request_for(*next(self._contacts)))
        self._waiting[number] = due

    def _receive(self, number):
        part = os.read(number, 65_536)
        response = self._received.pop(number, b"") + part
        if part and not is_complete(response):
            self._received[number] = response
            return
        due = self._waiting.pop(number)
        if part:
            self._idle.append(number)
        else:
            self._sockets.pop(number).close()
            self._connect()
        if due < self._measuring_from:
            return
        if part:
            self._latencies[int(response[9:12])].append((time.monotonic() - due) * 1e3)
        else:
            self._broken += 1
