/**
 * House rules that no linter knows: sizes, where the environment is read, what must not be written, a README per
 * module.
 */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { refuseFaultyProcedures } from '../src/app/procedures.ts'
import { defaultRules } from '../src/kernel/rules/defaults.ts'
import { allProcedures, type Procedure } from '../src/kernel/cases/procedure.ts'
import frozen from '../src/platform/frozen.json' with { type: 'json' }

const sources = globSync('{src,test,e2e,bench,scripts}/**/*.{ts,tsx,mjs,css,sql}')
const text = (f: string) => readFileSync(f, 'utf8')

test('only platform/env.ts reads the environment', () => {
  const readers = sources.filter((f) => f.startsWith('src/') && !f.endsWith('.test.ts') && /process\.env/.test(text(f)))
  expect(readers).toEqual(['src/platform/env.ts'])
})

test('nothing depends on a folder outside the project, and no machine path or registry is written down', () => {
  const bad = [...sources, ...globSync('{docs,counties}/**/*.{md,json,csv}'), 'README.md', 'package-lock.json'].filter(
    (f) =>
      existsSync(f) &&
      /(\/work\/|\.\.\/shared\/|\/root\/|"resolved": "https?:)/.test(f.endsWith('architecture.test.ts') ? '' : text(f)),
  )
  expect(bad).toEqual([])
})

test('every module and every larger room says what it is for', () => {
  const rooms = ['src/front', ...globSync('src/{modules,kernel}/*').filter((d) => statSync(d).isDirectory())]
  expect(rooms.length).toBeGreaterThan(30)
  expect(rooms.filter((d) => !existsSync(`${d}/README.md`))).toEqual([])
})

const isProcedure = (x: unknown): x is Procedure => typeof x === 'object' && x !== null && 'steps' in x && 'start' in x

test('every procedure that a room has is declared in its room, whole, and judged at start', async () => {
  const files = globSync('src/**/*.procedure.ts').sort()
  expect(files.length).toBeGreaterThanOrEqual(5)
  const declared = new Set(allProcedures().map((p) => p.code))
  for (const file of files) {
    const made = Object.values((await import(/* @vite-ignore */ `../${file}`)) as object).filter(isProcedure)
    expect(made.length, file).toBeGreaterThan(0)
    expect(
      made.filter((p) => !declared.has(p.code)).map((p) => p.code),
      file,
    ).toEqual([])
  }
  refuseFaultyProcedures()
})

test('every rule that a county may set is read somewhere: none only pretends to count', () => {
  const code = globSync('src/**/*.{ts,tsx,sql}')
    .filter((f) => !/\.test\.|^src\/demo\//.test(f))
    .map(text)
    .join('\n')
  const unread = defaultRules().filter((r) => !new RegExp(`['"\`]${r.code.replaceAll('.', '\\.')}['"\`]`).test(code))
  expect(unread.map((r) => r.code)).toEqual([])
})

test('no test is skipped, focused or empty', () => {
  const bad = globSync('{src,test,e2e}/**/*.test.{ts,tsx}').filter(
    (f) => !f.endsWith('architecture.test.ts') && /\b(it|test|describe)\.(skip|only|todo|fixme)\b/.test(text(f)),
  )
  expect(bad).toEqual([])
})

test('a room has one file of the first version; each later change is a file with a number of its own beside the room', () => {
  const files = globSync('src/**/[0-9][0-9][0-9][0-9]_*.sql').map((path) => ({
    room: dirname(path),
    name: basename(path, '.sql'),
  }))
  expect(files.map((f) => f.room).filter((room) => !/^src\/(platform|(kernel|modules)\/[a-z]+)$/i.test(room))).toEqual(
    [],
  )
  expect(
    files.filter((f) => f.name.slice(5) !== basename(f.room)),
    'NNNN_room.sql',
  ).toEqual([])
  const numbers = files.map((f) => f.name.slice(0, 4))
  expect(new Set(numbers).size).toBe(numbers.length)
  const first = files.filter((f) => f.name in frozen)
  expect(new Set(first.map((f) => f.room)).size).toBe(first.length)
  expect(first.map((f) => f.name.slice(0, 4)).sort()).toEqual(numbers.sort().slice(0, first.length))
  expect(files.find((f) => f.name.startsWith('0001_'))?.room).toBe('src/platform')
})

test('nothing calls crypto.randomUUID, which browsers have with https only: newKey makes keys, node:crypto is imported', () => {
  const callers = globSync('src/**/*.{ts,tsx}').filter(
    (f) =>
      !/\.test\.tsx?$/.test(f) &&
      /\bcrypto\??\.(?:\[')?randomUUID/.test(text(f).replace(/^ *(?:\/\*\*| \*|\/\/).*$/gm, '')),
  )
  expect(callers).toEqual([])
})

test('no full-width space at the edge of a line of JSX: it would be trimmed like any other', () => {
  const edge = /^ *\u3000|\u3000 *$/m
  expect(sources.filter((f) => f.endsWith('.tsx') && edge.test(text(f)))).toEqual([])
})

test('every file says first what it is for, and a doc comment stands above what it is about', () => {
  const code = sources.filter((f) => /^src\/.*\.tsx?$/.test(f) && !f.endsWith('.test.ts'))
  expect(code.filter((f) => !/^(#!.*\n)?\/(\*\*\s|\/ )/.test(text(f)))).toEqual([])
  const after = /^ *[^\s/*].* \/\*\* /m
  expect(sources.filter((f) => /\.tsx?$/.test(f) && after.test(text(f)))).toEqual([])
})

test('a file has the name of its job, not one that means something else in each folder', () => {
  const vague = /^(rows|say|parts|utils|helpers|types)\.tsx?$/
  const packParts = 'src/kernel/pack/county/parts.ts'
  expect(sources.filter((f) => f.startsWith('src/') && vague.test(basename(f)) && f !== packParts)).toEqual([])
})

test('a file that a page about the code names is there', () => {
  const all = globSync('{src,test,scripts,docs,counties,e2e,bench}/**/*.{ts,tsx,mjs,sql,css,md}').concat(
    globSync('*.*'),
  )
  const pages = globSync('src/**/README.md').concat(
    ['ARCHITECTURE', 'WORDS'].map((f) => `docs/${f}.md`),
    globSync('*.md'),
  )
  const named = /^[\w@./-]+\.(tsx?|mjs|sql|css|md)$/
  const example = /(^|\/)(NNNN_|X\/|x\.|<)|^(rows|say|parts|utils|helpers|types)\.tsx?$/
  const missing = pages.flatMap((page) => {
    const near = page.startsWith('src/') ? `${dirname(page)}/` : ''
    const there = (name: string) =>
      all.some((f) => [name, `src/${name}`, `src/modules/${name}`, join(near, name)].includes(f)) ||
      all.some((f) => f.startsWith(near) && f.endsWith(`/${name}`))
    return [...text(page).matchAll(/`([^`\n]+)`/g)]
      .flatMap(([, code]) => code!.split(/[\s,(){}→←|]+/))
      .filter((name) => named.test(name) && !example.test(name) && !there(name))
      .map((name) => `${page}: ${name}`)
  })
  expect(missing).toEqual([])
})
