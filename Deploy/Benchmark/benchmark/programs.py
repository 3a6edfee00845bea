"""Where the programs are that were built for the benchmark."""

import os
from dataclasses import dataclass

from .processes import run_json


@dataclass(frozen=True)
class Programs:
    """Two folders of binaries: Hearth's own, and those of the benchmark's package."""

    hearth_folder: str
    benchmark_folder: str
    migrations: str

    @property
    def hearth(self) -> str:
        return os.path.join(self.hearth_folder, "hearth")

    @property
    def gateway(self) -> str:
        return os.path.join(self.hearth_folder, "hearth-gateway")

    def tool(self, name: str) -> str:
        return os.path.join(self.benchmark_folder, name)

    def load(self, command: str, **options: object) -> dict:
        """Runs a command of hearth-load to its end and returns what it measured."""
        line = [self.tool("hearth-load"), command]
        for name, value in options.items():
            line += [f"--{name.replace('_', '-')}", str(value)]
        return run_json(line)
