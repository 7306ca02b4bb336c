#!/usr/bin/env python3
"""
Compares what PyTorch says of pictures with what Vigil finds on them with the exported model: export, decoding, letterbox,
head and suppression at once. See README.md.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

from export import load_average
from starter.batches import to_tensor
from starter.classes import CANVAS
from starter.network import Detector, Exported
from starter.pictures import letterbox, read_rgb
from starter.precision import Answers, overlaps, read_answers

ROOT = Path(__file__).resolve().parent.parent
# Answers whose score is near the floor may come and go with a rounding.
FLOOR, COUNTED = 0.2, 0.25


def said_by_torch(network: Detector, picture: Path) -> Answers:
    """Boxes in pixels of the picture, clipped to it."""
    pixels = read_rgb(picture)
    canvas, placement = letterbox(pixels, CANVAS)
    with torch.no_grad():
        output = Exported(network, CANVAS).eval()(to_tensor([canvas]))[0].numpy()
    answers = read_answers(output, FLOOR)
    boxes = (answers.boxes - np.array([placement.left, placement.top] * 2)) / placement.scale
    height, width = pixels.shape[:2]
    return answers._replace(boxes=np.clip(boxes, 0, [width, height, width, height]))


def found_by_vigil(model: Path, pictures: list[Path]) -> dict[str, Answers]:
    with tempfile.TemporaryDirectory() as data:
        node = shutil.which("node", path=str(ROOT / "node_modules" / ".bin")) or "node"
        command = [node, str(ROOT / "bin" / "vigil.mjs"), "detect", *map(str, pictures)]
        command += ["--model", str(model), "--provider", "cpu", "--conf", str(FLOOR), "--iou", "0.65"]
        done = subprocess.run([*command, "--local", "--data-dir", data, "--json"], stdout=subprocess.PIPE, check=True)
    found = {}
    for image in json.loads(done.stdout)["images"]:
        table = [(*one["box"], one["score"], one["class_id"]) for one in image["detections"]]
        rows = np.array(table, float).reshape(-1, 6)
        found[Path(image["name"]).name] = Answers(rows[:, :4], rows[:, 4], rows[:, 5].astype(int))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("pictures", type=Path, nargs="+")
    options = parser.parse_args()
    network = load_average(options.checkpoint)
    found = found_by_vigil(options.model, options.pictures)
    counted, alone, scores, boxes = 0, 0, [0.0], [0.0]
    for picture in options.pictures:
        said, answer = said_by_torch(network, picture), found[picture.name]
        shared = overlaps(said.boxes, answer.boxes) * (said.kinds[:, None] == answer.kinds[None])
        for at in np.flatnonzero(said.scores >= COUNTED):
            counted += 1
            if shared.shape[1] == 0 or shared[at].max() < 0.9:
                alone += 1
                continue
            twin = int(shared[at].argmax())
            scores.append(abs(said.scores[at] - answer.scores[twin]))
            boxes.append(np.abs(said.boxes[at] - answer.boxes[twin]).max())
    print(f"{counted} answers on {len(options.pictures)} pictures, {alone} without a twin;")
    print(f"largest difference: score {max(scores):.4f}, side {max(boxes):.3f} pixels")
    if counted == 0 or alone > 0 or max(scores) > 0.01 or max(boxes) > 0.5:
        sys.exit("compare.py: PyTorch and Vigil disagree")


if __name__ == "__main__":
    main()
