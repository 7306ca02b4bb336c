import math
import unittest

import torch

from starter.boxes import complete_overlap, corners, grid_cells, overlap


class Boxes(unittest.TestCase):
    def test_cells_run_along_rows_grid_by_grid(self):
        points, strides = grid_cells((64, 96), (16, 32))
        self.assertEqual(points.shape, (4 * 6 + 2 * 3, 2))
        self.assertEqual(points[0].tolist(), [8, 8])
        self.assertEqual(points[1].tolist(), [24, 8])
        self.assertEqual(points[6].tolist(), [8, 24])
        self.assertEqual(points[24].tolist(), [16, 16])
        self.assertEqual(strides.tolist(), [16] * 24 + [32] * 6)

    def test_distances_become_corners(self):
        box = corners(torch.tensor([[1.0, 2.0, 3.0, 4.0]]), torch.tensor([[10.0, 20.0]]))
        self.assertEqual(box.tolist(), [[9, 18, 13, 24]])

    def test_overlap_of_known_boxes(self):
        a = torch.tensor([[0.0, 0, 10, 10], [0, 0, 10, 10], [0, 0, 10, 10]])
        b = torch.tensor([[0.0, 0, 10, 10], [5, 0, 15, 10], [20, 20, 30, 30]])
        for value, expected in zip(overlap(a, b).tolist(), [1, 1 / 3, 0]):
            self.assertAlmostEqual(value, expected, places=5)

    def test_complete_overlap_counts_distance_and_shape(self):
        said = torch.tensor([[0.0, 0, 10, 10], [0, 0, 20, 10]])
        true = torch.tensor([[5.0, 0, 15, 10], [5, -5, 15, 15]])
        apart, crosswise = complete_overlap(said, true).tolist()
        # The centres are 5 apart, the hull is 15 x 10.
        self.assertAlmostEqual(apart, 1 / 3 - 25 / (15**2 + 10**2), places=5)
        # Same centre, overlap 100 / 300, width to height 2 against 1/2.
        shape = 4 / math.pi**2 * (math.atan(2) - math.atan(0.5)) ** 2
        self.assertAlmostEqual(crosswise, 1 / 3 - shape * shape / (1 - 1 / 3 + shape), places=5)

    def test_boxes_that_do_not_touch_still_pull(self):
        said = torch.tensor([[0.0, 0, 10, 10]], requires_grad=True)
        complete_overlap(said, torch.tensor([[50.0, 0, 60, 10]])).sum().backward()
        self.assertGreater(said.grad[0, 2].item(), 0)


if __name__ == "__main__":
    unittest.main()
