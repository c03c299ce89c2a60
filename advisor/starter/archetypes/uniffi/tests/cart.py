"""The library as Python sees it, through the bindings that tests/cart.rs has generated."""

import unittest

from starter_core import Cart, CartError, Sum


class CartTest(unittest.TestCase):
    def test_adds_up(self) -> None:
        cart = Cart()
        cart.add(350)
        self.assertEqual(cart.sum(), Sum(items=1, cents=350))

    def test_what_is_refused_changes_nothing(self) -> None:
        cart = Cart()
        with self.assertRaises(CartError.NoPrice):
            cart.add(-1)
        cart.add(1)
        with self.assertRaises(CartError.TooMuch):
            cart.add(2**63 - 1)
        self.assertEqual(cart.sum(), Sum(items=1, cents=1))


if __name__ == "__main__":
    unittest.main()
