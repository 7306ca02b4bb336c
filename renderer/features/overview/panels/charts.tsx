import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useSystem } from '../../system/use-system.ts';
import { CHART_HEIGHT, ChartPanel } from './ChartPanel.tsx';
import { BRIGHTNESS, DRIFTED_FEATURES, EMBEDDING, FEATURE_DRIFT, LATENCY, MEMORY, RATE } from './chart-specs.ts';

const IMAGES = 'Every image that is answered adds to it.';
const CHECKS = 'Drift is judged once the reference and the current window are full.';

export const DriftedFeaturesPanel = () => (
  <ChartPanel spec={DRIFTED_FEATURES} height={CHART_HEIGHT.small} empty={CHECKS} />
);

export const RatePanel = () => <ChartPanel spec={RATE} height={CHART_HEIGHT.small} empty={IMAGES} />;

export const FeatureDriftPanel = () => <ChartPanel spec={FEATURE_DRIFT} of="score of each check" empty={CHECKS} />;

export const BrightnessPanel = () => <ChartPanel spec={BRIGHTNESS} of="0 is black, 255 white" empty={IMAGES} />;

export const EmbeddingPanel = () => (
  <ChartPanel
    spec={EMBEDDING}
    of="cosine distance to the reference"
    empty="Distances are known once the reference is full, of models that give an embedding."
  />
);

const LATENCIES = [
  { value: 'answer', label: 'Whole answer' },
  { value: 'run', label: 'Model run' },
];

/** How long images take, from the request to its answer, or in the model alone. */
export function LatencyPanel() {
  const [of, setOf] = useState<keyof typeof LATENCY>('answer');
  return (
    <ChartPanel
      spec={LATENCY[of]}
      empty={IMAGES}
      choice={
        <SegmentedControl
          aria-label="Latency of"
          data={LATENCIES}
          value={of}
          onChange={(value) => setOf(value === 'run' ? 'run' : 'answer')}
        />
      }
    />
  );
}

/** Memory of the GPUs in use; without a GPU what the model holds of the host. */
export function MemoryPanel() {
  const { data } = useSystem();
  if (data !== undefined && data.gpus.length > 0)
    return (
      <ChartPanel
        spec={MEMORY.gpu}
        of="in use on all GPUs, by whatever program"
        empty="It is looked at every few seconds, of GPUs that report it."
      />
    );
  return (
    <ChartPanel
      spec={MEMORY.host}
      of={data === undefined ? '' : 'no GPU: memory of the host'}
      empty="It is looked at while a model is loaded."
    />
  );
}
