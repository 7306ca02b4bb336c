#!/usr/bin/env python3
"""Writes the averaged weights of a checkpoint as an ONNX model. See README.md."""

import argparse
import hashlib
import io
import sys
from pathlib import Path

import numpy as np
import onnx
import torch

from starter.classes import CANVAS, CLASSES
from starter.network import Detector, Exported

OPSET = 17
# Height and width must be whole multiples of this.
COARSEST_STRIDE = 32

METADATA = {
    "names": repr(dict(enumerate(CLASSES))),
    "imgsz": repr(list(CANVAS)),
    "stride": str(COARSEST_STRIDE),
    "batch": "1",
    "channels": "3",
    "task": "detect",
    "description": "Vigil's starter model: six kinds of small parts on the demo line, trained from nothing on drawn scenes",
    "author": "Vigil",
    "version": "1.0.0",
    "license": "MIT",
}


def export(network: Detector) -> onnx.ModelProto:
    """`images` `[1, 3, H, W]` float32 RGB 0 to 1, to `output0` `[1, 4 + C, N]`; normalisation folded into the
    convolutions."""
    exported = Exported(network, CANVAS).eval()
    written = io.BytesIO()
    with torch.no_grad():
        torch.onnx.export(
            exported,
            torch.zeros(1, 3, *CANVAS),
            written,
            opset_version=OPSET,
            input_names=["images"],
            output_names=["output0"],
        )
    model = onnx.load_model_from_string(written.getvalue())
    onnx.checker.check_model(model)
    kinds = [node.op_type for node in model.graph.node]
    if "BatchNormalization" in kinds:
        raise AssertionError("normalisation was not folded into the convolutions")
    onnx.helper.set_model_props(model, METADATA)
    return model


def compare_with_runtime(network: Detector, model: onnx.ModelProto) -> float | None:
    """The largest difference between PyTorch's answers and ONNX Runtime's on noise, or None without Python's
    onnxruntime, which Debian does not bring; `compare.py` does this through Vigil."""
    try:
        import onnxruntime
    except ModuleNotFoundError:
        return None
    images = np.random.default_rng(1).random((1, 3, *CANVAS), np.float32)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (said,) = session.run(None, {"images": images})
    with torch.no_grad():
        expected = Exported(network, CANVAS).eval()(torch.from_numpy(images)).numpy()
    return float(np.abs(said - expected).max())


def load_average(checkpoint: Path) -> Detector:
    """The averaged weights of a run's checkpoint.pt."""
    network = Detector(len(CLASSES))
    network.load_state_dict(torch.load(checkpoint, map_location="cpu")["average"])
    return network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--export-from", type=Path, required=True, metavar="CHECKPOINT")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE.onnx")
    options = parser.parse_args()
    network = load_average(options.export_from)
    model = export(network)
    difference = compare_with_runtime(network, model)
    if difference is not None and difference > 0.01:
        sys.exit(f"export.py: PyTorch and ONNX Runtime differ by {difference}")
    content = model.SerializeToString()
    options.to.write_bytes(content)
    print(f"{options.to}: {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")
    print("not compared: no onnxruntime here; run compare.py" if difference is None else f"within {difference:.1e} of PyTorch")


if __name__ == "__main__":
    main()
