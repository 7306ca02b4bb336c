import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { type Downloaded, type DownloadOptions, download, type WantedFile } from '../download.ts';
import { type FileServer, type Served, serve, startFileServer, type Turn } from './file-server.ts';

export const SIZE = 200_000;
export const CONTENT = Buffer.from(Uint8Array.from({ length: SIZE }, (_, index) => (index * 31 + (index >> 8)) & 255));
export const V1 = { etag: '"v1"' };
export const PATIENCE = { backoffMs: 1, attempts: 3, stallMs: 10_000 };

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const wanted = (url: string): WantedFile => ({ url, size_bytes: SIZE, sha256: sha256(CONTENT) });
/** Breaks off after so many bytes. */
export const cut = (bytes: number, options: Served = {}): Turn =>
  serve(CONTENT, { ...V1, breakAfter: bytes, ...options });

export interface DownloadsUnderTest {
  /** Folder of the target; made by the download. */
  folder: string;
  target: string;
  server: FileServer;
  /** Starts a server that takes these turns and downloads from it. */
  from(turns: readonly Turn[], options?: Partial<DownloadOptions>): Promise<Downloaded>;
  files(): string[];
  part(): Buffer;
  /** The whole file is in its place and nothing beside it. */
  expectWhole(): void;
}

/** A folder and a server for each test of a file. */
export function downloadsUnderTest(): DownloadsUnderTest {
  let root = '';
  let server: FileServer | null = null;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'vigil-download-'));
  });
  afterEach(async () => {
    await server?.close();
    server = null;
    rmSync(root, { recursive: true, force: true });
  });
  return {
    get folder() {
      return join(root, 'models');
    },
    get target() {
      return join(this.folder, 'model.onnx');
    },
    get server() {
      if (server === null) throw new Error('No server was started yet');
      return server;
    },
    async from(turns, options = {}) {
      const started = await startFileServer(...turns);
      server = started;
      const onProgress = (bytes: number) => {
        options.onProgress?.(bytes);
        started.reached(bytes);
      };
      return download(wanted(started.url), { patience: PATIENCE, ...options, onProgress, target: this.target });
    },
    files() {
      return existsSync(this.folder) ? readdirSync(this.folder).sort() : [];
    },
    part() {
      return readFileSync(`${this.target}.part`);
    },
    expectWhole() {
      expect(this.files()).toEqual(['model.onnx']);
      expect(readFileSync(this.target).equals(CONTENT)).toBe(true);
    },
  };
}
