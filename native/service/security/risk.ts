/**
 * How likely an event is an attack rather than a slip, 0 to 1. Above 0.8 nothing but an attack or a gross
 * misconfiguration looks like this, and an alert is due.
 */
export const RISK = {
  /** Another site's page tried to use the console, by DNS rebinding or as if it were a proxy. */
  foreignHost: 0.9,
  foreignTarget: 0.9,
  /** Old or hand-written clients leave Host out; a rebinding trick as well. */
  missingHost: 0.5,
  /** A page of another origin reached for the port. Could be a tool of the user's own on another port. */
  foreignOrigin: 0.85,
  /** A forgotten token. */
  missingToken: 0.3,
  /** A stale token, or guessing. */
  wrongToken: 0.7,
  /** `..` in a path: no client writes that by accident. */
  traversal: 0.9,
  /** More bytes or pixels than allowed: mostly a panorama, seldom a decompression bomb. */
  oversize: 0.3,
} as const;
