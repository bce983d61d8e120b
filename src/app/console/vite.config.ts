/** Builds the console into build/console; the server serves it under /console. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root: here,
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../../build/console', import.meta.url)),
    emptyOutDir: true,
    /** Browsers that county offices and cadres' phones still run. */
    target: 'chrome87',
    modulePreload: { polyfill: false },
  },
})
