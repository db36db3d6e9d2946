"""A receiver of webhooks in a process of its own."""

import asyncio
import contextlib
import json
import multiprocessing
import time

import harness

SECRET = "whsec_ZmFrZSBzZWNyZXQgZm9yIHRoZSBiZW5jaG1hcms="
OK, GONE = b"200 OK", b"410 Gone"
# How long the receiver may take for what is still on its way when the load ends.
DRAIN_SECONDS = 30


class Receiver(asyncio.Protocol):
    """Responds to every webhook at once, and keeps its body and when it arrived."""

    def __init__(self, arrivals, responses):
        self._arrivals = arrivals
        self._responses = responses
        self._received = b""

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        arrived = time.time()
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = self._received[:end].lower()
            length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
            if len(self._received) < end + 4 + length:
                return
            self._arrivals.append((arrived, self._received[end + 4:end + 4 + length]))
            self._received = self._received[end + 4 + length:]
            self._transport.write(b"HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n" % self._responses[0])


class RunningReceiver:
    """A receiver in a process of its own. It parses nothing until it is asked, so that it takes little from what is measured."""

    def __init__(self, port, asked):
        self._asked = asked
        self.settings = {
            "Webhooks__Endpoints__0__Name": "bench",
            "Webhooks__Endpoints__0__Url": f"http://127.0.0.1:{port}",
            "Webhooks__Endpoints__0__Secrets__0": SECRET,
        }

    def respond_with(self, status):
        """Changes the response from now on, such as to b"410 Gone"."""
        self._asked.send(status)
        self._asked.recv()

    def take(self, quiet_seconds=2):
        """Waits until nothing more arrives, and returns when each event arrived and what it was, since the last call."""
        arrivals = []
        deadline = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < deadline:
            time.sleep(quiet_seconds)
            self._asked.send(None)
            if not (more := self._asked.recv()):
                break
            arrivals += more
        return [(arrived, json.loads(body)) for arrived, body in arrivals]


@contextlib.contextmanager
def running_receiver():
    port = harness.free_port()
    asked, answers = multiprocessing.Pipe()
    process = multiprocessing.Process(target=receive, args=(port, answers), daemon=True)
    process.start()
    try:
        yield RunningReceiver(port, asked)
    finally:
        process.terminate()
        process.join()


def receive(port, answers):
    asyncio.run(serve(port, answers))


async def serve(port, answers):
    arrivals, responses = [], [OK]
    loop = asyncio.get_running_loop()

    def obey():
        if status := answers.recv():
            responses[0] = status
        answers.send(arrivals)
        arrivals.clear()

    loop.add_reader(answers.fileno(), obey)
    server = await loop.create_server(lambda: Receiver(arrivals, responses), "127.0.0.1", port)
    await server.serve_forever()
