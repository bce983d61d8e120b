/** What stands in for newer methods answers as they do. */
import { runInNewContext } from 'node:vm'
import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'
import { expect, test } from 'vitest'

const lacking = `delete Array.prototype.at; delete String.prototype.at; delete Array.prototype.findLast
  delete Array.prototype.findLastIndex; delete Object.hasOwn; delete Map.groupBy;`
const { code } = transformSync(readFileSync(new URL('older.ts', import.meta.url), 'utf8'), { loader: 'ts' })
const asks = `JSON.stringify([
  [1, 2, 3].at(-1), [1].at(5), [1, 2].at(0), 'ab'.at(-1),
  [1, 2, 3, 4].findLast((n) => n % 2 === 1), [1].findLast((n) => n > 1), [1, 2, 3].findLastIndex((n) => n < 3),
  Object.hasOwn({ a: 1 }, 'a'), Object.hasOwn({}, 'toString'),
  [...Map.groupBy(['x1', 'y2', 'x3'], (s, i) => s[0] + (i > 1))],
])`

test('a browser without them hears the same as one that has them', () => {
  const older = runInNewContext(`${lacking} ${code}; ${asks}`) as string
  expect(older).toBe(runInNewContext(asks) as string)
  expect(() => runInNewContext(`${lacking} ${asks}`) as string).toThrow()
})
