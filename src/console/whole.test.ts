/** The console says 市 where a city is the whole: every text that means it asks one home for the word. */
import { globSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { holdWhole, ofWhole } from './whole.ts'

afterEach(() => holdWhole('县'))

/** What the source shows to people: without comments. */
const shown = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
const means = /[本全]县|县里/
/** Calls of the one home, with all that stands in their brackets. */
const asked = /ofWhole\((?:[^()]|\([^()]*\))*\)/g
const sources = globSync('src/{console,app/console,modules/*/console,modules/*/*/console}/**/*.{ts,tsx}', {
  exclude: ['**/*.test.ts', 'src/console/whole.ts'],
})

test('no text of the console means the whole and says it of a county by itself', () => {
  expect(sources.length).toBeGreaterThan(200)
  const texts = sources.map((file) => ({ file, source: shown(readFileSync(file, 'utf8')) }))
  // Some are there: the walk sees them.
  expect(texts.filter((t) => /ofWhole\(/.test(t.source)).length).toBeGreaterThan(12)
  expect(texts.filter((t) => means.test(t.source.replace(asked, ''))).map((t) => t.file)).toEqual([])
})

test.each([
  ['本县改的', '本市改的'],
  ['清单由县里定，要改请告诉县管理员。', '清单由市里定，要改请告诉市管理员。'],
  ['县级设置', '市级设置'],
  ['县级以上人民政府', '县级以上人民政府'],
])('%s is of a city %s', (county, city) => {
  expect(ofWhole(county)).toBe(county)
  holdWhole('市')
  expect(ofWhole(county)).toBe(city)
})
