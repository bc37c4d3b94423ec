"""Every question of a clinic on DuckDB and on Spark, at 3 million sessions: `make clinic-spark`.

    python benchmarks/clinic_spark.py [local] [local-cluster] [standalone] [connect]

Spark is tried on two threads of one process, on a cluster of two workers that it starts by itself, on a
standalone master with two workers on loopback, and through Spark Connect. Exits with 1 where any row differs.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import make_clinic
import pyspark

HERE = Path(__file__).parent
DATA = HERE / "data" / "chain"
SPARK = Path(pyspark.__file__).parent
CLASS = str(SPARK / "bin" / "spark-class")
MASTER_PORT, CONNECT_PORT = 17077, 15802
PATIENCE = 120  # seconds for a server to begin
ENVIRONMENT = {**os.environ, "SPARK_HOME": str(SPARK), "SPARK_LOCAL_IP": "127.0.0.1"}


@contextmanager
def server(*words: str, port: int | None = None) -> Iterator[None]:
    """Something that runs meanwhile; with a port, from when it listens on."""
    process = subprocess.Popen(
        words, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + PATIENCE
        while port is not None and not listens(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{words[1]} did not begin")
            time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def standalone() -> Iterator[str]:
    master = f"spark://127.0.0.1:{MASTER_PORT}"
    deploy = "org.apache.spark.deploy"
    begin = ("--host", "127.0.0.1", "--webui-port", "0")
    with ExitStack() as stack:
        place = ("--port", str(MASTER_PORT))
        stack.enter_context(
            server(CLASS, f"{deploy}.master.Master", *begin, *place, port=MASTER_PORT)
        )
        for _ in range(2):
            # Entered before the worker, so that it goes after it; Java may still write as it ends.
            work = stack.enter_context(
                TemporaryDirectory(prefix="spark-worker-", ignore_cleanup_errors=True)
            )
            given = ("--cores", "1", "--memory", "1g", "--work-dir", work)
            stack.enter_context(server(CLASS, f"{deploy}.worker.Worker", *begin, *given, master))
        yield master


@contextmanager
def connect() -> Iterator[str]:
    service = "org.apache.spark.sql.connect.service.SparkConnectServer"
    given = (
        "--master", "local[2]", "--conf", f"spark.connect.grpc.binding.port={CONNECT_PORT}",
        "--conf", "spark.connect.grpc.binding.address=127.0.0.1", "--conf", "spark.ui.enabled=false",
    )  # fmt: skip
    with server(
        CLASS, "org.apache.spark.deploy.SparkSubmit", "--class", service, *given, "spark-internal",
        port=CONNECT_PORT,
    ):  # fmt: skip
        yield f"sc://127.0.0.1:{CONNECT_PORT}"


@contextmanager
def by_itself(master: str) -> Iterator[str]:
    yield master


WAYS = {
    "local": lambda: by_itself("local[2]"),
    "local-cluster": lambda: by_itself("local-cluster[2,1,1024]"),
    "standalone": standalone,
    "connect": connect,
}


def main() -> None:
    chosen = sys.argv[1:] or list(WAYS)
    if not DATA.exists():
        make_clinic.make(DATA, make_clinic.SIZES["chain"], make_clinic.TODAY)
    unequal = 0
    for name in chosen:
        with WAYS[name]() as master:
            command = [sys.executable, str(HERE / "clinic.py"), str(DATA), "--master", master]
            unequal += subprocess.run(command, env=ENVIRONMENT, check=False).returncode != 0
    sys.exit(1 if unequal else 0)


if __name__ == "__main__":
    main()
