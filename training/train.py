#!/usr/bin/env python3
"""Trains the starter model from nothing. See README.md."""

import argparse
import sys
from pathlib import Path

from starter.batches import Canvases
from starter.classes import CANVAS
from starter.pictures import find_examples
from starter.processes import run_processes
from starter.run import Settings, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders with images/ and labels/")
    parser.add_argument("--val", type=Path, nargs="+", required=True, help="the same, never trained on; measured each epoch")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint.pt and log.jsonl")
    parser.add_argument("--epochs", type=int, default=6, help="the learning rate falls over so many")
    parser.add_argument("--stop-after", type=int, metavar="EPOCH", help="end early, to go on with --resume")
    parser.add_argument("--batch", type=int, default=32, help="pictures a step, all processes together")
    parser.add_argument("--rate", type=float, default=3e-3, help="highest learning rate")
    parser.add_argument("--decay", type=float, default=0.02, help="weight decay")
    parser.add_argument("--warm-up", type=int, default=200, metavar="STEPS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2, help="one a processor core")
    parser.add_argument("--resume", action="store_true", help="go on from OUT/checkpoint.pt")
    options = parser.parse_args()

    try:
        training, validation = find_examples(options.data), find_examples(options.val)
        both = {example.picture.stem for example in training} & {example.picture.stem for example in validation}
        if both:
            raise ValueError(f"seed {min(both)} is trained on and validated on")
    except ValueError as error:
        sys.exit(f"train.py: {error}")
    checkpoint = options.out / "checkpoint.pt"
    if options.resume != checkpoint.exists():
        sys.exit(
            f"train.py: {checkpoint} is there already; go on from it with --resume, or name another --out"
            if checkpoint.exists()
            else f"train.py: there is no {checkpoint} to resume from"
        )
    options.out.mkdir(parents=True, exist_ok=True)
    settings = Settings(options.epochs, options.batch, options.rate, options.decay, options.warm_up, options.seed)
    print(f"{len(training)} pictures to train on, {len(validation)} to validate on", flush=True)

    # Made before the processes are forked, so that they share the memory.
    canvases = Canvases(training, CANVAS), Canvases(validation, CANVAS)

    def work(number: int, count: int) -> None:
        train(number, count, *canvases, settings, options.out, options.resume, options.stop_after)

    run_processes(options.processes, options.out / "meeting", work)


if __name__ == "__main__":
    main()
