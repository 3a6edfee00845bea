"""The programs that are measured and that measure: built in release mode, from this checkout."""

import os
import subprocess
import sys
from dataclasses import dataclass

from .processes import BenchmarkError, run_json

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
# The package of the benchmark itself, whose peers must not become dependencies of Hearth.
PACKAGE = os.path.join(ROOT, "Deploy", "Benchmark")
CLIENT = "hearth-load"
# What is installed has what it uses of Swift's libraries in itself.
STATIC = "--static-swift-stdlib"
# In which order the linker lays the functions of the gateway.
FUNCTION_ORDER = os.path.join(ROOT, "Deploy", "hearth-gateway.order")


@dataclass(frozen=True)
class Programs:
    """Two folders of binaries: Hearth's own, and those of the benchmark's package."""

    hearth_folder: str
    benchmark_folder: str

    @staticmethod
    def build() -> "Programs":
        for product in ("hearth", "hearth-gateway"):
            _swift_build(ROOT, STATIC, "--product", product)
        _swift_build(PACKAGE)
        return Programs(_binaries(ROOT), _binaries(PACKAGE))

    @property
    def hearth(self) -> str:
        return os.path.join(self.hearth_folder, "hearth")

    @property
    def gateway(self) -> str:
        return os.path.join(self.hearth_folder, "hearth-gateway")

    @property
    def migrations(self) -> str:
        return os.path.join(ROOT, "Migrations")

    def tool(self, name: str) -> str:
        return os.path.join(self.benchmark_folder, name)

    def load(self, command: str, **options: object) -> dict:
        """Runs a command of hearth-load to its end and returns what it measured."""
        line = [self.tool(CLIENT), command]
        for name, value in options.items():
            line += [f"--{name.replace('_', '-')}", str(value)]
        return run_json(line)


def build_client() -> str:
    """Builds hearth-load alone; returns its path."""
    _swift_build(PACKAGE, "--product", CLIENT)
    return os.path.join(_binaries(PACKAGE), CLIENT)


def _swift_build(package: str, *options: str) -> None:
    """What the compiler says goes to standard error, since standard output is for the result."""
    line = ["swift", "build", "--configuration", "release", "--package-path", package, *options]
    if subprocess.run(line, stdout=sys.stderr).returncode != 0:
        raise BenchmarkError(f"{' '.join(line)} failed")


def _binaries(package: str) -> str:
    line = ["swift", "build", "--configuration", "release", "--package-path", package, "--show-bin-path"]
    return subprocess.run(line, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
