import { resolve } from 'node:path';
import { Command } from 'commander';
import { LoadModelResponse, ModelList } from '../../contract/http/models.ts';
import { connectToConsole } from '../console/locate.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { dataDirOption, jsonOption, tokenFileOption, urlOption } from '../options.ts';
import { print, printable, printJson, say, table } from '../terminal.ts';
import { modelsPullCommand } from './models-pull.ts';

interface ModelsOptions {
  url?: string;
  dataDir?: string;
  tokenFile?: string;
  json?: true;
}

export function modelsCommand(end: (status: ExitStatus) => void): Command {
  const list = new Command('list')
    .description('Lists the models the running console has loaded so far.')
    .addHelpText('after', '\nExample: vigil models list --json')
    .action(async (options: ModelsOptions) => {
      await listModels(options);
      end(EXIT.ok);
    });
  const load = new Command('load')
    .description('Loads a model into the running console; the present one answers until the new one is ready.')
    .argument('<file>', 'model file (.onnx), or the id of a model loaded before')
    .addHelpText('after', '\nExample: vigil models load yolox-nano.onnx')
    .action(async (file: string, options: ModelsOptions) => {
      await loadModel(file, options);
      end(EXIT.ok);
    });
  const models = new Command('models').description('The models of the running console, and where to get others.');
  models.addHelpText('after', '\nExample: vigil models load yolox-nano.onnx');
  for (const command of [list, load]) {
    models.addCommand(
      command.addOption(urlOption()).addOption(tokenFileOption()).addOption(dataDirOption()).addOption(jsonOption()),
    );
  }
  models.addCommand(modelsPullCommand(end));
  return models;
}

async function listModels(options: ModelsOptions): Promise<void> {
  const client = connectToConsole(options);
  const list = await client.request('/v1/models', ModelList);
  if (options.json) {
    printJson(list);
    return;
  }
  if (list.models.length === 0) {
    say('No model has been loaded yet. Load one with: vigil models load FILE.onnx');
    return;
  }
  const rows = list.models.map((model) => [
    model.id === list.active?.id ? '*' : ' ',
    model.id,
    printable(model.name),
    model.version,
    model.layout,
    `${model.input.width}x${model.input.height}`,
    String(model.classes.length),
    model.last_loaded_at.slice(0, 16).replace('T', ' '),
    model.present ? printable(model.path) : `${printable(model.path)} (the file is gone)`,
  ]);
  const head = [' ', 'ID', 'NAME', 'VERSION', 'LAYOUT', 'INPUT', 'CLASSES', 'LAST LOADED (UTC)', 'FILE'];
  print(table([head, ...rows]));
}

async function loadModel(file: string, options: ModelsOptions): Promise<void> {
  const client = connectToConsole(options);
  const isId = /^[0-9a-f]{12}$/.test(file);
  const body = isId ? { id: file } : { path: resolve(file) };
  const loaded = await client.request('/v1/models/load', LoadModelResponse, { body });
  if (options.json) {
    printJson(loaded);
    return;
  }
  const { model, provider, load_ms, run_ms, replaced } = loaded;
  const instead = replaced === null ? '' : ` in place of ${printable(replaced.name)}`;
  print(
    `loaded ${printable(model.name)} (${model.id})${instead} in ${(load_ms / 1000).toFixed(1)} s; ` +
      `one run takes ${run_ms.toFixed(1)} ms on ${provider.used}`,
  );
  print(`${model.layout} (${model.layout_source}): ${printable(model.layout_reason)}`);
  print(`${provider.used}: ${printable(provider.reason)}`);
}
