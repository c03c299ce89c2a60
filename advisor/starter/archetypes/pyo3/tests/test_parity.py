"""The Rust does what the Python did, also with what nobody thought of."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import starter_ext
from starter_ext import original

# Few letters, so that texts have much in common; and any text, so that nothing is left out.
TEXT = st.text("abcß🦀", max_size=12) | st.text(max_size=40)

CASES: list[tuple[str, st.SearchStrategy[tuple[Any, ...]]]] = [
    ("edit_distance", st.tuples(TEXT, TEXT)),
    ("nearest", st.tuples(TEXT, st.lists(TEXT, max_size=6))),
]


@pytest.mark.parametrize(("name", "arguments"), CASES, ids=[name for name, _ in CASES])
def test_same_results(name: str, arguments: st.SearchStrategy[tuple[Any, ...]]) -> None:
    old: Callable[..., Any] = getattr(original, name)
    new: Callable[..., Any] = getattr(starter_ext, name)

    @settings(max_examples=500, deadline=None)
    @given(arguments)
    def same(given: tuple[Any, ...]) -> None:
        assert outcome(new, given) == outcome(old, given)

    same()


def outcome(call: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What it returns, or what kind of error it raises."""
    try:
        return call(*arguments)
    except Exception as error:
        return type(error)


@pytest.mark.parametrize("bad", [None, 1])
def test_same_refusals(bad: Any) -> None:
    with pytest.raises(TypeError):
        original.edit_distance(bad, "a")
    with pytest.raises(TypeError):
        starter_ext.edit_distance(bad, "a")
