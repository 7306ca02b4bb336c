import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { FREE_FOLDERS, LAYERS, OWNED_PACKAGES } from './arrows.ts';

/** A file and one specifier it imports. */
export interface Import {
  file: string;
  specifier: string;
}

const IMPORT =
  /(?:^|[^\w.])(?:import|export)\s[^'"()]*?from\s*['"]([^'"]+)['"]|(?:^|[^\w.])import\s*\(?\s*['"]([^'"]+)['"]/gm;

/** Every static and dynamic import of a source text, types included: a type import is an arrow as well. */
export function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(IMPORT)].map((match) => ({ file, specifier: (match[1] ?? match[2]) as string }));
}

const isInside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.includes('/testing/');

/**
 * What is wrong with one import, or null. Paths are relative to the repository root, with forward slashes. Tests of a
 * layer may use the real neighbours and so import any layer, but still own no foreign package.
 */
export function judgeImport({ file, specifier }: Import): string | null {
  const layer = LAYERS.find(({ folder }) => isInside(file, folder));
  if (layer === undefined) {
    if (FREE_FOLDERS.some((folder) => isInside(file, folder)) || !file.includes('/')) return null;
    return `${file}: its folder is no layer of scripts/arrows.ts; add it there with what it may import`;
  }
  if (specifier.startsWith('.')) {
    const target = relative('/', resolve('/', dirname(file), specifier));
    if (isInside(target, layer.folder) || isTest(file)) return null;
    if (layer.mayImport.some((folder) => isInside(target, folder))) return null;
    return `${file}: ${layer.folder} may not import ${target} (allowed: ${layer.mayImport.join(', ') || 'nothing of ours'})`;
  }
  const [packageName] = Object.keys(OWNED_PACKAGES).filter((name) => isInside(specifier, name));
  if (packageName === undefined || isTest(file)) return null;
  const owners = OWNED_PACKAGES[packageName] as readonly string[];
  if (owners.some((owner) => isInside(file, owner))) return null;
  return `${file}: only ${owners.join(', ')} may load the package ${packageName}`;
}

/** Every import of the tree against the arrows. */
export function checkArrows(root: string): string[] {
  const files = globSync('{native,bench,scripts,e2e,electron,renderer}/**/*.{ts,tsx}', { cwd: root });
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
    .map(judgeImport)
    .filter((finding) => finding !== null);
}

if (import.meta.main) {
  const findings = checkArrows(join(import.meta.dirname, '..'));
  for (const finding of findings) process.stderr.write(`${finding}\n`);
  if (findings.length > 0) process.exit(1);
}
