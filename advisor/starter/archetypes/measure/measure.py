"""Runs a Python script and tells what making a function of it faster could win at most."""

import cProfile
import pstats
import runpy
import sys
import time
from dataclasses import dataclass

MOST = 12  # functions to name


@dataclass
class Function:
    name: str
    calls: int
    share: float  # of all the time, in the function itself

    @property
    def limit(self) -> float:
        """How many times as fast the whole would be if this took no time (Amdahl's law)."""
        return 1 / (1 - self.share) if self.share < 1 else float("inf")


@dataclass
class Measured:
    seconds: float
    waiting: float  # share of the time in which no Python ran on this process's CPUs
    functions: list[Function]  # most of the time first


def measure(script: str, arguments: list[str]) -> Measured:
    profile = cProfile.Profile()
    before, sys.argv = sys.argv, [script, *arguments]
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        profile.enable()
        runpy.run_path(script, run_name="__main__")
    except SystemExit:
        pass  # the script has ended, as scripts do
    finally:
        profile.disable()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        sys.argv = before
    stats = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    total = sum(own for _, (_, _, own, _, _) in stats) or 1.0
    functions = [
        Function(label(*place), calls, own / total) for place, (_, calls, own, _, _) in stats
    ]
    functions.sort(key=lambda f: f.share, reverse=True)
    return Measured(wall, max(0.0, 1 - cpu / wall), functions[:MOST])


def label(file: str, line: int, name: str) -> str:
    return name if file == "~" else f"{name} ({file}:{line})"


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("usage: python3 measure.py script.py [its arguments]")
    found = measure(sys.argv[1], sys.argv[2:])
    print(f"{found.seconds:.2f} s under the profiler, {found.waiting:.0%} of it waiting")
    if found.waiting > 0.5:
        print("It mostly waits: for a database, a disk or another service. Rust would wait as long.")
    print(f"{'share':>7} {'at most':>8} {'calls':>10}  function")
    for f in found.functions:
        print(f"{f.share:7.1%} {f.limit:7.1f}× {f.calls:10}  {f.name}")


if __name__ == "__main__":
    main()
