import { ActionIcon, Button, Collapse } from '@mantine/core';
import { IconChevronRight, IconFileOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { RegisteredModel } from '../../../native/contract/http/models.ts';
import { formatBytes, plural } from '../../components/format.ts';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { ClassList } from './ClassList.tsx';
import { isBusy } from './load-job.ts';
import { loadAgain, useLoadJob } from './load-jobs.ts';
import { MakerNotes } from './MakerNotes.tsx';
import { MetadataTable } from './MetadataTable.tsx';
import { ModelFacts } from './ModelFacts.tsx';
import { LAYOUT_WORDS } from './provider-name.ts';

function Row({ model, open: openAtFirst, isStarter }: { model: RegisteredModel; open: boolean; isStarter: boolean }) {
  const [open, setOpen] = useState(openAtFirst);
  const busy = isBusy(useLoadJob());
  const id = `model-${model.id}`;
  return (
    <li>
      <div className="registered-row">
        <ActionIcon
          aria-expanded={open}
          aria-controls={id}
          aria-label={`Card of ${model.name}`}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={16} className="chevron" data-open={open || undefined} aria-hidden />
        </ActionIcon>
        <span className="registered-name">
          <strong title={model.path}>{model.name}</strong>
          {isStarter && <span className="tag">starter model</span>}
        </span>
        <span className="quiet">{LAYOUT_WORDS[model.layout].name}</span>
        <span className="number">
          {model.input.width} × {model.input.height}
        </span>
        <span className="number">{plural(model.classes.length, 'class', 'classes')}</span>
        <span className="number">{formatBytes(model.size_bytes)}</span>
        <span className="quiet">
          loaded <TimeAgo iso={model.last_loaded_at} />
        </span>
        {model.present ? (
          <Button variant="default" disabled={busy} onClick={() => loadAgain(model)} aria-label={`Load ${model.name}`}>
            Load
          </Button>
        ) : (
          <span
            className="missing"
            title={`There is no file ${model.path} any more. Put it back, or load it by its new path.`}
          >
            <IconFileOff size={16} stroke={1.6} aria-hidden /> File missing
          </span>
        )}
      </div>
      <Collapse expanded={open} id={id}>
        <div className="registered-card">
          <div>
            <ModelFacts card={model} />
            <MetadataTable card={model} />
          </div>
          <ClassList card={model} />
          <MakerNotes id={model.id} name={model.name} asked={open} />
        </div>
      </Collapse>
    </li>
  );
}

/**
 * Models loaded before, to look at and to load again. `open` is the id of one whose card is open at first, `starter` the
 * path of the one that came with Vigil.
 */
export function RegisteredModels({
  models,
  open,
  starter,
}: {
  models: readonly RegisteredModel[];
  open: string | null;
  starter: string | null;
}) {
  return (
    <section className="panel registered" aria-label="Other models">
      <h2>Loaded before</h2>
      {models.length === 0 ? (
        <p className="quiet">Nothing else yet. Every model that was loaded stays in this list, to go back to.</p>
      ) : (
        <ul>
          {models.map((model) => (
            <Row key={model.id} model={model} open={model.id === open} isStarter={model.path === starter} />
          ))}
        </ul>
      )}
    </section>
  );
}
