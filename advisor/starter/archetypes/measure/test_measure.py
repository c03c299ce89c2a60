import unittest

from measure import Function, measure


class Measure(unittest.TestCase):
    def test_names_what_takes_the_time(self) -> None:
        found = measure("example.py", [])
        self.assertGreater(found.seconds, 0.05)
        self.assertTrue(any("example.py" in f.name for f in found.functions[:3]))
        self.assertLessEqual(sum(f.share for f in found.functions), 1.0001)

    def test_limit_is_amdahls(self) -> None:
        self.assertEqual(Function("f", 1, 0.0).limit, 1.0)
        self.assertEqual(Function("f", 1, 0.5).limit, 2.0)
        self.assertEqual(Function("f", 1, 1.0).limit, float("inf"))


if __name__ == "__main__":
    unittest.main()
