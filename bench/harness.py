"""Shared by the scripts in bench/ and deploy/: programs, servers, the load client, the reference, CPU accounting and reports."""

import argparse
import contextlib
import datetime
import http.client
import itertools
import json
import os
import pathlib
import platform
import re
import resource
import shlex
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from statistics import median

BENCH = pathlib.Path(__file__).resolve().parent
REPOSITORY = BENCH.parent
LOADS = BENCH / "loads"

# The mix must have the same weights as in identify.lua.
REFERENCE_SCRIPTS = {
    "known": ["known.sql"],
    "known, own statement": ["known-own.sql"],
    "new": ["new.sql"],
    "new with event": ["new-with-event.sql"],
    "new in lean table": ["new-in-lean-table.sql"],
    "mix": ["known.sql@80", "new.sql@15", "adds.sql@4", "merge.sql@1"],
    "hot": ["hot.sql"],
    "feed": ["feed.sql"],
}
LOAD_NAMES = {
    "known": "known contact",
    "new": "new contact",
    "mix": "mix",
    "hot": "hot identifier",
}

WITHOUT_BATCHING = {"Identification__Batching__MaxBatchSize": "1"}

PORTS = iter(range(4200, 4300))
RUN_NUMBERS = itertools.count(1)
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
# Long enough for the runtime to profile its first code and to replace it with optimised code.
WARM_UP_SECONDS = 12
START_TIMEOUT_SECONDS = 120
# The share of the reference's transactions whose latency is logged. Logging all of them would slow the reference down.
LATENCY_SAMPLING_RATE = 0.1


def fail(message):
    """Exits with an error message, which should say what to do."""
    raise SystemExit(message)


def report_progress(message):
    """Prints to standard error, because standard output is only for the report."""
    print(message, file=sys.stderr, flush=True)


def command_output(*command, **options):
    """Runs a program that must succeed, and returns its output."""
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode != 0:
        fail(f"{shlex.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def argument_parser(description, report, **defaults):
    """Returns a parser with the options that scripts share: those with a default, and where the service and the report are."""
    helps = {
        "rounds": "number of rounds; the report shows medians",
        "seconds": "duration of each measurement in seconds",
        "warm_up": "how long each load runs on a new service before it is measured, in seconds",
        "connections": "number of concurrent clients",
        "contacts": "number of contacts stored at the start",
    }
    parser = argparse.ArgumentParser(description=description)
    for name, default in defaults.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=default, help=f"{helps[name]} (default: {default})")
    parser.add_argument("--published", type=pathlib.Path, help="a published service to measure, instead of publishing this version")
    parser.add_argument("--output", type=pathlib.Path, default=BENCH / f"last-{report}.md", help="file for the report")
    return parser


def some_of(*choices):
    """Returns a parser for a list of some of the choices, separated by commas. It keeps the order of the choices."""
    def parse(text):
        names = [name for name in text.split(",") if name]
        if unknown := [name for name in names if name not in choices]:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: choose from {', '.join(choices)}")
        return [choice for choice in choices if choice in names]
    return parse


def numbers(text):
    """Parses a list of numbers, separated by commas."""
    return [int(number) for number in text.split(",")]


def free_port():
    """Returns a free port of this machine, a different one each time."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    fail("All ports from 4200 to 4299 are in use. Stop a program that listens on one of them.")


def exit_on_sigterm():
    """Makes a terminated run stop its servers and remove its files, as an interrupted run does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


@contextlib.contextmanager
def workspace():
    """A temporary folder that PostgreSQL's user can enter. TMPDIR decides which disk it is on."""
    with tempfile.TemporaryDirectory(prefix="fluxkart-bench-") as folder:
        os.chmod(folder, 0o755)
        yield pathlib.Path(folder)


# Programs


@dataclass(frozen=True)
class Programs:
    """The paths of the external programs."""

    wrk: str
    postgres: pathlib.Path

    def postgres_program(self, name):
        return str(self.postgres / name)


