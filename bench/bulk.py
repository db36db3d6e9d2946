"""The databases of bench/import: copies of one template for each measurement, and the database's own bulk insert as the reference."""

import contextlib
import itertools
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time
from dataclasses import dataclass, field

import harness

# What the import itself writes; the other columns have defaults.
COLUMNS = "id, email, phonenumber, linkedid, linkprecedence, createdat"


@dataclass(frozen=True)
class PostgresStore:
    """Databases on a PostgreSQL server."""

    server: harness.PostgresServer
    published: pathlib.Path
    folder: pathlib.Path
    numbers: object = field(default_factory=itertools.count)

    name = "PostgreSQL"

    @contextlib.contextmanager
    def created(self):
        """An empty database with the service's schema, which is dropped at the end."""
        database = self._next_database()
        try:
            with harness.running_service(self.published, database.service_settings):
                pass
            yield database
        finally:
            self.server.drop(database)

    @contextlib.contextmanager
    def copied(self, template):
        """A copy of a database that has no connections. It is dropped at the end."""
        database = self._next_database()
        try:
            self.server.copy(template, database.name)
            self.settle()
            yield database
        finally:
            self.server.drop(database)

    def _next_database(self):
        return self.server.database(f"fluxkart_bench_{os.getpid()}_import_{next(self.numbers)}")

    def settle(self):
        """Writes all changed pages to disk, so that this does not happen during a measurement."""
        self.server.checkpoint()
        os.sync()

    def prepare_template(self, database):
        """Prepares a filled database for its copies."""
        database.execute("VACUUM ANALYZE")

    def contacts(self, database):
        """Returns the number of contacts and the largest id."""
        [[count, last_id]] = database.execute("SELECT count(*), COALESCE(max(id), 0) FROM contact")
        return int(count), int(last_id)

    def take_rows(self, database, after):
        """Returns the contacts with larger ids, as a file for COPY."""
        rows = self.folder / f"{database.name}.copy"
        query = f"SELECT {COLUMNS} FROM contact WHERE id > {after} ORDER BY id"
        with rows.open("wb") as output:
            self._psql(database, f"COPY ({query}) TO STDOUT (FORMAT BINARY)", stdout=output)
        return rows

    def insert(self, database, rows):
        """Inserts the rows with COPY, and returns the seconds it took. For an empty table the indexes and keys are built afterwards."""
        stored, _ = self.contacts(database)
        rebuild = [] if stored else self._drop_indexes(database)
        began = time.perf_counter()
        with rows.open("rb") as content:
            self._psql(
                database, f"COPY contact ({COLUMNS}) FROM STDIN (FORMAT BINARY)", "SET maintenance_work_mem = '512MB'", *rebuild,
                stdin=content)
        return time.perf_counter() - began

    def _drop_indexes(self, database):
        """Drops the indexes and keys of the table contact, and returns the statements that build them again."""
        keys = database.execute(
            """
            SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid = 'contact'::regclass AND contype IN ('p', 'f') ORDER BY contype
            """)
        indexes = database.execute(
            """
            SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
            WHERE indrelid = 'contact'::regclass AND NOT indisprimary
            """)
        database.execute(
            *(f"ALTER TABLE contact DROP CONSTRAINT {name}" for name, _ in keys), *(f"DROP INDEX {name}" for name, _ in indexes))
        # The primary key comes first, because the foreign key needs it.
        return [
            *(definition for _, definition in indexes),
            *(f"ALTER TABLE contact ADD CONSTRAINT {name} {definition}" for name, definition in reversed(keys)),
        ]

    def _psql(self, database, *statements, **streams):
        program = self.server.programs.postgres_program("psql")
        commands = [argument for statement in statements for argument in ("-c", statement)]
        result = subprocess.run(
            [program, "-Xq", "-v", "ON_ERROR_STOP=1", *commands], env=database.environment, stderr=subprocess.PIPE, **streams)
        if result.returncode != 0:
            harness.fail(f"psql failed:\n{result.stderr.decode()}")


@dataclass(frozen=True)
class SqliteStore:
    """SQLite files."""

    published: pathlib.Path
    folder: pathlib.Path
    numbers: object = field(default_factory=itertools.count)

    name = "SQLite"

    @contextlib.contextmanager
    def created(self):
        """An empty database with the service's schema, which is deleted at the end."""
        with self._next_database() as database:
            with harness.running_service(self.published, database.service_settings):
                pass
            yield database

    @contextlib.contextmanager
    def copied(self, template):
        """A copy of a database that has no connections. It is deleted at the end."""
        with self._next_database() as database:
            shutil.copyfile(template.file, database.file)
            self.settle()
            yield database

    @contextlib.contextmanager
    def _next_database(self):
        file = self.folder / f"import-{next(self.numbers)}.db"
        try:
            yield harness.SqliteDatabase(file)
        finally:
            for suffix in ["", "-wal", "-shm"]:
                file.with_name(file.name + suffix).unlink(missing_ok=True)

    def settle(self):
        """Writes all changed pages to disk, so that this does not happen during a measurement."""
        os.sync()

    def prepare_template(self, database):
        """Moves the write-ahead log into the file, because only the file is copied."""
        self._query(database, "PRAGMA wal_checkpoint(TRUNCATE)")

    def contacts(self, database):
        """Returns the number of contacts and the largest id."""
        [counted] = self._query(database, "SELECT count(*), COALESCE(max(id), 0) FROM contact")
        return counted

    def take_rows(self, database, after):
        """Returns the contacts with larger ids. A primary comes before its secondaries, because SQLite checks the key row by row."""
        return self._query(database, f"SELECT {COLUMNS} FROM contact WHERE id > {after} ORDER BY linkprecedence, id")

    def insert(self, database, rows):
        """Inserts the rows with one prepared statement in one transaction, and returns the seconds it took."""
        began = time.perf_counter()
        with contextlib.closing(sqlite3.connect(database.file)) as connection:
            # As in the service. Its other settings are SQLite's defaults too.
            connection.execute("PRAGMA foreign_keys = ON")
            with connection:
                connection.executemany(f"INSERT INTO contact ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", rows)
        return time.perf_counter() - began

    def _query(self, database, sql):
        with contextlib.closing(sqlite3.connect(database.file)) as connection:
            return connection.execute(sql).fetchall()
