/** A segment `..` between slashes of either kind. */
const CLIMBING = /(?:^|[/\\])\.\.(?:[/\\]|$)/;

/**
 * Whether the path of a request target tries to climb: `..` as a segment, plain, percent-encoded or encoded twice. No
 * address of ours has such a segment, and nothing is served from a folder; it only ever is an attempt.
 */
export function isTraversal(target: string): boolean {
  let path = target.split('?', 1)[0] as string;
  for (let round = 0; round < 3; round++) {
    if (CLIMBING.test(path)) return true;
    // Byte by byte and not decodeURIComponent, which gives up on the whole path at one bad sequence.
    path = path.replaceAll(/%(2e|2f|5c|25)/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  return false;
}
