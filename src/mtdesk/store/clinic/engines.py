"""What answers the questions: DuckDB on this machine, or Spark wherever it runs, over the same files.

Both see one relation, `shared`, with the columns of `model.clinic`; the text of a question is the same.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import tempfile
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from mtdesk.errors import RefusedError
from mtdesk.model import clinic

Rows = list[tuple[Any, ...]]
PATIENCE = 5  # seconds that a master has to answer
MASTERS = "local[2], spark://HOST:7077, yarn or sc://HOST:15002"
_MASTER = re.compile(r"local(-cluster)?(\[.+\])?|yarn|(spark|sc|k8s)://.*")


class Engine(Protocol):
    def rows(self, question: str) -> Rows: ...
    def close(self) -> None: ...


class MovedError(Exception):
    """A file went away, or another took its place, while it was read."""


class DuckDB:
    """Over files that were found whole."""

    def __init__(self, files: Iterable[Path]) -> None:
        duckdb = module()
        self._error = duckdb.Error
        self._gone = duckdb.IOException
        self._engine = duckdb.connect(
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        )
        listed = ", ".join(quoted(str(path)) for path in files)
        columns = ", ".join(name for name, _ in clinic.COLUMNS)
        self._run(
            f"CREATE VIEW shared AS SELECT {columns}, year FROM read_parquet([{listed}], "
            "hive_partitioning = true, hive_types = {'year': INTEGER})"
        )

    def rows(self, question: str) -> Rows:
        found: Rows = self._run(question).fetchall()
        return found

    def _run(self, text: str) -> Any:
        try:
            return self._engine.execute(text)
        except self._gone as error:
            raise MovedError(first_line(error)) from error
        except self._error as error:
            raise RefusedError(f"the shares cannot be read: {first_line(error)}") from None

    def close(self) -> None:
        self._engine.close()


class Spark:
    """By `--master`: `local[2]`, `spark://host:7077`, `yarn`, or `sc://host:15002` (Spark Connect)."""

    def __init__(self, place: str, master: str) -> None:
        warnings.simplefilter("ignore")  # of versions of packages that nothing here uses
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise RefusedError(
                "Spark is asked for, and PySpark is not installed here",
                hint="pip install pyspark, and pyspark[connect] for a master that begins with sc://",
            ) from None
        self._refused: tuple[type[Exception], ...] = (PySparkException, OSError, RuntimeError)
        _refuse_silence(master)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - Java writes on it until the end
        builder = SparkSession.builder.appName("mtdesk clinic")
        try:
            if master.startswith("sc://"):
                builder = builder.remote(master)
            else:
                self._begin_java(master)
            self._session = builder.getOrCreate()
            kinds = {"INTEGER": "INT", "BIGINT": "BIGINT", "DATE": "DATE", "VARCHAR": "STRING"}
            schema = ", ".join(f"{name} {kinds[kind]}" for name, kind in clinic.COLUMNS)
            folder = place.rstrip("/")
            shared = (
                self._session.read.schema(f"{schema}, year INT")
                .option("basePath", folder)
                .parquet(f"{folder}/year=*")
            )
            shared.createOrReplaceTempView("shared")
        except ImportError as error:  # Connect asks for packages of its own
            raise RefusedError(
                f"Spark Connect needs more than PySpark: {first_line(error)}",
                hint="pip install 'pyspark[connect]'",
            ) from None
        except Exception as error:  # noqa: BLE001 - what is no error of Spark's goes on as it is
            raise self._said(error, master) from None

    def _begin_java(self, master: str) -> None:
        """What Java says goes into a file, and not between the lines of a table or onto a dashboard."""
        from py4j.protocol import Py4JError
        from pyspark import SparkConf, SparkContext
        from pyspark.java_gateway import launch_gateway

        self._refused += (Py4JError,)
        conf = SparkConf().setMaster(master).setAppName("mtdesk clinic")
        conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
        conf.set("spark.log.level", "ERROR")
        gateway = launch_gateway(conf, {"stdout": self._log, "stderr": self._log})
        SparkContext(conf=conf, gateway=gateway)

    def rows(self, question: str) -> Rows:
        try:
            return [tuple(row) for row in self._session.sql(question).collect()]
        except Exception as error:  # noqa: BLE001 - as above
            raise self._said(error, "") from None

    def close(self) -> None:
        self._session.stop()
        self._log.close()

    def _said(self, error: Exception, master: str) -> Exception:
        if not (isinstance(error, self._refused) or "grpc" in type(error).__module__):
            return error
        where = f" at {master}" if master else ""
        text = str(error)
        if "JAVA_GATEWAY_EXITED" in text:  # why, Java alone has said
            self._log.seek(0)
            text = self._log.read().decode(errors="replace")
        return RefusedError(f"Spark{where} could not do it: {_reason(text)}")


def module() -> Any:
    """DuckDB.

    Raises:
        RefusedError: it is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise RefusedError(
            "a clinic's shares are read by DuckDB, which is not installed here",
            hint="pip install 'mtdesk[clinic]'",
        ) from None
    return duckdb


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:200].rstrip(".")


def _reason(text: str) -> str:
    """Of a page of Java what it comes from, without the names of classes."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["it did not say why"]
    causes = [line for line in lines if line.startswith("Caused by: ")]
    thrown = [line for line in lines if "Exception: " in line]
    line = (causes[-1:] or thrown[:1] or lines[:1])[0]
    return line.rpartition("Exception: ")[2][:200].rstrip(".")


def _refuse_silence(master: str) -> None:
    """Raises RefusedError where there is no Java, no such master, or nobody listens at its address.

    Spark itself would ask for a minute, and then end in a page of Java.
    """
    if not _MASTER.fullmatch(master):
        raise RefusedError(f"“{master[:40]}” is no master of Spark; it is {MASTERS}")
    scheme, _, rest = master.partition("://")
    if scheme != "sc" and not _has_java():
        raise RefusedError("Spark runs on Java 17 or newer, and no Java is found on this machine")
    if scheme not in {"sc", "spark"}:
        return
    places = [_address(each, 15002 if scheme == "sc" else 7077) for each in _hosts(rest)]
    if not any(_answers(host, port) for host, port in places):
        raise RefusedError(f"no master answers at {master}; is it started, and is the port right?")


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool((home and Path(home, "bin", "java").exists()) or shutil.which("java"))


def _hosts(rest: str) -> Sequence[str]:
    return rest.partition("/")[0].split(",")


def _address(text: str, otherwise: int) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return (host, int(port)) if host and port.isdecimal() else (text.rstrip(":"), otherwise)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=PATIENCE):
            return True
    except (OSError, OverflowError):
        return False
