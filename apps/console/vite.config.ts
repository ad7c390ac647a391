import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = import.meta.dirname

/** `--mode gallery` builds the page of all parts instead, which tests photograph and which never ships. */
export default defineConfig(({ mode }) => ({
  root,
  plugins: [react()],
  build: {
    outDir: mode === 'gallery' ? 'dist-gallery' : 'dist',
    target: 'es2023',
    // Everything from our own address: the policy of the server allows nothing else.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: `${root}/${mode === 'gallery' ? 'gallery' : 'index'}.html` },
  },
}))
