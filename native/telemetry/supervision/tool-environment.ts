/** What a tool of the driver needs of our environment: no secret is among it. */
const NAMES = new Set([
  'PATH',
  'HOME',
  'LD_LIBRARY_PATH',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'PROGRAMFILES',
  'TEMP',
  'TMP',
]);

/** The allowed part of an environment, in the language and the number format that are parsed here. */
export function toolEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = { LC_ALL: 'C' };
  for (const [name, value] of Object.entries(environment)) {
    if (NAMES.has(name.toUpperCase()) && value !== undefined) kept[name] = value;
  }
  return kept;
}
