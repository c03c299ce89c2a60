"""Something to measure: one function that computes, and a wait."""

import time


def digits(limit: int) -> int:
    return sum(int(d) for n in range(limit) for d in str(n))


if __name__ == "__main__":
    digits(100_000)
    time.sleep(0.05)
