/** House rules that no linter knows: sizes, where the environment is read, what must not be written, a README per module. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { allProcedures, faultsOf } from '../src/kernel/cases/procedure.ts'
import '../src/modules/disclosure/disclosure.procedure.ts'

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
  const rooms = globSync('src/modules/*').concat(['src/kernel', 'src/kernel/files', 'src/kernel/ledger'])
  expect(rooms.filter((d) => !existsSync(`${d}/README.md`))).toEqual([])
})

test('procedures are whole: every step is reachable and known', () => {
  expect(allProcedures().length).toBeGreaterThanOrEqual(5)
  expect(allProcedures().flatMap(faultsOf)).toEqual([])
})

test('no test is skipped, focused or empty', () => {
  const bad = globSync('{src,test,e2e}/**/*.test.{ts,tsx}').filter(
    (f) => !f.endsWith('architecture.test.ts') && /\b(it|test|describe)\.(skip|only|todo|fixme)\b/.test(text(f)),
  )
  expect(bad).toEqual([])
})

test('migrations have numbers of their own', () => {
  const numbers = globSync('src/**/[0-9][0-9][0-9][0-9]_*.sql').map((f) => f.split('/').pop()!.slice(0, 4))
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(dirname(globSync('src/**/0001_*.sql')[0]!)).toBe('src/platform')
})
