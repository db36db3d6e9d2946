"""Shared by failover-test and disk-full-test: clients that post and read over HTTP, the service's responses, and a check against the stored rows."""

import contextlib
import http.client
import json
import pathlib
import sys
import threading
import time
from dataclasses import dataclass

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))

# Much shorter than Retry-After, to measure exactly when the service responds again.
PAUSE_AFTER_FAILURE_SECONDS = 0.05
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Response:
    """One order and the response to it. A status of None means that the connection broke."""

    received: float
    status: int | None
    retry_after: str | None
    email: str
    phone: str
    primary_id: int | None = None

    @property
    def is_retryable(self):
        """Whether this is a 503 with Retry-After, which means that the same request can be sent again."""
        return self.status == 503 and self.retry_after is not None


class Clients:
    """Concurrent clients. Each posts orders of new contacts one after the other, and repeats an order until it is acknowledged."""

    def __init__(self, port, number):
        self.responses = []
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._post_orders, args=(port, client)) for client in range(number)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    @property
    def acknowledged(self):
        return [response for response in list(self.responses) if response.status == 200]

    def first_acknowledged_after(self, moment):
        return min((response.received for response in self.acknowledged if response.received > moment), default=None)

    def rate(self, start, end):
        """Returns the acknowledged orders per second between two moments."""
        return sum(start <= response.received < end for response in self.acknowledged) / (end - start)

    def _post_orders(self, port, client):
        with contextlib.closing(connect(port)) as connection:
            order = 0
            while not self._stopping.is_set():
                # Alternates between a new customer and another email address of the same customer.
                email, phone = f"c{client}-{order}@example.com", f"1{client:02}{order // 2:08}"
                response = post(connection, email, phone)
                self.responses.append(response)
                if response.status == 200:
                    order += 1
                else:
                    self._stopping.wait(PAUSE_AFTER_FAILURE_SECONDS)


class FeedReader:
    """Follows the feed of events in small pages while the clients write, and to its end when it is stopped."""

    def __init__(self, port):
        self.ids = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, args=(port,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()

    def _follow(self, port):
        after = 0
        with contextlib.closing(connect(port)) as connection:
            while True:
                is_last = self._stopping.is_set()
                page = read_page(connection, after)
                if page is None:
                    self._stopping.wait(PAUSE_AFTER_FAILURE_SECONDS)
                    continue
                self.ids += [event["id"] for event in page["events"]]
                after = page["next"]
                if is_last and not page["events"]:
                    return


def read_page(connection, after):
    """Returns a page of the feed, or None if the service cannot read it now."""
    try:
        connection.request("GET", f"/events?after={after}&limit=20")
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return None
    return json.loads(content) if response.status == 200 else None


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)


def post(connection, email, phone):
    """Posts one order and returns the response."""
    body = json.dumps({"email": email, "phoneNumber": phone})
    try:
        connection.request("POST", "/identify", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return Response(time.monotonic(), None, None, email, phone)
    primary_id = json.loads(content)["contact"]["primaryContactId"] if response.status == 200 else None
    return Response(time.monotonic(), response.status, response.getheader("Retry-After"), email, phone, primary_id)


def find_lost(acknowledged, rows):
    """Returns the acknowledged responses that do not agree with the stored rows (email, phone, customer)."""
    customers_by_email = {email: customer for email, _, customer in rows}
    customers_by_phone = {phone: customer for _, phone, customer in rows}
    return [
        response for response in acknowledged
        if not response.primary_id == customers_by_email.get(response.email) == customers_by_phone.get(response.phone)
    ]


def wait_until(condition, seconds, message):
    """Waits until the condition is true, and exits with the message if that takes too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(message)
        time.sleep(0.02)
