import { Button } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ModelRun } from '../../../native/contract/http/models.ts';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import type { ModelCard } from '../../../native/contract/model.ts';
import { formatCount, formatMs } from '../../components/format.ts';
import { ObservedPrecision } from '../../components/ObservedPrecision.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { ClassList } from './ClassList.tsx';
import { MakerNotes } from './MakerNotes.tsx';
import { MetadataTable } from './MetadataTable.tsx';
import { ModelFacts } from './ModelFacts.tsx';
import { ParallelismFacts } from './ParallelismFacts.tsx';
import { ProviderTruth } from './ProviderTruth.tsx';
import { SidecarForm } from './SidecarForm.tsx';
import { draftOfCard } from './sidecar-draft.ts';

/** The model that runs: what it is, where it runs, how fast, and what it finds. */
export function ActiveModel({
  card,
  status,
  run,
  isStarter,
}: {
  card: ModelCard;
  status: Pick<ConsoleStatus, 'provider' | 'parallelism' | 'run_ms'>;
  /** Its run that has not ended; undefined while it is not known. */
  run: ModelRun | undefined;
  /** It came with Vigil. */
  isStarter: boolean;
}) {
  const [describing, setDescribing] = useState(false);
  return (
    <article className="model-card panel" aria-label={`Active model ${card.name}`} data-testid="active-model">
      <header>
        <IconBox size={20} stroke={1.6} aria-hidden />
        <h2>{card.name}</h2>
        <span className="quiet">version {card.version}</span>
        <span className="tag tag-active">active</span>
        {isStarter && <span className="tag">starter model</span>}
        <dl className="headline-figures">
          {status.run_ms !== null && (
            <div title="Median of the bare model run, measured when it was loaded">
              <dt>One run</dt>
              <dd>{formatMs(status.run_ms)}</dd>
            </div>
          )}
          {run !== undefined && (
            <>
              <div>
                <dt>Load time</dt>
                <dd>{formatMs(run.load_ms)}</dd>
              </div>
              <div>
                <dt>Loaded</dt>
                <dd>
                  <TimeAgo iso={run.started_at} />
                </dd>
              </div>
              <div title="Kept in history, from this run">
                <dt>Images</dt>
                <dd>{formatCount(run.images)}</dd>
              </div>
            </>
          )}
        </dl>
      </header>
      <div className="model-observed">
        <ObservedPrecision />
        <Link href="/models/evaluations">Evaluate on labelled images</Link>
      </div>
      <div className="model-card-body">
        <section aria-label="The file">
          <h3>What it is</h3>
          <ModelFacts card={card} />
          <MetadataTable card={card} />
        </section>
        {status.provider !== null && <ProviderTruth report={status.provider} />}
        {status.parallelism !== null && <ParallelismFacts parallelism={status.parallelism} />}
        <ClassList
          card={card}
          action={
            card.classes_source === 'default' && (
              <Button
                variant="subtle"
                color="gray"
                aria-expanded={describing}
                onClick={() => setDescribing(!describing)}
              >
                Name the classes
              </Button>
            )
          }
        />
      </div>
      <MakerNotes id={card.id} name={card.name} />
      {describing && (
        <div className="model-description">
          <SidecarForm attempt={{ type: 'path', path: card.path, draft: draftOfCard(card) }} />
        </div>
      )}
    </article>
  );
}
