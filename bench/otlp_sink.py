"""An OTLP collector in a process of its own that accepts everything and keeps nothing."""

import contextlib
import http.server
import multiprocessing

import harness


@contextlib.contextmanager
def running_sink():
    """Runs the sink, and returns its port and a counter of the bytes that it has received."""
    port, received = harness.free_port(), multiprocessing.Value("q", 0)
    process = multiprocessing.Process(target=serve, args=(port, received), daemon=True)
    process.start()
    try:
        yield port, received
    finally:
        process.terminate()
        process.join()


def serve(port, received):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            self.rfile.read(length)
            with received.get_lock():
                received.value += length
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
