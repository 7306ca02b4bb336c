import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { ModelCard } from '../../../native/contract/model.ts';
import { useConnection } from '../../api/queries.ts';
import { desktop } from '../../app/desktop.ts';
import { formatBytes, formatCount } from '../../components/format.ts';
import { toastProblem } from '../../components/undo-toast.tsx';
import { CopyText } from './CopyText.tsx';
import { type Fact, FactList } from './FactList.tsx';
import { LAYOUT_WORDS, PREPROCESS_WORDS, SOURCE_WORDS } from './provider-name.ts';

/** "1 × 3,549 × 85"; a side that the file leaves free is "any". */
const shapeWords = (shape: readonly (number | null)[]): string =>
  shape.map((side) => (side === null ? 'any' : formatCount(side))).join(' × ');

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** In the desktop shell, for files in the data folder: the only ones the shell shows. */
function RevealFile({ path }: { path: string }) {
  const connection = useConnection();
  const shell = desktop();
  const folder = connection.state === 'connected' ? connection.status.data_folder : null;
  if (shell === null || folder === null || !path.startsWith(folder)) return null;
  return (
    <Tooltip label="Show in folder">
      <ActionIcon size="xs" aria-label="Show in folder" onClick={() => void shell.reveal(path).catch(toastProblem)}>
        <IconFolderOpen size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function embeddingFact(embedding: ModelCard['embedding']): Fact {
  const label = 'Embedding';
  if (embedding === null) return { label, value: <span className="quiet">known once it is loaded again</span> };
  const { length } = embedding;
  return embedding.source === 'model'
    ? {
        label,
        value: `${formatCount(length)} numbers, of the model`,
        note: `The mean of each channel of its deepest feature map, “${embedding.tensor}”`,
      }
    : { label, value: `${formatCount(length)} numbers, of the picture’s colours and edges`, note: embedding.reason };
}

function factsOf(card: ModelCard): Fact[] {
  const { input, output, layout, preprocess } = card;
  return [
    {
      label: 'Input',
      value: `${formatCount(input.width)} × ${formatCount(input.height)} pixels, ${input.dtype}`,
      note: `${input.dynamic ? 'The file leaves the size free; this one is' : 'Fixed,'} ${SOURCE_WORDS[input.size_source]}. Tensor “${input.name}”`,
    },
    { label: 'Output', value: `${shapeWords(output.shape)}, ${output.dtype}`, note: `Tensor “${output.name}”` },
    {
      label: 'Layout',
      value: `${LAYOUT_WORDS[layout].name}: ${LAYOUT_WORDS[layout].shape}`,
      note: `${sentence(SOURCE_WORDS[card.layout_source])} ${card.layout_reason}`,
    },
    {
      label: 'Preprocessing',
      value: `${PREPROCESS_WORDS[preprocess].name}: ${PREPROCESS_WORDS[preprocess].does}`,
    },
    embeddingFact(card.embedding),
    { label: 'Licence', value: card.licence ?? <span className="quiet">the file states none</span> },
    { label: 'Size', value: formatBytes(card.size_bytes) },
    {
      label: 'SHA-256',
      value: (
        <span className="fact-copy">
          <code title={card.sha256}>{card.sha256.slice(0, 16)}…</code>
          <CopyText text={card.sha256} label="Copy the whole SHA-256" />
        </span>
      ),
    },
    {
      label: 'File',
      value: (
        <span className="fact-copy">
          <code>{card.path}</code>
          <CopyText text={card.path} label="Copy the path" />
          <RevealFile path={card.path} />
        </span>
      ),
    },
  ];
}

/** Everything the console knows of a model file but its classes. */
export function ModelFacts({ card }: { card: ModelCard }) {
  return <FactList facts={factsOf(card)} />;
}
