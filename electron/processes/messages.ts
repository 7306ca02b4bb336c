import { z } from 'zod';
import { AlertSeverity } from '../../native/contract/http/alerts.ts';

/**
 * Between the shell and the service's process. Detector processes are children of the shell, because only it may fork
 * (https://www.electronjs.org/docs/latest/api/utility-process); the service asks for one and gets the other end of a port.
 *
 *   service host                              shell
 *      │ ◀──────────── start {options} ──────── │
 *      │ ───── listening {url} | failed ──────▶ │
 *      │ ───── launch {id, environment} ──────▶ │   forks a detector, joins both by a channel
 *      │ ◀──── port of detector {id} ────────── │
 *      │ ───── kill {id} ─────────────────────▶ │
 *      │ ◀──── exited {id, code, stderr} ────── │
 *      │ ───── state {...}, alerts {...} ─────▶ │   for the tray
 *      │ ◀──────────── stop ─────────────────── │
 */
export const ToShell = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), url: z.url(), data_folder: z.string() }),
  z.object({ kind: z.literal('failed'), code: z.string(), title: z.string(), detail: z.string() }),
  z.object({ kind: z.literal('launch'), id: z.int(), environment: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('kill'), id: z.int() }),
  z.object({
    kind: z.literal('state'),
    state: z.enum(['ready', 'loading', 'no_model', 'troubled']),
    sentence: z.string(),
  }),
  z.object({
    kind: z.literal('alerts'),
    count: z.int().min(0),
    worst: AlertSeverity.nullable(),
    sentence: z.string(),
  }),
]);
export type ToShell = z.infer<typeof ToShell>;

/** What keeps the secrets of alert channels: a key of 32 bytes in base64, or a plain file where there is none, and why. */
export const SecretsStart = z.discriminatedUnion('kept_by', [
  z.object({ kept_by: z.literal('system'), key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) }),
  z.object({ kept_by: z.literal('file'), reason: z.string().nullable() }),
]);
export type SecretsStart = z.infer<typeof SecretsStart>;

export const ToServiceHost = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    data_folder: z.string(),
    version: z.string(),
    port: z.int().nullable(),
    starter_model: z.string().nullable(),
    secrets: SecretsStart,
  }),
  z.object({ kind: z.literal('detector'), id: z.int(), pid: z.int().nullable() }),
  z.object({ kind: z.literal('exited'), id: z.int(), code: z.int().nullable(), stderr: z.string() }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToServiceHost = z.infer<typeof ToServiceHost>;
