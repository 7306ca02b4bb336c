import { Button, NumberInput, TextInput } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../../api/client.ts';
import { KEYS, useConnection, useSettings } from '../../api/queries.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';

/** Asks for labelled images on the console's machine and begins. What the console refuses is said here. */
export function EvaluateForm() {
  const client = useQueryClient();
  const connection = useConnection();
  const settings = useSettings().data?.settings.thresholds;
  const [images, setImages] = useState('');
  const [labels, setLabels] = useState('');
  const [name, setName] = useState('');
  const [conf, setConf] = useState<number | null>(null);
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const model = connection.state === 'connected' ? connection.status.model : null;
  const missing = (path: string, what: string) =>
    tried && path.trim() === '' ? `State the path of ${what}` : undefined;

  const start = async () => {
    setTried(true);
    setProblem(null);
    if (images.trim() === '' || labels.trim() === '') return;
    setSending(true);
    try {
      await call('startEvaluation', {
        json: {
          images: images.trim(),
          labels: labels.trim(),
          ...(name.trim() !== '' && { name: name.trim() }),
          ...(conf !== null && { conf }),
        },
      });
      await client.invalidateQueries({ queryKey: KEYS.evaluations });
    } catch (error) {
      setProblem(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <section className="panel evaluate" aria-labelledby="evaluate-title">
      <h2 id="evaluate-title">Evaluate {model === null ? 'the model' : model.name}</h2>
      <p className="quiet">
        Every image is detected and compared with its labels. Both stay where they are; nothing goes into history.
      </p>
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void start();
        }}
      >
        <TextInput
          label="Images"
          description="Folder on the console's machine"
          placeholder="/data/yard/images"
          value={images}
          onChange={(event) => setImages(event.currentTarget.value)}
          error={missing(images, 'a folder of images')}
          spellCheck={false}
          maxLength={4_096}
          required
        />
        <TextInput
          label="Labels"
          description="Folder of YOLO label files, or a COCO file (.json)"
          placeholder="/data/yard/labels"
          value={labels}
          onChange={(event) => setLabels(event.currentTarget.value)}
          error={missing(labels, 'the labels')}
          spellCheck={false}
          maxLength={4_096}
          required
        />
        <TextInput
          label="Name"
          description="Default: that of the folder"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
        />
        <NumberInput
          label="Confidence"
          description="For precision and recall"
          placeholder={settings === undefined ? undefined : settings.conf.toFixed(2)}
          value={conf ?? ''}
          onChange={(value) => setConf(typeof value === 'number' ? value : null)}
          min={0.001}
          max={1}
          step={0.05}
          decimalScale={3}
        />
        <Button
          type="submit"
          leftSection={<IconChecklist size={16} aria-hidden />}
          loading={sending}
          disabled={connection.state === 'connected' && model === null}
        >
          Evaluate
        </Button>
      </form>
      {connection.state === 'connected' && model === null && <p>Load a model first; it is the one that is measured.</p>}
      {problem !== null && <ProblemNote error={problem} />}
    </section>
  );
}
