import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['SALESLOOM_SERVER'] ?? 'http://127.0.0.1:4600'

/** Builds to dist/, which the server serves at /. Nothing is inlined, so the page runs under `script-src 'self'`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_600,
    // What every page needs comes as one file: a browser asks for six at a time, and it would be some seventy.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame', tags: ['$initial'] }] } } },
  },
  // While developing, everything of the server's goes to a running one; `/api/*.ts` are this package's own sources.
  server: {
    host: '127.0.0.1',
    proxy: { '^/rpc/|^/api/(?!.*\\.ts)': { target: server, changeOrigin: false } },
  },
})
