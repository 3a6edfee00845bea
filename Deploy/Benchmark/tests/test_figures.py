"""The arithmetic that every verdict rests on."""

import json
import unittest

from benchmark.figures import Figure, Spread, at_least, at_most, ratio
from benchmark.report import as_json, table
from benchmark.scenario import KEYS, MEASUREMENTS


class Figures(unittest.TestCase):
    def test_the_middle_round_counts_and_the_outer_ones_are_shown(self):
        self.assertEqual(Spread.of([3.0, 1.0, 9.0]), Spread(median=3.0, lowest=1.0, highest=9.0))
        self.assertEqual(Spread.of([4.0, 2.0]).median, 3.0)

    def test_no_round_is_an_error_and_not_a_zero(self):
        with self.assertRaises(ValueError):
            Spread.of([])

    def test_a_ratio_is_ours_over_the_peers(self):
        self.assertEqual(ratio(30, 20), 1.5)

    def test_a_peer_that_did_nothing_is_an_error(self):
        with self.assertRaises(ValueError):
            ratio(30, 0)

    def test_a_floor_is_met_at_the_bound_and_above(self):
        self.assertTrue(at_least(0.7).is_met(0.7))
        self.assertFalse(at_least(0.7).is_met(0.699))

    def test_a_ceiling_is_met_at_the_bound_and_below(self):
        self.assertTrue(at_most(150).is_met(150))
        self.assertFalse(at_most(150).is_met(150.1))

    def test_a_figure_is_judged_by_its_median(self):
        figure = Figure("http", "HTTP", [1.0, 1.6, 9.0], target=at_least(1.5))
        self.assertFalse(figure.is_missed)
        self.assertEqual(figure.verdict, "met")
        self.assertEqual(Figure("http", "HTTP", [1.0, 1.4, 9.0], target=at_least(1.5)).verdict, "MISSED")

    def test_a_figure_without_a_target_is_not_judged(self):
        self.assertEqual(Figure("copy", "COPY", [0.1]).verdict, "")


class Report(unittest.TestCase):
    figures = [
        Figure("http", "HTTP", [1.0, 2.0, 3.0], target=at_least(1.5)),
        Figure("start_ms", "start", [600.0], unit="ms", target=at_most(500)),
    ]

    def test_the_table_says_what_was_missed(self):
        head, _, first, second = table(self.figures, ["http", "start_ms"]).splitlines()
        self.assertIn("spread", head)
        self.assertRegex(first, r"HTTP +2\.00 × +1\.00 – 3\.00 +≥ 1\.5 +met")
        self.assertRegex(second, r"start +600\.00 ms .*≤ 500 +MISSED")

    def test_the_object_is_one_line_of_medians(self):
        text = as_json(self.figures, ["http", "start_ms"])
        self.assertNotIn("\n", text)
        self.assertEqual(json.loads(text), {"http": 2.0, "start_ms": 600.0})

    def test_what_was_not_measured_is_said(self):
        keys = ["http", "batch_vs_copy", "start_ms"]
        self.assertIn("NOT MEASURED", table(self.figures, keys).splitlines()[-1])
        self.assertIsNone(json.loads(as_json(self.figures, keys))["batch_vs_copy"])

    def test_the_object_has_these_keys(self):
        self.assertEqual(list(KEYS), list(MEASUREMENTS))
        keys = "http_vs_hummingbird single_vs_pgbench batch_vs_insert batch_vs_copy alert_ms_p50 alert_ms_p99"
        more = "trend_p99_growth ingest_at_scale server_mb gateway_mb start_ms"
        self.assertEqual([key for name in KEYS for key in KEYS[name]], f"{keys} {more}".split())


if __name__ == "__main__":
    unittest.main()
