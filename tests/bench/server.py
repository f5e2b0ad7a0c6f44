#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
#
# The private server: databases, psql, and the memory of its backends. Everything is done by programs, as a user would.
import json
import os
import subprocess
import threading
import time


class BenchError(Exception):
    """Something that makes a measurement worthless."""


def run(command, text_in=None):
    """Runs a program and answers what it wrote; what it complains of is an error."""
    done = subprocess.run(command, input=text_in, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"{' '.join(command)[:200]}: {done.stderr.strip()[:2000]}")
    return done.stdout


def conninfo(database, port=None):
    """How to reach a database of the private server; port: by way of a relay."""
    return f"host={os.environ['PGHOST']} port={port or os.environ['PGPORT']} user={os.environ['PGUSER']} dbname={database}"


def psql_command(database, *statements, port=None, options=()):
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *options, "-d", conninfo(database, port)]
    for statement in statements:
        command += ["-c", statement]
    return command


def sql(database, *statements):
    """Runs statements, each a transaction of its own; answers the rows as text."""
    return run(psql_command(database, *statements)).strip()


def script(database, text):
    return run([*psql_command(database), "-f", "-"], text).strip()


def create(database, template=None):
    sql("postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)",
        f"CREATE DATABASE {database}" + (f" TEMPLATE {template}" if template else ""))


def drop(*databases):
    for database in databases:
        sql("postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def write_log_ahead(segments=256):
    """
    Leaves that many files for the server's log, as on a server that has run for a while: a new one has none, and whoever writes first
    pays for 16 MB of zeroes and an fsync each time. min_wal_size keeps them.
    """
    sql("postgres", f"SELECT count(pg_logical_emit_message(false, '', '')), count(pg_switch_wal()) FROM generate_series(1, {segments})", "CHECKPOINT")


def postmaster():
    """Process id of the private server."""
    with open(os.path.join(os.environ["PGHOST"], "data", "postmaster.pid"), encoding="ascii") as file:
        return file.readline().strip()


def cpu_seconds():
    """Processor time of the server's backends that have ended, and of the programs that were run here."""
    with open(f"/proc/{postmaster()}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    own = os.times()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK") + own.children_user + own.children_system


# Processor time of the last measurement: it hardly depends on what else the machine does, wall-clock time does.
LAST_CPU = [0.0]


def seconds(*commands):
    """Wall-clock time of programs that are piped into each other, from start to end, and what the last one wrote."""
    cpu_before = cpu_seconds()
    started = time.perf_counter()
    processes = []
    source = subprocess.DEVNULL
    for command in commands:
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if processes:
            source.close()
        processes.append(process)
        source = process.stdout
    out, complaint = processes[-1].communicate()
    codes = [process.wait() for process in processes]
    elapsed = time.perf_counter() - started
    for process in processes[:-1]:
        complaint += process.stderr.read()
        process.stderr.close()
    if any(codes):
        raise BenchError(f"{commands[-1]}: {complaint.decode()[:2000]}")
    # The server counts a backend when it has gone.
    time.sleep(0.05)
    LAST_CPU[0] = cpu_seconds() - cpu_before
    return elapsed, out.decode()


class Driver:
    """The engine, one operation a process."""

    def __init__(self, executable):
        self.executable = executable

    def command(self, *arguments):
        return [self.executable, *arguments]

    def run(self, *arguments):
        return json.loads(run(self.command(*arguments)))


class BackendMemory:
    """Peak private memory (kB) of the backends that serve the measured databases, sampled every few milliseconds."""

    def __init__(self, *databases):
        self.names = [f" {name} " for name in databases]
        self.peak = 0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._sample, daemon=True)
        self.postmaster = postmaster()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()

    def _backends(self):
        with open(f"/proc/{self.postmaster}/task/{self.postmaster}/children", encoding="ascii") as file:
            return file.read().split()

    def _sample(self):
        while not self.stop.is_set():
            for pid in self._backends():
                try:
                    # "postgres: postgres central [local] SELECT"
                    with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as file:
                        title = file.read()
                    if not any(name in title for name in self.names):
                        continue
                    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
                        for line in file:
                            if line.startswith("RssAnon:"):
                                self.peak = max(self.peak, int(line.split()[1]))
                except (FileNotFoundError, ProcessLookupError):
                    continue
            self.stop.wait(0.004)
