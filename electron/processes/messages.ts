import { z } from 'zod';

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
 *      │ ───── state {...} ───────────────────▶ │   for the tray
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
]);
export type ToShell = z.infer<typeof ToShell>;

export const ToServiceHost = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    data_folder: z.string(),
    version: z.string(),
    port: z.int().nullable(),
    starter_model: z.string().nullable(),
  }),
  z.object({ kind: z.literal('detector'), id: z.int(), pid: z.int().nullable() }),
  z.object({ kind: z.literal('exited'), id: z.int(), code: z.int().nullable(), stderr: z.string() }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToServiceHost = z.infer<typeof ToServiceHost>;
