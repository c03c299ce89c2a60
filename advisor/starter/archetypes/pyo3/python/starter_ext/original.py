"""What moved, as it was. It stays as long as the parity suite is to hold the Rust against it."""

from __future__ import annotations  # 3.9 reads no str | None


def edit_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        diagonal, row[0] = i, i + 1
        for j, y in enumerate(b):
            replaced = diagonal + (x != y)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    return row[-1]


def nearest(word: str, words: list[str]) -> str | None:
    return min(words, key=lambda other: edit_distance(word, other), default=None)
