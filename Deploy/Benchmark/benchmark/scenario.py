"""What a run consists of: how many rounds, how long each turn, how large the databases."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from . import history
from .measurements.alert_stream import AlertStream
from .measurements.bare_http import BareHTTP
from .measurements.batches import Batches
from .measurements.gateway_memory import GatewayMemory
from .measurements.measurement import Measurement
from .measurements.scale import Scale
from .measurements.server_memory import ServerMemory
from .measurements.single_posts import SinglePosts
from .measurements.start import Start
from .processes import BenchmarkError
from .stage import Stage

# A stored reading with its indexes and its identity, rounded up; and the log that PostgreSQL writes ahead, with what
# the turns of ingest store.
BYTES_OF_A_READING = 800
BASE_BYTES = 12 << 30


@dataclass(frozen=True)
class Scenario:
    """Times are seconds of one turn of one side."""

    rounds: int
    seconds: float
    small: int
    large: int


FULL = Scenario(rounds=9, seconds=10, small=1_000_000, large=50_000_000)
QUICK = Scenario(rounds=5, seconds=3, small=200_000, large=2_000_000)

# In the order of a round.
MEASUREMENTS: dict[str, Callable[[Stage, Scenario], Measurement]] = {
    "http": lambda stage, scenario: BareHTTP(stage, scenario.seconds),
    "single": lambda stage, scenario: SinglePosts(stage, scenario.seconds),
    "batch": lambda stage, scenario: Batches(stage, scenario.seconds),
    "alerts": lambda stage, scenario: AlertStream(stage, scenario.seconds),
    "scale": lambda stage, scenario: Scale(stage, scenario.seconds),
    "memory": lambda stage, scenario: ServerMemory(stage, scenario.seconds),
    "gateway": lambda stage, scenario: GatewayMemory(stage),
    "start": lambda stage, scenario: Start(stage),
}


# What each of them makes.
KEYS: dict[str, tuple[str, ...]] = {
    "http": ("http_vs_hummingbird",),
    "single": ("single_vs_pgbench",),
    "batch": ("batch_vs_insert", "batch_vs_copy"),
    "alerts": ("alert_ms_p50", "alert_ms_p99"),
    "scale": ("trend_p99_growth", "ingest_at_scale"),
    "memory": ("server_mb",),
    "gateway": ("gateway_mb",),
    "start": ("start_ms",),
}


def check_space(folder: str, scenario: Scenario) -> None:
    """Refuses to start what would fill the disk."""
    needed = BASE_BYTES + BYTES_OF_A_READING * (scenario.small + scenario.large)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BenchmarkError(f"{folder} has {free >> 30} GB free of {needed >> 30} GB needed: see --folder and --quick")


def fill_databases(stage: Stage, scenario: Scenario) -> None:
    """Makes `small` and `large` of the empty database, which nobody may be connected to meanwhile."""
    stage.stop_serving("empty")
    for database, readings in (("small", scenario.small), ("large", scenario.large)):
        stage.cluster.create(database, "empty")
        stage.sizes[database] = history.fill(stage.cluster, database, stage.cast, readings)
