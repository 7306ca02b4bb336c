import unittest

import torch

from starter.assign import CELLS_A_PART, assign
from starter.boxes import grid_cells
from starter.loss import DetectionLoss, bins_loss
from starter.network import BINS, Detector, Exported, expected_distances

CANVAS = (64, 96)
POINTS, _ = grid_cells(CANVAS, (8, 16))


def cell_at(x: float, y: float) -> int:
    return int((POINTS - torch.tensor([x, y])).square().sum(1).argmin())


class Assigning(unittest.TestCase):
    def setUp(self):
        self.scores = torch.full((1, len(POINTS), 3), 0.1)
        self.boxes = torch.zeros(1, len(POINTS), 4)
        self.truths = torch.tensor([[[0.0, 0, 40, 40], [30, 30, 70, 60]]])
        self.kinds = torch.tensor([[2, 0]])
        self.real = torch.ones(1, 2, dtype=torch.bool)

    def assign(self):
        return assign(self.scores, self.boxes, POINTS, self.kinds, self.truths, self.real)

    def test_only_cells_within_a_box_answer_for_it(self):
        self.boxes[:] = torch.tensor([0.0, 0, 40, 40])
        assigned = self.assign()
        inside = (POINTS < 40).all(1) | ((POINTS > 30).all(1) & (POINTS[:, 0] < 70) & (POINTS[:, 1] < 60))
        self.assertTrue(assigned.positive.any())
        self.assertFalse((assigned.positive[0] & ~inside).any())
        self.assertLessEqual(int(assigned.positive.sum()), 2 * CELLS_A_PART)

    def test_the_best_aligned_cell_says_its_overlap_and_only_its_class(self):
        cell = cell_at(20, 20)
        self.boxes[0, cell] = torch.tensor([0.0, 0, 40, 20])
        self.scores[0, cell, 2] = 0.9
        assigned = self.assign()
        self.assertTrue(assigned.positive[0, cell])
        self.assertEqual(assigned.box[0, cell].tolist(), [0, 0, 40, 40])
        self.assertEqual([round(value, 4) for value in assigned.score[0, cell].tolist()], [0, 0, 0.5])

    def test_a_contested_cell_goes_to_the_part_it_overlaps_more(self):
        cell = cell_at(36, 36)
        self.boxes[0, cell] = torch.tensor([30.0, 30, 70, 60])
        self.scores[0, cell] = torch.tensor([0.01, 0.01, 0.99])
        assigned = self.assign()
        self.assertEqual(assigned.box[0, cell].tolist(), [30, 30, 70, 60])
        self.assertGreater(assigned.score[0, cell, 0].item(), 0.9)

    def test_rows_that_only_fill_up_get_no_cell(self):
        self.real[:] = False
        assigned = self.assign()
        self.assertFalse(assigned.positive.any())
        self.assertEqual(assigned.score.sum().item(), 0)

    def test_a_batch_without_parts(self):
        none = assign(self.scores, self.boxes, POINTS, self.kinds[:, :0], self.truths[:, :0], self.real[:, :0])
        self.assertFalse(none.positive.any())


class Losing(unittest.TestCase):
    def test_bins_loss_is_least_at_the_true_distance(self):
        aim = torch.tensor([[2.25, 0.0, 5.5, 40.0]])
        right = torch.full((1, 4, BINS), -20.0)
        for side, (lower, share) in enumerate([(2, 0.25), (0, 0.0), (5, 0.5), (BINS - 2, 0.99)]):
            right[0, side, lower] = torch.tensor(max(1e-9, 1 - share)).log()
            right[0, side, lower + 1] = torch.tensor(max(1e-9, share)).log()
        wrong = right.roll(1, 2)
        self.assertLess(bins_loss(right, aim).item(), 0.4)
        self.assertGreater(bins_loss(wrong, aim).item(), 2)
        expected = expected_distances(right.view(1, 4 * BINS, 1))[0, :, 0].tolist()
        for value, true in zip(expected, [2.25, 0, 5.5, BINS - 1.01]):
            self.assertAlmostEqual(value, true, places=3)

    def test_an_empty_picture_has_a_loss_and_gradients(self):
        network = Detector(3)
        losses = DetectionLoss(CANVAS)(
            *network(torch.rand(2, 3, *CANVAS)),
            torch.zeros(2, 0, dtype=torch.int64),
            torch.zeros(2, 0, 4),
            torch.zeros(2, 0, dtype=torch.bool),
        )
        losses.total.backward()
        self.assertEqual(losses.box.item(), 0)
        self.assertTrue(all(weight.grad is not None for weight in network.parameters()))

    def test_steps_lower_the_loss(self):
        torch.manual_seed(1)
        network, loss_of = Detector(3), DetectionLoss(CANVAS)
        optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3)
        pictures = torch.rand(2, 3, *CANVAS)
        truths = torch.tensor([[[4.0, 4, 34, 30], [50, 20, 80, 60]], [[10, 30, 40, 60], [0, 0, 0, 0]]])
        kinds, real = torch.tensor([[0, 1], [2, 0]]), torch.tensor([[True, True], [True, False]])
        totals = []
        for _ in range(12):
            losses = loss_of(*network(pictures), kinds, truths, real)
            optimiser.zero_grad()
            losses.total.backward()
            optimiser.step()
            totals.append(losses.total.item())
        self.assertLess(totals[-1], totals[0] / 2)


class Exporting(unittest.TestCase):
    def test_the_output_is_laid_out_as_yolov8_does(self):
        network = Detector(3).eval()
        with torch.no_grad():
            output = Exported(network, CANVAS)(torch.rand(1, 3, *CANVAS))
        self.assertEqual(output.shape, (1, 4 + 3, len(POINTS)))
        scores = output[0, 4:]
        self.assertTrue(((scores > 0) & (scores < 1)).all())
        # An untrained network says boxes of about 20 pixels to each side, around its cells.
        self.assertLess((output[0, :2].t() - POINTS).abs().max().item(), 12)
        self.assertGreater(output[0, 2:4].min().item(), 15)


if __name__ == "__main__":
    unittest.main()
