"""One training run: epochs, checkpoints, the log."""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from .batches import Canvases, to_tensor
from .classes import CLASSES
from .loss import DetectionLoss, Losses
from .network import Detector, Exported
from .precision import Precision, mean_average_precision, read_answers
from .processes import average_gradients, wait_for_all
from .schedule import Average, rate_at


@dataclass(frozen=True)
class Settings:
    epochs: int
    batch: int
    rate: float
    decay: float
    warm_up_steps: int
    seed: int


@dataclass
class State:
    """What a checkpoint holds."""

    network: Detector
    average: Average
    optimiser: torch.optim.Optimizer
    epoch: int = 0
    step: int = 0

    def save(self, file: Path, settings: Settings) -> None:
        """In one move, so that there always is a whole one."""
        held = {
            "network": self.network.state_dict(),
            "average": self.average.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "epoch": self.epoch,
            "step": self.step,
            "settings": asdict(settings),
        }
        fresh = file.with_suffix(".part")
        torch.save(held, fresh)
        os.replace(fresh, file)

    def load(self, file: Path) -> None:
        held = torch.load(file, map_location="cpu")
        self.network.load_state_dict(held["network"])
        self.average.network.load_state_dict(held["average"])
        self.optimiser.load_state_dict(held["optimiser"])
        self.epoch, self.step = held["epoch"], held["step"]


def begin(settings: Settings) -> State:
    """A network that knows nothing; every process makes the same one of the seed."""
    torch.manual_seed(settings.seed)
    network = Detector(len(CLASSES)).to(memory_format=torch.channels_last)
    scales = [weight for weight in network.parameters() if weight.dim() == 1]
    kernels = [weight for weight in network.parameters() if weight.dim() > 1]
    groups = [{"params": kernels, "weight_decay": settings.decay}, {"params": scales, "weight_decay": 0.0}]
    return State(network, Average(network), torch.optim.AdamW(groups, lr=settings.rate))


def train(
    number: int,
    count: int,
    training: Canvases,
    validation: Canvases,
    settings: Settings,
    folder: Path,
    resume: bool,
    stop_after: int | None = None,
) -> None:
    """The work of process `number` of `count`; number 0 measures, saves to `folder` and logs."""
    training.fill(number, count)
    validation.fill(number, count)
    wait_for_all(count)
    state = begin(settings)
    checkpoint = folder / "checkpoint.pt"
    if resume:
        state.load(checkpoint)
    last = settings.epochs if stop_after is None else min(settings.epochs, stop_after)
    while state.epoch < last:
        started = time.monotonic()
        losses, pictures = train_epoch(state, settings, training, number, count)
        trained = time.monotonic()
        state.epoch += 1
        if number == 0:
            state.save(checkpoint, settings)
            precision = measure(state.average.network, validation)
            log(
                folder / "log.jsonl",
                {
                    "epoch": state.epoch,
                    "step": state.step,
                    "rate": state.optimiser.param_groups[0]["lr"],
                    "loss": round(losses.total.item(), 4),
                    "loss_score": round(losses.score.item(), 4),
                    "loss_box": round(losses.box.item(), 4),
                    "loss_bins": round(losses.bins.item(), 4),
                    "map50": round(precision.map50, 4),
                    "map50_95": round(precision.map50_95, 4),
                    "per_class": {CLASSES[kind]: round(mean, 4) for kind, mean in precision.per_class.items()},
                    "images_per_second": round(pictures / (trained - started), 1),
                    "seconds": round(time.monotonic() - started, 1),
                },
            )
        wait_for_all(count)


def train_epoch(state: State, settings: Settings, training: Canvases, number: int, count: int) -> tuple[Losses, int]:
    """One pass over the pictures; mean losses of this process and how many pictures all of them saw."""
    state.network.train()
    loss_of = DetectionLoss(training.canvas)
    steps = settings.epochs * (len(training) // settings.batch)
    sums = torch.zeros(4)
    done = 0
    for batch in training.batches(settings.batch, settings.seed, state.epoch, number, count):
        rate = rate_at(state.step, steps, settings.warm_up_steps, settings.rate)
        for group in state.optimiser.param_groups:
            group["lr"] = rate
        losses = loss_of(*state.network(batch.pictures), batch.kinds, batch.boxes, batch.real)
        state.optimiser.zero_grad(set_to_none=True)
        losses.total.backward()
        average_gradients(state.network, count)
        torch.nn.utils.clip_grad_norm_(state.network.parameters(), 10.0)
        state.optimiser.step()
        state.average.follow(state.network, state.step)
        sums += torch.stack(losses).detach()
        state.step += 1
        done += 1
        if number == 0 and done % 50 == 0:
            print(f"epoch {state.epoch + 1} step {done}: losses {[round(v, 3) for v in (sums / done).tolist()]}", flush=True)
    return Losses(*(sums / max(1, done))), done * settings.batch


@torch.no_grad()
def measure(network: Detector, pictures: Canvases, together: int = 16) -> Precision:
    """Mean average precision, boxes in pixels of the canvas."""
    exported = Exported(network, pictures.canvas).eval()
    answers, boxes, kinds = [], [], []
    for first in range(0, len(pictures), together):
        examples = [pictures.example(at) for at in range(first, min(first + together, len(pictures)))]
        outputs = exported(to_tensor([pixels for pixels, _, _ in examples])).numpy()
        answers += [read_answers(output) for output in outputs]
        boxes += [some for _, some, _ in examples]
        kinds += [some for _, _, some in examples]
    return mean_average_precision(answers, boxes, kinds)


def log(file: Path, line: dict) -> None:
    text = json.dumps(line)
    print(text, flush=True)
    with file.open("a") as lines:
        lines.write(text + "\n")


