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
    /** The kit that every screen is made of in one file: on a slow line each further file is a wait of its own. */
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\// },
            {
              name: 'kit',
              test: /src\/(?:console\/(?!editor|sign|versions|css)|modules\/[^/]+\/client)|node_modules\/(?:@tanstack|hono)\//,
            },
          ],
        },
      },
    },
  },
})
