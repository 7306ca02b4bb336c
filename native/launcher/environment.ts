/**
 * What a detector process may see of our environment. It decodes images from strangers in native code, so it is told no
 * secrets, and nothing that would change how Node itself starts (NODE_OPTIONS, an inspector port). What the system, the
 * graphics drivers and the libraries it loads need is kept.
 */
const NAMES = new Set([
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'LD_LIBRARY_PATH',
  'LD_PRELOAD',
  'DYLD_LIBRARY_PATH',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PATHEXT',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
]);
const PREFIXES = ['LC_', 'XDG_', 'CUDA_', 'NVIDIA_', 'VK_', 'MESA_', 'GALLIUM_', 'LP_', 'MALLOC_', 'VIPS_'];

/** The allowed part of an environment; names are compared without case, as Windows does. */
export function scrubEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const upper = name.toUpperCase();
    const allowed = NAMES.has(upper) || PREFIXES.some((prefix) => upper.startsWith(prefix));
    if (allowed && value !== undefined) kept[name] = value;
  }
  return kept;
}
