import type { Alert } from '../../../native/contract/http/alerts.ts';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import { fileName, formatAgo, formatRate, plural } from '../../components/format.ts';
import { providerInSentence } from '../models/provider-name.ts';

interface Situation {
  /** The console answers now. */
  connected: boolean;
  /** What it said last; undefined before it said anything. */
  status: ConsoleStatus | undefined;
  /** When the newest result came; null where there is none or none is known. */
  lastAt: string | null;
  now: number;
  /** The demo line has stopped by itself. */
  demoFailed: boolean;
  /** Alerts that fire, the worst first; null where they cannot be asked for, and so are not known. */
  firing: readonly Pick<Alert, 'name' | 'severity'>[] | null;
}

/** What the rules and the drift say is wrong, the gravest first; null where neither does. */
function finding({ status, firing }: Pick<Situation, 'firing'> & { status: ConsoleStatus }): string | null {
  const [worst] = firing ?? [];
  if (firing !== null && worst !== undefined) {
    const which = `${worst.severity}: ${worst.name}`;
    return firing.length === 1 ? `An alert fires, ${which}` : `${plural(firing.length, 'alert')} fire, first ${which}`;
  }
  const { dataset_drift, drift_share } = status.drift;
  if (dataset_drift !== true) return null;
  const share = drift_share === null ? '' : ` in ${Math.round(drift_share * 100)} % of the features`;
  return `The images differ from the reference${share}`;
}

/** Whether all is well, in a sentence; where it is not, what is wrong first. */
export function overviewSentence({ connected, status, lastAt, now, demoFailed, firing }: Situation): string {
  if (status === undefined) return connected ? 'Asking the console how it is' : 'The console does not answer';
  if (!connected) return 'The console does not answer; what is shown here is what it said last';
  const { model, loading, load_error, images_per_s, checks } = status;
  if (model === null) {
    if (loading !== null) return `${fileName(loading.path)} is being loaded; images wait for it`;
    return load_error === null
      ? 'No model is loaded, so no image can be answered'
      : `No model is loaded: ${load_error.detail}`;
  }
  const troubled = checks.filter(({ status: state }) => state !== 'ok');
  const [first] = troubled;
  if (first !== undefined) {
    const others = troubled.length === 1 ? '' : `, and ${plural(troubled.length - 1, 'other check')}`;
    return `Needs a look: ${first.name} is ${first.status}${others}. ${first.detail}`;
  }
  const last = lastAt === null ? 'no image yet' : `last image ${formatAgo(lastAt, now)}`;
  const work = images_per_s > 0 ? `answers ${formatRate(images_per_s)}` : 'is ready';
  if (load_error !== null) return `The last model could not be loaded; ${model.name} ${work}, ${last}`;
  const found = finding({ status, firing });
  if (found !== null) return `${found}; ${model.name} ${work}, every check is ok, ${last}`;
  if (firing === null) return `Alerts cannot be asked for; ${model.name} ${work}, every check is ok, ${last}`;
  if (demoFailed) return `The demo line failed; ${model.name} ${work}, every check is ok, ${last}`;
  return `All is well: ${model.name} ${work}, every check is ok, ${last}`;
}

/** What is said of the model before there is any result: "yolo11n runs on the CPU and knows 80 classes". */
export function modelSentence({ model, provider, loading, load_error }: ConsoleStatus): string {
  if (model === null) {
    if (loading !== null) return `${fileName(loading.path)} is being loaded`;
    return load_error === null ? 'No model is loaded yet' : `No model is loaded: ${load_error.detail}`;
  }
  const runs = provider === null ? 'is loaded' : `is loaded on ${providerInSentence(provider.used)}`;
  const known = model.classes.length <= 6 ? `: ${model.classes.join(', ')}` : '';
  return `${nameOf(model)} ${runs} and knows ${plural(model.classes.length, 'class', 'classes')}${known}`;
}

/** The model that comes with Vigil has this file name. */
const STARTER_FILE = 'starter.onnx';
function nameOf({ name, path }: { name: string; path: string }): string {
  if (fileName(path) !== STARTER_FILE) return name;
  return name === 'starter' ? 'The starter model' : `The starter model ${name}`;
}
