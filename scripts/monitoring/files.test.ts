import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const MONITORING = join(import.meta.dirname, '../../monitoring');
const read = (path: string): unknown => parse(readFileSync(join(MONITORING, path), 'utf8'), { merge: true });
const PROMTOOL = '/usr/bin/promtool';
const AMTOOL = '/usr/bin/amtool';

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().regex(/:v?\d+\.\d+\.\d+$/),
      network_mode: z.literal('host'),
      command: z.array(z.string()).optional(),
      profiles: z.array(z.string()).optional(),
      volumes: z.array(z.string()),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

describe('the compose file', () => {
  const { services, volumes } = Compose.parse(read('compose.yml'));

  it('has the stack on the network of the host, with exact versions, and extras behind profiles', () => {
    const always = Object.entries(services).filter(([, { profiles }]) => profiles === undefined);
    expect(always.map(([name]) => name)).toEqual(['prometheus', 'alertmanager', 'grafana']);
    expect(services['prometheus']?.command).toContain('--storage.tsdb.retention.time=15d');
  });

  it('mounts what is there and declares what it keeps', () => {
    for (const { volumes: mounts } of Object.values(services)) {
      for (const mount of mounts) {
        const [from = ''] = mount.split(':');
        if (from.startsWith('./')) expect(existsSync(join(MONITORING, from)), mount).toBe(true);
        else if (/^[a-z-]+$/.test(from)) expect(volumes).toHaveProperty(from);
      }
    }
  });
});

describe('the configuration of Prometheus', () => {
  it('is the same for long-term storage but for the remote write', () => {
    const { remote_write, ...rest } = z
      .looseObject({ remote_write: z.array(z.object({ url: z.url() })) })
      .parse(read('prometheus/prometheus-long-term.yml'));
    expect(remote_write).toHaveLength(1);
    expect(rest).toEqual(read('prometheus/prometheus.yml'));
  });

  it.skipIf(!existsSync(PROMTOOL)).each(['prometheus.yml', 'prometheus-long-term.yml'])('is valid: %s', (name) => {
    const done = spawnSync(PROMTOOL, ['check', 'config', join(MONITORING, 'prometheus', name)], { encoding: 'utf8' });
    expect(done, done.stderr).toMatchObject({ status: 0 });
    expect(done.stdout).toContain('is valid prometheus config file syntax');
  });
});

describe('the configuration of Alertmanager', () => {
  const render = (env: Record<string, string>) =>
    execFileSync('sh', [join(MONITORING, 'alertmanager/render.sh')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
  const Config = z.looseObject({ receivers: z.array(z.looseObject({ name: z.string() })) });
  const channelsOf = (env: Record<string, string>) =>
    Object.fromEntries(
      Config.parse(parse(render(env))).receivers.map(({ name, ...channels }) => [name, Object.keys(channels)]),
    );

  const ALL = {
    VIGIL_SLACK_WEBHOOK: "https://hooks.example/it's",
    VIGIL_SMTP_SMARTHOST: 'mail.example.org:587',
    VIGIL_SMTP_TO: 'on-call@example.org',
    VIGIL_SMTP_USER: 'me',
    VIGIL_SMTP_PASSWORD: "p'w: #{}",
    VIGIL_PAGERDUTY_KEY: 'key',
    VIGIL_WEBHOOK_URL: 'http://127.0.0.1:9999/hook',
  };

  it('sends nothing anywhere as long as no channel is named', () => {
    expect(channelsOf({})).toEqual({ dashboard: [], mail: [], warning: [], 'drift-alerts': [], critical: [] });
  });

  it('sends warnings to Slack, criticals to mail, Slack and PagerDuty, all to a webhook', () => {
    expect(channelsOf(ALL)).toEqual({
      dashboard: ['webhook_configs'],
      mail: ['email_configs'],
      warning: ['slack_configs', 'webhook_configs'],
      'drift-alerts': ['slack_configs', 'webhook_configs'],
      critical: ['slack_configs', 'email_configs', 'pagerduty_configs', 'webhook_configs'],
    });
    expect(render(ALL)).toContain(`auth_password: 'p''w: #{}'`);
  });

  it.skipIf(!existsSync(AMTOOL)).each([
    ['no channel', {}],
    ['every channel', ALL],
    ['mail without a user', { VIGIL_SMTP_SMARTHOST: 'mail:25', VIGIL_SMTP_TO: 'a@b', VIGIL_SMTP_TLS: 'false' }],
  ])('is valid with %s', (_, env) => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-alertmanager-'));
    try {
      const file = join(folder, 'alertmanager.yml');
      writeFileSync(file, render(env));
      const done = spawnSync(AMTOOL, ['check-config', file], { encoding: 'utf8' });
      expect(done, done.stderr).toMatchObject({ status: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
