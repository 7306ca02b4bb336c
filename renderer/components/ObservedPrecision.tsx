import { Tooltip } from '@mantine/core';
import { useObservedPrecision } from '../api/queries.ts';
import { observedWords } from './observed-words.ts';

/** How right the loaded model was where somebody said so, in a line; without feedback, how to give some. */
export function ObservedPrecision() {
  const { data } = useObservedPrecision();
  if (data === undefined || data.model === null) return null;
  return (
    <Tooltip
      label="From the feedback on its results in history. In brackets the 95 % interval after Wilson."
      multiline
      w={260}
    >
      <div data-testid="observed-precision">{observedWords(data)}</div>
    </Tooltip>
  );
}
