/** The files that the user opened with Vigil or chose in a dialog: the only ones the page may read by their path. */
export class GrantedFiles {
  readonly #paths = new Set<string>();

  add(paths: readonly string[]): string[] {
    for (const path of paths) this.#paths.add(path);
    return [...paths];
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }
}
