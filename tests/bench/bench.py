#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
#
# Measures what a sync costs; called by tools/bench inside a private cluster.
import argparse
import datetime
import os
import shutil
import sys
import tempfile
import time

import report
import rows
import server


def main():
    parser = argparse.ArgumentParser(prog="tools/bench", description="Measures each row of the table in docs/performance.md; exits with 1 where a bar does not hold.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="only these (default: all)")
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured, the first warm-up not counted")
    parser.add_argument("--output", metavar="DIR", help="folder for performance.md and performance.json")
    parser.add_argument("--driver", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    wanted = options.rows or list(rows.ALL)
    for name in wanted:
        if name not in rows.ALL:
            parser.error(f"there is no row {name}; tools/bench --list names them")

    folder = tempfile.mkdtemp(prefix="lizsync-bench-")
    started = time.monotonic()

    def say(text):
        print(f"[{time.monotonic() - started:6.1f} s] {text}", file=sys.stderr, flush=True)
    bench = rows.Bench(options.driver, folder, options.runs, say)
    outcomes, failed = [], []
    say("writing files for the server's log ahead")
    server.write_log_ahead()
    try:
        for name in wanted:
            try:
                outcomes += rows.ALL[name](bench)
            except server.BenchError as error:
                failed.append(name)
                say(f"{name} FAILED: {error}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    about = {
        "date": datetime.date.today().isoformat(),
        "server": "PostgreSQL " + server.sql("postgres", "SHOW server_version").split(" ")[0],
        "cores": os.cpu_count(),
        "settings": ", ".join(f"{name} = {server.sql('postgres', 'SHOW ' + name)}" for name in ("fsync", "synchronous_commit", "shared_buffers", "work_mem", "max_wal_size", "jit")),
        "runs": options.runs,
    }
    table = report.markdown(outcomes, about)
    print(table)
    if options.output:
        os.makedirs(options.output, exist_ok=True)
        with open(os.path.join(options.output, "performance.md"), "w", encoding="utf-8") as file:
            file.write(table)
        with open(os.path.join(options.output, "performance.json"), "w", encoding="utf-8") as file:
            file.write(report.as_json(outcomes, about))
    for name in failed:
        print(f"Row {name} could not be measured; see above.")
    return 1 if failed or not all(outcome.holds for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
