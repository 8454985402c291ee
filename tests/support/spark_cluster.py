"""A master and two workers of Spark, as processes of this computer, for the tests that drive them."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from include.local_stack.ports import HOST, free_port
from include.settings import ROOT

ENVIRONMENT = ROOT / ".venv-spark"
PYTHON = ENVIRONMENT / "bin" / "python"
DEPLOY = "org.apache.spark.deploy"


def jar() -> Path | None:
    """Return Iceberg's runtime for Spark where `.ci/spark` put it; None where it could not be had."""
    return next((ENVIRONMENT / "jars").glob("iceberg-spark-runtime-*.jar"), None)


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """Start the cluster, each worker with one core and 1 GB, and return the address of its master."""
    port = free_port(17077)
    address = f"spark://{HOST}:{port}"
    running: list[subprocess.Popen[str]] = []
    try:
        master = ["--host", HOST, "--port", str(port), "--webui-port", "0"]
        running.append(_start("master.Master", master, "I have been elected leader"))
        for number in (1, 2):
            worker = ["--host", HOST, "--webui-port", "0", "--cores", "1", "--memory", "1g"]
            worker += ["--work-dir", str(folder / f"worker{number}"), address]
            running.append(_start("worker.Worker", worker, "Successfully registered with master"))
        yield address
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def _start(kind: str, arguments: list[str], until: str) -> "subprocess.Popen[str]":
    """Start one daemon and wait until its log says that it is ready.

    Raises:
        RuntimeError: It ended before.
    """
    command = [str(ENVIRONMENT / "bin" / "spark-class"), f"{DEPLOY}.{kind}", *arguments]
    environment = {**os.environ, "SPARK_LOCAL_IP": HOST, "PATH": f"{ENVIRONMENT / 'bin'}:{os.environ['PATH']}"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr is not None
    said: list[str] = []
    for line in process.stderr:
        said.append(line)
        if until in line:
            Thread(target=lambda lines=process.stderr: [None for _ in lines], daemon=True).start()
            return process
    raise RuntimeError(f"Spark's {kind} ended: {''.join(said)[-2000:]}")
