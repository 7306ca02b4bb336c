/** Where the sidecar of a model lies: `<model>.vigil.json` beside `<model>.onnx`. */
export function sidecarPath(modelPath: string): string {
  return modelPath.replace(/\.onnx$/i, '.vigil.json');
}

/** Where the card of a model lies, what its maker says of it: `<model>.card.json` beside `<model>.onnx`. */
export function cardNotesPath(modelPath: string): string {
  return modelPath.replace(/\.onnx$/i, '.card.json');
}
