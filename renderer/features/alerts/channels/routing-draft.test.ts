import { describe, expect, it } from 'vitest';
import { Routing } from '../../../../native/contract/http/channels.ts';
import { channelsSentence, routingGaps, severityWords, stateOf } from './channel-words.ts';
import { changeCount, checkRouting, DEFAULT_ROUTING, formOf, withRoute } from './routing-draft.ts';
import { channel } from './testing/samples.ts';

describe('a routing that is being set', () => {
  it('counts boxes and times that differ, whatever the order they were ticked in', () => {
    const saved = formOf(Routing.parse({ info: ['webhook', 'slack'] }));
    expect(formOf(Routing.parse({ info: ['slack', 'webhook'] }))).toEqual(saved);
    expect(changeCount(saved, saved)).toBe(0);
    const ticked = withRoute(withRoute(saved, 'info', 'email', true), 'critical', 'slack', false);
    expect(changeCount(ticked, saved)).toBe(2);
    expect(changeCount({ ...ticked, cool_down_s: 60 }, saved)).toBe(3);
    expect(withRoute(ticked, 'critical', 'slack', true).critical).toEqual(saved.critical);
    expect(withRoute(saved, 'info', 'slack', true)).toEqual(saved);
  });

  it('is what the API takes, and its default is the default of the API', () => {
    expect(checkRouting(DEFAULT_ROUTING)).toEqual({ ok: true, routing: Routing.parse({}) });
    const wrong = { ...DEFAULT_ROUTING, group_wait_s: 601, cool_down_s: '' };
    expect(checkRouting(wrong)).toEqual({
      ok: false,
      errors: { group_wait_s: 'At most 600 s.', cool_down_s: 'A number is needed.' },
    });
    expect(checkRouting({ ...DEFAULT_ROUTING, group_wait_s: -1 })).toMatchObject({
      errors: { group_wait_s: 'At least 0 s.' },
    });
  });
});

const [earlier, later] = ['2025-01-01T00:00:00.000Z', '2025-01-01T00:00:01.000Z'];
const webhook = channel('webhook', { configured: true });

describe('how a channel fares', () => {
  it('is what it is before how the last attempt went', () => {
    expect(stateOf(channel('slack'))).toBe('not_set_up');
    expect(stateOf(channel('slack', { enabled: false }))).toBe('not_set_up');
    expect(stateOf({ ...webhook, enabled: false, last_error_at: later })).toBe('off');
    expect(stateOf(webhook)).toBe('ready');
    expect(stateOf({ ...webhook, last_success_at: earlier })).toBe('works');
    expect(stateOf({ ...webhook, last_success_at: earlier, last_error_at: later })).toBe('failing');
    expect(stateOf({ ...webhook, last_success_at: later, last_error_at: earlier })).toBe('works');
  });

  it('is told in a sentence', () => {
    expect(channelsSentence([channel('desktop'), channel('slack')])).toBe('Desktop tells of alerts');
    expect(channelsSentence([channel('desktop'), { ...webhook, last_error_at: later }])).toBe(
      'Desktop and Webhook tell of alerts; Webhook failed last',
    );
    expect(channelsSentence([channel('desktop', { enabled: false })])).toBe('No channel tells of alerts');
    expect(severityWords(['info', 'critical'])).toBe('critical and info');
    expect(severityWords([])).toBe('no severity');
  });
});

describe('what of a routing comes to nothing', () => {
  const routing = { ...{ info: [], warning: ['slack' as const] }, critical: ['slack' as const, 'webhook' as const] };

  it('names channels that are ticked and cannot send, and severities that nobody is told of', () => {
    expect(routingGaps(routing, [channel('slack'), webhook])).toEqual([
      'Slack is ticked but not set up: nobody is told there.',
      'Nobody is told of warning alerts; they are on the page alone.',
    ]);
    expect(routingGaps(routing, [channel('slack', { configured: true }), { ...webhook, enabled: false }])).toEqual([
      'Webhook is ticked but switched off: nobody is told there.',
    ]);
  });

  it('is silent where all that is ticked can send, and of an info, which the page alone shows', () => {
    expect(routingGaps(routing, [channel('slack', { configured: true }), webhook, channel('email')])).toEqual([]);
  });
});
