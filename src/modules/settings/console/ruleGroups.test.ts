/**
 * Every rule that a room proposes stands in a group with what it changes: a new first word of a code must be put
 * somewhere.
 */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { groupOf, groups } from './ruleGroups.ts'

test('no rule is left over', () => {
  const codes = globSync('src/**/rules.json').flatMap((f) =>
    (JSON.parse(readFileSync(f, 'utf8')) as { code: string }[]).map((r) => r.code),
  )
  expect(codes.length).toBeGreaterThan(50)
  expect(codes.filter((c) => groupOf(c).name === '其他')).toEqual([])
  const words = groups.flatMap((g) => g.words)
  expect(new Set(words).size).toBe(words.length)
})
