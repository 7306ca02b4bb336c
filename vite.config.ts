import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const ADDRESS = 'http://127.0.0.1:8000';
const CONSOLE = { target: ADDRESS, changeOrigin: true, headers: { origin: ADDRESS } };

export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: 'chrome130',
    chunkSizeWarningLimit: 1_000,
  },
  // `npm run dev` beside a running console: the page comes from Vite, everything else from the app port, whose guard wants
  // to be asked by its own page.
  server: { proxy: { '/v1': CONSOLE, '/health': CONSOLE, '/docs': CONSOLE } },
});
