import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np

from starter.augment import MILD, move, vary
from starter.batches import Canvases, collate
from starter.pictures import find_examples, letterbox, place, read_label


class Letterboxing(unittest.TestCase):
    def test_places_as_vigil_does(self):
        # Rows of native/detector/image/letterbox.test.ts would say the same: an odd pixel of padding goes below.
        self.assertEqual(place(640, 480, (256, 320)), (0.5, 0, 8, 320, 240))
        self.assertEqual(place(100, 100, (256, 320)), (2.56, 32, 0, 256, 256))
        self.assertEqual(place(640, 478, (256, 320)), (0.5, 0, 8, 320, 239))

    def test_grey_around_and_means_within(self):
        picture = np.zeros((480, 640, 3), np.uint8)
        picture[::2] = 100
        canvas, _ = letterbox(picture, (256, 320))
        self.assertEqual(canvas[:8].min(), 114)
        self.assertEqual(canvas[248:].max(), 114)
        self.assertEqual(set(canvas[8:248].ravel()), {50})


class Reading(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        (self.root / "images").mkdir()
        (self.root / "labels").mkdir()

    def add(self, stem: str, label: str | None = "2 0.5 0.5 0.25 0.5\n"):
        cv2.imwrite(str(self.root / "images" / f"{stem}.jpg"), np.full((480, 640, 3), 60, np.uint8))
        if label is not None:
            (self.root / "labels" / f"{stem}.txt").write_text(label)

    def test_boxes_come_onto_the_canvas(self):
        self.add("0000007")
        canvases = Canvases(find_examples([self.root]), (256, 320))
        canvases.fill()
        pixels, boxes, kinds = canvases.example(0)
        self.assertEqual(boxes.tolist(), [[120, 68, 200, 188]])
        self.assertEqual(kinds.tolist(), [2])
        self.assertEqual(int(pixels[128, 160, 0]), 60)

    def test_refuses_the_seeds_that_figures_are_measured_on(self):
        self.add("0899999")
        find_examples([self.root])
        self.add("0900000")
        with self.assertRaisesRegex(ValueError, "0900000.jpg.*never trained"):
            find_examples([self.root])

    def test_refuses_what_is_not_whole(self):
        self.add("0000001", label=None)
        with self.assertRaisesRegex(ValueError, "no label file"):
            find_examples([self.root])
        self.add("0000001")
        self.add("scene")
        with self.assertRaisesRegex(ValueError, "seed"):
            find_examples([self.root])

    def test_a_wrong_label_is_named_with_its_line(self):
        for text in ("0 0.5 0.5 0.1\n", "6 0.5 0.5 0.1 0.1\n", "0 1.5 0.5 0.1 0.1\n", "bolt 0.5 0.5 0.1 0.1\n"):
            self.add("0000001", "0 0.5 0.5 0.1 0.1\n" + text)
            with self.assertRaisesRegex(ValueError, "0000001.txt:2"):
                read_label(self.root / "labels" / "0000001.txt")

    def test_a_seed_that_comes_twice(self):
        self.add("0000001")
        with self.assertRaisesRegex(ValueError, "twice"):
            find_examples([self.root, self.root])

    def test_an_epoch_is_the_same_twice_and_shared_without_remainder(self):
        for seed in range(9):
            self.add(f"{seed:07d}")
        canvases = Canvases(find_examples([self.root]), (256, 320))
        canvases.fill()
        whole = list(canvases.batches(4, seed=1, epoch=0))
        again = list(canvases.batches(4, seed=1, epoch=0))
        halves = [list(canvases.batches(4, 1, 0, share, 2)) for share in range(2)]
        self.assertEqual(len(whole), 2)
        self.assertTrue((whole[1].pictures == again[1].pictures).all())
        self.assertTrue((whole[1].boxes[2:] == halves[1][1].boxes).all())
        other = list(canvases.batches(4, seed=1, epoch=1))
        self.assertFalse((whole[0].pictures == other[0].pictures).all())


class Varying(unittest.TestCase):
    def scene(self):
        picture = np.zeros((240, 320, 3), np.uint8)
        picture[100:140, 200:260] = 220
        return picture, np.array([[200, 100, 260, 140]], np.float32), np.array([4])

    def test_boxes_stay_tight_whatever_is_done(self):
        seen = 0
        for seed in range(60):
            picture, boxes, kinds = vary(np.random.default_rng(seed), *self.scene())
            if len(boxes) == 0:
                continue
            seen += 1
            y, x = np.nonzero((picture.min(2) > 150))
            found = [x.min(), y.min(), x.max() + 1, y.max() + 1]
            self.assertLess(np.abs(boxes[0] - found).max(), 1.1, f"seed {seed}")
        self.assertGreater(seen, 50)

    def test_a_part_that_is_pushed_out_loses_its_box(self):
        picture, boxes, kinds = self.scene()
        _, kept, kept_kinds = move(picture, boxes, kinds, 1.0, 110, 0, MILD.least_visible)
        self.assertEqual((len(kept), len(kept_kinds)), (0, 0))
        _, kept, _ = move(picture, boxes, kinds, 1.0, 80, 0, MILD.least_visible)
        self.assertEqual(kept.tolist(), [[280, 100, 320, 140]])

    def test_a_batch_fills_up_with_rows_that_are_not_real(self):
        picture, boxes, kinds = self.scene()
        batch = collate([(picture, boxes, kinds), (picture, boxes[:0], kinds[:0])])
        self.assertEqual(batch.real.tolist(), [[True], [False]])
        self.assertEqual(batch.pictures.shape, (2, 3, 240, 320))


if __name__ == "__main__":
    unittest.main()
