"""What failover-test and disk-full-test share: shops that post over HTTP, the service's answers, and the stored rows to hold them against."""

import contextlib
import http.client
import json
import pathlib
import sys
import threading
import time
from dataclasses import dataclass

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))

# A shop waits longer; here the moment matters at which the service answers again.
PAUSE_AFTER_FAILURE_SECONDS = 0.05
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What came back for one request. A status of None is a connection that broke."""

    received: float
    status: int | None
    retry_after: str | None
    email: str
    phone: str
    primary_id: int | None = None

    @property
    def refused_properly(self):
        return self.status == 503 and self.retry_after is not None


class Clients:
    """So many shops, each of which posts orders of new contacts one after the other, and repeats an order until it is acknowledged."""

    def __init__(self, port, number):
        self.answers = []
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
        return [answer for answer in list(self.answers) if answer.status == 200]

    def first_acknowledged_after(self, moment):
        return min((answer.received for answer in self.acknowledged if answer.received > moment), default=None)

    def rate(self, start, end):
        """Acknowledged orders a second between two moments."""
        return sum(start <= answer.received < end for answer in self.acknowledged) / (end - start)

    def _post_orders(self, port, client):
        with contextlib.closing(connect(port)) as connection:
            order = 0
            while not self._stopping.is_set():
                # By turns a new customer, and a further email address of the same.
                email, phone = f"c{client}-{order}@example.com", f"{client:02}{order // 2:08}"
                answer = post(connection, email, phone)
                self.answers.append(answer)
                if answer.status == 200:
                    order += 1
                else:
                    self._stopping.wait(PAUSE_AFTER_FAILURE_SECONDS)


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)


def post(connection, email, phone):
    """Posts one order."""
    body = json.dumps({"email": email, "phoneNumber": phone})
    try:
        connection.request("POST", "/identify", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return Answer(time.monotonic(), None, None, email, phone)
    primary_id = json.loads(content)["contact"]["primaryContactId"] if response.status == 200 else None
    return Answer(time.monotonic(), response.status, response.getheader("Retry-After"), email, phone, primary_id)


def lost(acknowledged, rows):
    """The acknowledged answers that the stored rows (email, phone, customer) do not bear out."""
    customers_by_email = {email: customer for email, _, customer in rows}
    customers_by_phone = {phone: customer for _, phone, customer in rows}
    return [
        answer for answer in acknowledged
        if not answer.primary_id == customers_by_email.get(answer.email) == customers_by_phone.get(answer.phone)
    ]


def wait_until(condition, seconds, message):
    """Waits for something that comes soon, and ends the program when it does not."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(message)
        time.sleep(0.02)
