import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonLines, lineOf } from './jsonLines.ts'

test('every path knows its line, and a missing one takes the line of what should hold it', () => {
  const { lines } = jsonLines('{\n  "items": [\n    { "code": "A" },\n    {\n      "code": "B"\n    }\n  ]\n}')
  expect(lineOf(lines, ['items', 1, 'code'])).toBe(5)
  expect(lineOf(lines, ['items', 1, 'deadline'])).toBe(4)
})

test('accepts what JSON.parse accepts and refuses what it refuses', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonLines(text).broken).toBeUndefined()
    }),
  )
  for (const text of ['{"a":1,}', '[1 2]', '{a:1}', '"x', '01', 'nul', '{"a":1} x', '']) {
    expect(() => JSON.parse(text)).toThrow()
    expect(jsonLines(text).broken, text).toBeDefined()
  }
})

test('a key that stands twice is named', () => {
  expect(jsonLines('{\n "a": 1,\n "a": 2\n}').doubled).toEqual([{ path: 'a', line: 3 }])
})
