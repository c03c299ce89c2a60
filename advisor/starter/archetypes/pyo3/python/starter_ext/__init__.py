"""The functions that moved to Rust, under the names that callers know."""

from ._native import edit_distance, nearest

__all__ = ["edit_distance", "nearest"]
