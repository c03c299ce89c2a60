"""Times the original and the Rust on the same input; the second figure decides whether the port pays."""

import random
import timeit
from collections.abc import Callable

import starter_ext
from starter_ext import original


def per_call(call: Callable[[], object]) -> float:
    """Seconds of one call: the least of five rounds, each of some tenths of a second."""
    timer = timeit.Timer(call)
    rounds, _ = timer.autorange()
    return min(timer.repeat(5, rounds)) / rounds


def main() -> None:
    some = random.Random(1)
    words = ["".join(some.choices("abcdefghij", k=some.randint(4, 12))) for _ in range(500)]
    for name, size, arguments in [
        ("edit_distance", "7 characters", ("kitten", "sitting")),
        ("edit_distance", "140 characters", ("kitten" * 20, "sitting" * 20)),
        ("nearest", "500 words", ("kitten", words)),
    ]:
        old = per_call(lambda: getattr(original, name)(*arguments))
        new = per_call(lambda: getattr(starter_ext, name)(*arguments))
        print(f"{name}, {size}: Python {old * 1e6:.1f} µs, Rust {new * 1e6:.1f} µs, {old / new:.0f} times as fast")


if __name__ == "__main__":
    main()