def find_programs():
    """Finds wrk and PostgreSQL's programs, and installs them if they are missing and this is Debian as root."""
    if not shutil.which("dotnet"):
        fail("Install the .NET 10 SDK: https://dotnet.microsoft.com/download")
    missing = [package for package, found in {"wrk": shutil.which("wrk"), "postgresql": find_postgres_folder()}.items() if not found]
    if missing:
        install_programs(missing)
    return Programs(shutil.which("wrk"), find_postgres_folder())


def find_postgres_folder():
    """Returns the folder of the newest PostgreSQL that has a server and pgbench, or None."""
    debian = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    path = [pathlib.Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in debian + path if (folder / "initdb").exists() and (folder / "pgbench").exists()), None)


def install_programs(packages):
    """Installs packages on Debian as root; otherwise exits with a message that says what to install."""
    if os.geteuid() != 0 or not os.path.exists("/etc/debian_version"):
        fail("Install wrk and PostgreSQL with its server and pgbench (Debian: apt-get install postgresql wrk).")
    report_progress(f"Installing {' and '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command_output("apt-get", "update")
    command_output("apt-get", "install", "-y", *packages, env=environment)
    if "postgresql" in packages:
        # The package may have started its own cluster.
        subprocess.run(["service", "postgresql", "stop"], capture_output=True)


def published_service(given, folder):
    """Returns a copy of the given published service, or publishes this version if none is given."""
    return shutil.copytree(given, folder / "service") if given else publish(folder)


def publish(folder):
    """Publishes the service as for a deployment, and returns its folder."""
    report_progress("Publishing the service")
    target = folder / "service"
    platform_name = {"x86_64": "linux-x64", "aarch64": "linux-arm64"}[platform.machine()]
    # The analyzers take time and do not change the service.
    command_output(
        "dotnet", "publish", "FluxKart.Api", "-c", "Release", "-r", platform_name, "--self-contained", "false", "-o", target,
        "-p:RunAnalyzers=false", cwd=REPOSITORY)
    return target


# PostgreSQL


@dataclass(frozen=True)
class PostgresServer:
    """A PostgreSQL server: its connection settings, and the id of its main process if this script started it."""

    programs: Programs
    settings: dict
    postmaster: int | None = None

    def database(self, name):
        return PostgresDatabase(self, name)

    def copy(self, database, name):
        """Copies a database, which must have no connections."""
        self.database("postgres").execute(f'CREATE DATABASE "{name}" TEMPLATE "{database.name}"')
        return self.database(name)

    def drop(self, database):
        self.database("postgres").execute(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')

    def checkpoint(self):
        """Writes all changed pages to disk now, so that this does not happen during a measurement."""
        if self.postmaster:
            self.database("postgres").execute("CHECKPOINT")


@dataclass(frozen=True)
class PostgresDatabase:
    """A database on a server, with the settings for the service, psql and pgbench."""

    server: PostgresServer
    name: str

    @property
    def service_settings(self):
        connection = {**self.server.settings, "Database": self.name}
        return {
            "Database__Provider": "PostgreSql",
            "Database__MigrateOnStartup": "true",
            "ConnectionStrings__FluxKart": ";".join(f"{keyword}={value}" for keyword, value in connection.items()),
        }

    @property
    def environment(self):
        """The environment variables that psql and pgbench read."""
        variables = {"Host": "PGHOST", "Port": "PGPORT", "Username": "PGUSER", "Password": "PGPASSWORD"}
        known = {variables[keyword]: value for keyword, value in self.server.settings.items() if keyword in variables}
        return {**os.environ, **known, "PGDATABASE": self.name}

    def execute(self, *statements):
        """Runs statements, each in its own transaction, and returns the rows as lists of strings."""
        output = command_output(
            self.server.programs.postgres_program("psql"), "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1",
            input=";\n".join(statements), env=self.environment)
        return [line.split("\t") for line in output.splitlines()]


@contextlib.contextmanager
def postgres_server(programs, folder):
    """The server that FLUXKART_BENCH_POSTGRES names, or else a temporary one with PostgreSQL's default durability."""
    if given := os.environ.get("FLUXKART_BENCH_POSTGRES"):
        yield PostgresServer(programs, parse_connection_string(given))
    else:
        with temporary_postgres_server(programs, folder / "postgres") as server:
            yield server


def parse_connection_string(text):
    """Returns the keywords and values of an Npgsql connection string, without the database."""
    pairs = (pair.partition("=") for pair in text.split(";") if pair.strip())
    settings = {keyword.strip().title(): value.strip() for keyword, _, value in pairs}
    if "Host" not in settings:
        fail("FLUXKART_BENCH_POSTGRES has no Host. Set it to, for example, Host=localhost;Port=5432;Username=postgres;Password=postgres.")
    settings.pop("Database", None)
    return settings


@contextlib.contextmanager
def temporary_postgres_server(programs, folder):
    """Creates and starts a server, and stops it at the end."""
    report_progress("Starting PostgreSQL")
    folder.mkdir()
    data, port = folder / "data", free_port()
    as_server_user = []
    # PostgreSQL refuses to run as root.
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_server_user = ["runuser", "-u", "postgres", "--"]
    command_output(*as_server_user, programs.postgres_program("initdb"), "-D", data, "-U", "postgres", "--auth=trust", cwd=folder)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c shared_buffers=1GB"
    control = [*as_server_user, programs.postgres_program("pg_ctl"), "-D", data, "-w"]
    # The server inherits and keeps pg_ctl's output open. Reading a pipe to its end would wait until the server stops.
    start = subprocess.run([*control, "-l", folder / "server.log", "-o", options, "start"], cwd=folder, stdout=subprocess.DEVNULL)
    if start.returncode != 0:
        fail(f"PostgreSQL did not start:\n{(folder / 'server.log').read_text()}")
    try:
        postmaster = int((data / "postmaster.pid").read_text().splitlines()[0])
        yield PostgresServer(programs, {"Host": "127.0.0.1", "Port": str(port), "Username": "postgres"}, postmaster)
    finally:
        command_output(*control, "-m", "fast", "stop", cwd=folder)


@contextlib.contextmanager
def filled_postgres(server, published, name, contacts, customer_size=1):
    """Creates a database with the service's schema and the given number of contacts, and drops it at the end."""
    report_progress(f"Filling PostgreSQL with {contacts:,} contacts, {customer_size:,} per customer")
    database = server.database(f"fluxkart_bench_{os.getpid()}_{name}")
    try:
        with running_service(published, database.service_settings):
            pass
        insert_contacts(database, contacts, customer_size)
        server.checkpoint()
        yield database
    finally:
        server.drop(database)


def insert_contacts(database, contacts, customer_size):
    """Inserts contacts 1 to n and the hot contact; customer_size consecutive contacts form a customer.

    Builds the indexes afterwards, which is faster.
    """
    indexes = database.execute(
        "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'contact'::regclass AND NOT indisprimary")
    database.execute(
        "SET maintenance_work_mem = '512MB'",
        *(f"DROP INDEX {name}" for name, _ in indexes),
        f"""
        INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence)
        SELECT n, 'k' || n || '@example.com', 1000000 + n, NULLIF(first, n), CASE WHEN first = n THEN 'primary' ELSE 'secondary' END
        FROM (SELECT n, n - (n - 1) % {customer_size} AS first FROM generate_series(1, {contacts}) AS n) AS contact
        """,
        f"INSERT INTO contact (id, email, phonenumber, linkprecedence) VALUES ({contacts} + 1, 'hot@example.com', '999', 'primary')",
        "SELECT setval(pg_get_serial_sequence('contact', 'id'), max(id)) FROM contact",
        *(definition for _, definition in indexes),
        "VACUUM ANALYZE contact")


def insert_events(database, events):
    """Inserts events 1 to n, which link one contact each."""
    database.execute(
        f"""
        INSERT INTO event (id, type, contactid, data)
        SELECT n, 'contact.linked', n, json_build_object('secondaryContactId', n + 1, 'matchedBy', json_build_object('email', n))
        FROM generate_series(1, {events}) AS n
        """,
        "SELECT setval(pg_get_serial_sequence('event', 'id'), max(id)) FROM event",
        "VACUUM ANALYZE event")


# SQLite


@dataclass(frozen=True)
class SqliteDatabase:
    """A SQLite file, with the settings for the service."""

    file: pathlib.Path

    @property
    def service_settings(self):
        return {"Database__Provider": "Sqlite", "ConnectionStrings__FluxKart": f"Data Source={self.file}"}


def create_filled_sqlite(published, file, contacts):
    """Creates a file with the service's schema and the same contacts as on PostgreSQL."""
    report_progress(f"Filling SQLite with {contacts:,} contacts")
    database = SqliteDatabase(file)
    with running_service(published, database.service_settings):
        pass
    rows = itertools.chain(
        ((f"k{number}@example.com", str(1000000 + number)) for number in range(1, contacts + 1)),
        [("hot@example.com", "999")])
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany("INSERT INTO contact (email, phonenumber, linkprecedence) VALUES (?, ?, 'primary')", rows)
    return database


# The service


@dataclass(frozen=True)
class Service:
    """A running service."""

    process: subprocess.Popen
    port: int
    log: pathlib.Path

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/identify"

    def wait_for_ok(self, method, path, body=None, pause=0.002):
        """Repeats a request until its status is 200."""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while self.request_status(method, path, body) != 200:
            if self.process.poll() is not None or time.monotonic() > deadline:
                fail(f"The service did not start:\n{self.log.read_text()}")
            time.sleep(pause)

    def request_status(self, method, path, body):
        """Sends one request and returns its status, or None if the connection fails."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_TIMEOUT_SECONDS)
        with contextlib.closing(connection), contextlib.suppress(ConnectionError, http.client.HTTPException):
            connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
            return connection.getresponse().status

    def metrics(self):
        """Returns the service's metrics in the Prometheus format."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=START_TIMEOUT_SECONDS) as response:
            return response.read().decode()

    def memory(self):
        """Returns the resident memory of the process and the most that it has had, in megabytes."""
        return process_memory(self.process.pid)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_service(published, settings, cores=None):
    """Starts the published service without waiting until it is ready. With a list of cores it runs only on those."""
    port = free_port()
    log = published.parent / f"service-{port}.log"
    environment = service_environment({
        "ASPNETCORE_ENVIRONMENT": "Production",
        "ASPNETCORE_URLS": f"http://127.0.0.1:{port}",
        **settings,
    })
    with log.open("w") as output:
        process = subprocess.Popen(
            [*on_cores(cores), "dotnet", "FluxKart.Api.dll"], cwd=published, env=environment, stdout=output, stderr=subprocess.STDOUT)
    return Service(process, port, log)


def service_environment(settings):
    """Returns the environment of a process with these settings, and with the Dockerfile's settings of the garbage collector."""
    collector = re.findall(r"^ENV (DOTNET_GC\w+)=(\w+)$", (REPOSITORY / "deploy" / "Dockerfile").read_text(), re.MULTILINE)
    return {**dict(collector), **os.environ, **settings}


def on_cores(cores):
    """Returns how a command begins that runs only on some cores. The runtime counts them when it starts."""
    return ["taskset", "-c", ",".join(map(str, cores))] if cores else []


@contextlib.contextmanager
def running_service(published, *settings, cores=None):
    """Starts a service, waits until it is ready, and stops it at the end."""
    service = start_service(published, {name: value for some in settings for name, value in some.items()}, cores)
    try:
        service.wait_for_ok("GET", "/health/ready", pause=0.05)
        yield service
    finally:
        service.stop()


# Measurements


@dataclass(frozen=True)
class Measurement:
    """The result of one load in one round. Latencies are in milliseconds; cpu holds the differences of two cpu_seconds()."""

    rate: float
    p50: float
    p99: float
    errors: int = 0
    cpu: tuple = ()
    requests: int = 0

    @property
    def cpu_microseconds(self):
        """The CPU time of one request, in microseconds: the service's, the database's and the client's."""
        return [seconds * 1e6 / self.requests for seconds in self.cpu]


@dataclass(frozen=True)
class Client:
    """wrk: each of its connections sends the next request when it has the response to the last."""

    programs: Programs
    connections: int
    contacts: int
    warm_up_seconds: int = WARM_UP_SECONDS
    api_key: str = ""

    def measure(self, service, load, seconds, server=None):
        """Sends one load to a service. The server is the PostgreSQL server that the service uses, if any; its CPU time is measured too."""
        return self.measure_replicas([service], load, seconds, server)

    def measure_replicas(self, services, load, seconds, server):
        """Sends one load to several services at once, which share the connections. The latencies are those of the slowest."""
        share = replace(self, connections=self.connections // len(services))
        before = cpu_seconds(services, server)
        with ThreadPoolExecutor(len(services)) as clients:
            results = list(clients.map(lambda service: share.run(service, load, seconds), services))
        after = cpu_seconds(services, server)
        for service, result in zip(services, results):
            if result["requests"] == 0:
                fail(f"The service did not respond to any request of the load '{load}' within {seconds} s. "
                     f"Its log:\n{service.log.read_text()}")
        return Measurement(
            rate=sum(result["requests"] / (result["microseconds"] / 1e6) for result in results),
            p50=max(result["p50"] for result in results) / 1e3,
            p99=max(result["p99"] for result in results) / 1e3,
            errors=sum(result["statuses"] + result["sockets"] for result in results),
            cpu=tuple(end - start for start, end in zip(before, after)),
            requests=sum(result["requests"] for result in results))

    def warm_up(self, service, loads):
        """Sends each load for some time and ignores the results."""
        for load in loads:
            self.run(service, load, self.warm_up_seconds)

    def run(self, service, load, seconds):
        output = command_output(
            self.programs.wrk, "-t", "1", "-c", str(self.connections), "-d", f"{seconds}s", "--timeout", "10s",
            "-s", LOADS / "identify.lua", service.url, "--", load, str(self.contacts), str(next(RUN_NUMBERS)), self.api_key)
        return json.loads(output.splitlines()[-1])


def measure_in_turn(round_number, *measures):
    """Takes measurements, one right after the other, in every other round from the last to the first. Returns them as they were given."""
    backwards = round_number % 2 == 0
    measured = [measure() for measure in (reversed(measures) if backwards else measures)]
    return measured[::-1] if backwards else measured


def measure_reference(database, load, clients, contacts, seconds, folder):
    """Runs pgbench: the same load as SQL for the same responses, from the same number of clients."""
    for log in folder.glob("reference.*"):
        log.unlink()
    scripts = [argument for script in REFERENCE_SCRIPTS[load] for argument in ("-f", LOADS / script)]
    variables = {"contacts": contacts, "run": next(RUN_NUMBERS), "issued": 0}
    output = command_output(
        database.server.programs.postgres_program("pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(seconds),
        "-l", "--log-prefix", folder / "reference", "--sampling-rate", str(LATENCY_SAMPLING_RATE),
        *(argument for name, value in variables.items() for argument in ("-D", f"{name}={value}")),
        *scripts, env=database.environment)
    rate = next(float(line.split()[2]) for line in output.splitlines() if line.startswith("tps = "))
    latencies = logged_latencies(folder)
    return Measurement(rate, percentile(latencies, 50), percentile(latencies, 99))


def logged_latencies(folder):
    """Returns pgbench's latencies in milliseconds, in ascending order. Its log has microseconds in the third column."""
    lines = (line for log in folder.glob("reference.*") for line in log.read_text().splitlines())
    return sorted(int(line.split()[2]) / 1e3 for line in lines)


def percentile(ascending, percent):
    return ascending[min(len(ascending) - 1, len(ascending) * percent // 100)]


def cpu_seconds(services, server):
    """Returns the user and system time so far of the services, the database server and the clients that have exited.

    The result is empty if this script did not start the server.
    """
    if server and not server.postmaster:
        return ()
    clients = resource.getrusage(resource.RUSAGE_CHILDREN)
    postgres = server_cpu_seconds(server.postmaster) if server else 0
    own = sum(process_cpu_seconds(service.process.pid)[0] for service in services)
    return own, postgres, clients.ru_utime + clients.ru_stime


def server_cpu_seconds(postmaster):
    """Returns the CPU time of PostgreSQL's main process and of all its children, running and exited."""
    children = pathlib.Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    return sum(process_cpu_seconds(postmaster)) + sum(process_cpu_seconds(child)[0] for child in children)


def process_cpu_seconds(pid):
    """Returns the CPU time of a process itself, and that of its exited children."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        # The process has just exited; its parent's figure includes it.
        return 0, 0
    user, system, exited_user, exited_system = map(int, stat.rpartition(")")[2].split()[11:15])
    return (user + system) / CLOCK_TICKS, (exited_user + exited_system) / CLOCK_TICKS


def process_memory(pid):
    """Returns the resident memory of a process and the most that it has had, in megabytes. Both are 0 if it has exited."""
    lines = (line.split() for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    kibibytes = {line[0]: int(line[1]) for line in lines if line[0] in ("VmRSS:", "VmHWM:")}
    return tuple(kibibytes.get(name, 0) * 1024 / 1e6 for name in ("VmRSS:", "VmHWM:"))


# The report


@dataclass
class Series:
    """One load's measurements over the rounds, each with its reference from the same round."""

    measurements: list = field(default_factory=list)
    references: list = field(default_factory=list)

    def add(self, measurement, reference=None):
        self.measurements.append(measurement)
        if reference:
            self.references.append(reference)

    def median(self, name):
        return median(getattr(measurement, name) for measurement in self.measurements)

    def reference_median(self, name):
        return median(getattr(reference, name) for reference in self.references)

    def ratio(self, name="rate"):
        """Returns the median of the rounds' ratios."""
        return median(getattr(ours, name) / getattr(theirs, name) for ours, theirs in zip(self.measurements, self.references))

    def cpu_microseconds(self):
        """Returns the medians of the CPU time of a request: the service's, the database's and the client's."""
        return [median(times) for times in zip(*(measurement.cpu_microseconds for measurement in self.measurements))]

    @property
    def errors(self):
        return sum(measurement.errors for measurement in self.measurements)

    @property
    def cpu_shares(self):
        """How the CPU time over all rounds divides between service, database and client."""
        sums = [sum(seconds) for seconds in zip(*(measurement.cpu for measurement in self.measurements))]
        return [seconds / sum(sums) for seconds in sums]


def measured_cells(series):
    """Returns the columns requests/s, p50 ms and p99 ms."""
    return [format_count(series.median("rate")), format_milliseconds(series.median("p50")), format_milliseconds(series.median("p99"))]


def format_count(number):
    return f"{number:,.0f}"


def format_milliseconds(number):
    return f"{number:.2f}"


def format_ratio(number):
    return f"{number:.2f}"


def table(header, rows, text_columns=1):
    """Returns a Markdown table. The columns after the text columns hold numbers and are aligned to the right."""
    alignments = ["---"] * text_columns + ["---:"] * (len(header) - text_columns)
    lines = [header, alignments, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def describe_run(server):
    """Describes the command, time, commit, versions and machine of a run."""
    arguments = [f"bench/{pathlib.Path(sys.argv[0]).name}", *sys.argv[1:]]
    postgres = server.database("postgres").execute("SHOW server_version")[0][0]
    wrk = subprocess.run([server.programs.wrk, "-v"], capture_output=True, text=True).stdout.split()[1]
    return "\n".join([
        f"`{shlex.join(arguments)}`, {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC, commit {commit()}.",
        f".NET SDK {command_output('dotnet', '--version', cwd=REPOSITORY).strip()}, PostgreSQL {postgres}, wrk {wrk}, "
        f"the service's bundled SQLite; {platform.system()} {platform.release()}, {cpu_model()}, {os.cpu_count()} cores.",
    ])


def commit():
    """Returns the commit that was measured, with the suffix -dirty if tracked files differ from it."""
    return command_output("git", "describe", "--always", "--dirty", cwd=REPOSITORY).strip()


def cpu_model():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def write_report(sections, output):
    """Prints the report and writes it to a file."""
    report = "\n\n".join(sections) + "\n"
    print(report, end="")
    output.write_text(report)
