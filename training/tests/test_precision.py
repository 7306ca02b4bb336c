import unittest

import numpy as np

from starter.precision import Answers, average_precision, mean_average_precision, read_answers
from starter.schedule import rate_at

BOX = np.array([[10.0, 10, 50, 50]])


def answers(*rows):
    table = np.array(rows, float).reshape(-1, 6)
    return Answers(table[:, :4], table[:, 4], table[:, 5].astype(int))


class Precision(unittest.TestCase):
    def test_a_perfect_answer(self):
        found = mean_average_precision([answers((10, 10, 50, 50, 0.9, 1))], [BOX], [np.array([1])])
        self.assertEqual((found.map50, found.map50_95), (1, 1))

    def test_a_box_that_overlaps_by_three_quarters(self):
        found = mean_average_precision([answers((10, 10, 50, 40.5, 0.9, 1))], [BOX], [np.array([1])])
        self.assertEqual(found.map50, 1)
        # 30.5 / 40 = 0.7625: right at 0.50 to 0.75, six of ten thresholds.
        self.assertAlmostEqual(found.map50_95, 0.6)

    def test_a_second_box_on_one_part_and_a_miss_cost(self):
        said = [answers((10, 10, 50, 50, 0.9, 0), (10, 10, 50, 49, 0.8, 0)), answers()]
        found = mean_average_precision(said, [BOX, BOX], [np.array([0]), np.array([0])])
        # Half of the parts found at precision 1: recall 0 to 0.50 are 51 of the 101 points.
        self.assertAlmostEqual(found.map50, 51 / 101)

    def test_precision_is_that_of_the_best_higher_recall(self):
        self.assertAlmostEqual(average_precision(np.array([False, True, True]), 2), 2 / 3)

    def test_suppression_is_within_a_class(self):
        output = np.zeros((6, 3))
        output[:4] = [[30], [30], [40], [40]]
        output[4:, 0], output[4:, 1], output[4:, 2] = (0.9, 0), (0.8, 0), (0, 0.7)
        kept = read_answers(output)
        self.assertEqual(kept.scores.tolist(), [0.9, 0.7])
        self.assertEqual(kept.kinds.tolist(), [0, 1])
        self.assertEqual(kept.boxes[0].tolist(), [10, 10, 50, 50])


class Schedule(unittest.TestCase):
    def test_up_then_down(self):
        rates = [rate_at(step, 100, 10, 1.0) for step in range(100)]
        self.assertEqual(max(rates), 1.0)
        self.assertLess(rates[0], 0.2)
        self.assertTrue(all(later <= earlier for earlier, later in zip(rates[10:], rates[11:])))
        self.assertAlmostEqual(rate_at(100, 100, 10, 1.0), 0.02)


if __name__ == "__main__":
    unittest.main()
