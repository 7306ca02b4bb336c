import { ActionIcon, Switch, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { ProviderName } from '../../../native/contract/provider.ts';
import { useProviders } from '../../api/queries.ts';
import { PROVIDER_NAMES } from '../models/provider-name.ts';
import { moveItem } from './move-item.ts';
import { providerState } from './provider-state.ts';
import { providerRows } from './settings-form.ts';

/** Which provider moves where: to be dropped before the row it is over. */
interface Drag {
  provider: ProviderName;
  over: number;
}

/**
 * The ladder of execution providers: dragged by the mouse or moved by the arrow buttons, each one on or off. Those that
 * are off stand below, where they can be switched on again.
 */
export function ProviderOrder({
  order,
  onChange,
}: {
  order: readonly ProviderName[];
  onChange: (order: ProviderName[]) => void;
}) {
  const providers = useProviders().data;
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const refocus = useRef<string | null>(null);
  // A button that moves with its row loses the focus as the browser takes it out of the document.
  useEffect(() => {
    if (refocus.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-focus="${refocus.current}"]`)?.focus();
    refocus.current = null;
  });

  const move = (provider: ProviderName, to: number) => {
    const next = moveItem(order, order.indexOf(provider), to);
    if (next.every((one, at) => one === order[at])) return;
    setSaid(`${PROVIDER_NAMES[provider]} is now ${to + 1} of ${next.length}`);
    onChange(next);
  };
  const step = (provider: ProviderName, by: -1 | 1) => {
    const to = order.indexOf(provider) + by;
    // At an end its button is disabled, so that the focus goes to the other one.
    const atEnd = to === 0 || to === order.length - 1;
    refocus.current = `${provider} ${(by === -1) !== atEnd ? 'up' : 'down'}`;
    move(provider, to);
  };
  const toggle = (provider: ProviderName, on: boolean) => {
    refocus.current = `${provider} switch`;
    onChange(on ? [...order, provider] : order.filter((one) => one !== provider));
  };
  const dragOver = (event: DragEvent<HTMLLIElement>, at: number) => {
    if (drag === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    const over = Math.min(at, order.length - 1);
    if (drag.over !== over) setDrag({ ...drag, over });
  };
  const drop = (event: DragEvent) => {
    if (drag === null) return;
    event.preventDefault();
    move(drag.provider, drag.over);
    setDrag(null);
  };

  const shown = drag === null ? order : moveItem(order, order.indexOf(drag.provider), drag.over);
  return (
    <>
      <ol className="provider-order" ref={list} onDrop={drop}>
        {providerRows(shown).map(({ provider, on }, at) => {
          const name = PROVIDER_NAMES[provider];
          const { words, usable } = providerState(provider, providers);
          return (
            <li
              key={provider}
              data-off={!on || undefined}
              data-dragged={drag?.provider === provider || undefined}
              draggable={on}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', name);
                setDrag({ provider, over: at });
              }}
              onDragOver={(event) => dragOver(event, at)}
              onDragEnd={() => setDrag(null)}
            >
              <IconGripVertical size={16} className="provider-grip" aria-hidden />
              <span className="provider-rank">{on ? at + 1 : 'off'}</span>
              <span className="provider-words">
                <strong>{name}</strong>
                <small data-usable={usable}>{words}</small>
              </span>
              <ActionIcon
                aria-label={`Try ${name} earlier`}
                data-focus={`${provider} up`}
                disabled={!on || at === 0}
                onClick={() => step(provider, -1)}
              >
                <IconArrowUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                aria-label={`Try ${name} later`}
                data-focus={`${provider} down`}
                disabled={!on || at === order.length - 1}
                onClick={() => step(provider, 1)}
              >
                <IconArrowDown size={16} aria-hidden />
              </ActionIcon>
              <Switch
                aria-label={`Try ${name}`}
                data-focus={`${provider} switch`}
                checked={on}
                onChange={(event) => toggle(provider, event.currentTarget.checked)}
              />
            </li>
          );
        })}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}
