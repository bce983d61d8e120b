// Builds what production runs: the server bundle, the scripts of the public pages and the console.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

// Whatever runs the build (a test too), what it makes is what production runs.
process.env.NODE_ENV = 'production'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = join(root, 'build')
rmSync(out, { recursive: true, force: true })

const common = {
  absWorkingDir: root,
  outdir: join(out, 'server'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  packages: 'external',
  sourcemap: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
}
await build({
  ...common,
  entryPoints: {
    main: 'src/main.ts',
    'ocr.process': 'src/kernel/intake/ocr/ocr.process.ts',
    'site.build': 'src/app/site.build.ts',
    ...Object.fromEntries(
      ['backup', 'county', 'restore', 'sealing', 'verify'].map((c) => [`cli.${c}`, `src/cli/${c}.ts`]),
    ),
  },
})
// The worker starts anew for each file: in pieces it loads one parser, as one file it would load all of them each time.
await build({
  ...common,
  entryPoints: { 'parse.worker': 'src/kernel/intake/parse.worker.ts' },
  splitting: true,
  chunkNames: 'parse.[name]-[hash]',
})
await import(join(out, 'server/site.build.js'))
if (existsSync(join(root, 'src/app/console/index.html'))) {
  const { build: vite } = await import('vite')
  await vite({ configFile: join(root, 'src/app/console/vite.config.ts'), logLevel: 'warn' })
  compress(join(out, 'console/assets'))
}

/** Text lies compressed beside itself, so that no visitor waits for it and the server does nothing else for half a second. */
function compress(folder) {
  for (const name of readdirSync(folder).filter((n) => /\.(js|css|svg)$/.test(n))) {
    const raw = readFileSync(join(folder, name))
    writeFileSync(
      join(folder, `${name}.br`),
      brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    )
    writeFileSync(join(folder, `${name}.gz`), gzipSync(raw, { level: 9 }))
  }
}
