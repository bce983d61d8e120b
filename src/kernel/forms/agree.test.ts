import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { partyOf, type Beside } from './agree.ts'
import { parseCheck } from './checks.ts'
import { contentSchema, templateSchema, type Content, type Row, type Template } from './forms.schema.ts'
import { unanswered } from './problem.ts'
import { settleTotals } from './totals.ts'
import { contradictions } from './validate.ts'

const packs = ['demo', 'jiedong-12-88', 'yanshan-4-29'].map((pack) => {
  const templates: Template[] = JSON.parse(readFileSync(`counties/${pack}/templates.json`, 'utf8')).templates.map(
    (t: unknown) => templateSchema.parse(t),
  )
  return { pack, templates: new Map(templates.map((t) => [t.code, t])) }
})

const content = (...rows: Row[]) => contentSchema.parse({ rows })
const nothing = contentSchema.parse({ nothing: { reason: '本月没有发生。' } })
const record = (column: string, amount: string): Content => content({ [column]: amount })

/** Every sum between two templates that any of the packs declares, seen from either side. */
const relations = packs.flatMap(({ pack, templates }) =>
  [...templates.values()].flatMap((owner) =>
    owner.checks.across.flatMap((check) => {
      const { target, terms } = parseCheck(check)
      if (terms.length > 1) return []
      const other = templates.get(terms[0]!.template!)!
      return [
        {
          pack,
          check,
          owner,
          mine: { form: owner, column: target },
          theirs: { form: other, column: terms[0]!.column },
        },
        {
          pack,
          check,
          owner,
          mine: { form: other, column: terms[0]!.column },
          theirs: { form: owner, column: target },
        },
      ]
    }),
  ),
)
type Relation = (typeof relations)[number]

const beside = ({ owner, check, theirs }: Relation, other: Content, called = '“另一份”（已公开）'): Beside => {
  const all = [{ template: owner.code, check }]
  return { relations: all, parties: [partyOf(other, theirs.form, all, { notice: 'n', called })] }
}
const said = (r: Relation, mine: Content, other: Content) =>
  contradictions(mine, r.mine.form, { beside: beside(r, other) })

describe.each(relations)('$pack: $check, $mine.form.code handed in last', (r) => {
  const mine = (amount: string) => record(r.mine.column, amount)
  const theirs = (amount: string) => record(r.theirs.column, amount)

  test('other sums are asked about, under a key that holds for these figures only', () => {
    const [one] = said(r, mine('100'), theirs('120'))
    expect(one).toMatchObject({ severity: 'warn', with: 'n' })
    expect(one!.say).toMatch(/100\.00.*120\.00.*差 20\.00/)
    expect(said(r, mine('100'), theirs('130'))[0]!.asks).not.toBe(one!.asks)
    expect(unanswered([one!], { [one!.asks!]: '不' })).toHaveLength(1)
    expect(unanswered([one!], { [one!.asks!]: '有一笔下月才到账' })).toEqual([])
  })
  test('both notices ask under one key, wherever the other one stands', () => {
    const [one] = said(r, mine('100'), theirs('120'))
    const swapped = { ...r, mine: r.theirs, theirs: r.mine }
    expect(said(swapped, theirs('120'), mine('100'))[0]!.asks).toBe(one!.asks)
    const draft = beside(r, theirs('120'), '“另一份”（草稿）')
    expect(contradictions(mine('100'), r.mine.form, { beside: draft })[0]!.asks).toBe(one!.asks)
    expect(said(swapped, nothing, mine('100'))[0]!.asks).toBe(said(r, mine('100'), nothing)[0]!.asks)
  })
  test('equal sums agree', () => expect(said(r, mine('120.0'), theirs('120'))).toEqual([]))
  test('“本期无内容” beside a sum, on either side', () => {
    expect(said(r, nothing, theirs('120'))[0]!.say).toContain('这份写的是“本期无内容”')
    expect(said(r, mine('120'), nothing)[0]!.say).toContain('“另一份”（已公开）写的是“本期无内容”')
    expect(said(r, nothing, nothing)).toEqual([])
    expect(said(r, nothing, theirs('0'))).toEqual([])
  })
  test('what nobody has written yet is not missed', () => {
    expect(said(r, content({}), theirs('120'))).toEqual([])
    expect(said(r, mine('120'), content({}))).toEqual([])
  })
})

const carried = packs.flatMap(({ pack, templates }) =>
  [...templates.values()].flatMap((form) =>
    Object.entries(form.checks.carry).map(([opening, closing]) => ({ pack, form, opening, closing })),
  ),
)

describe.each(carried)('$pack $form.code: $opening begins with $closing', ({ form, opening, closing }) => {
  const named = (row: Row): Content => content({ [form.columns[0]!.key]: '甲', ...row })
  const first = form.columns[0]!.key === opening || form.columns[0]!.key === closing ? record : undefined
  const withSum = (column: string, amount: string) => (first ? first(column, amount) : named({ [column]: amount }))

  test('another opening, none any more, one out of nothing: all asked about', () => {
    const previous = { content: withSum(closing, '500'), called: '上期' }
    expect(contradictions(withSum(opening, '500'), form, { previous })).toEqual([])
    expect(contradictions(withSum(opening, '300'), form, { previous })[0]).toMatchObject({ severity: 'warn' })
    expect(contradictions(nothing, form, { previous })[0]!.say).toContain('还有 500')
    expect(
      contradictions(withSum(opening, '300'), form, { previous: { content: nothing, called: '上期' } })[0]!.say,
    ).toContain('上期写的是“本期无内容”')
  })
  test('the earlier and the later notice ask under one key, wherever the other one stands; for other figures under another', () => {
    const [earlier, later] = [withSum(closing, '500'), withSum(opening, '300')]
    const asked = (called: string, before = earlier) =>
      contradictions(later, form, { previous: { content: before, called } })[0]!.asks
    const next = { content: later, called: '“下一期”（已公开）' }
    expect(contradictions(earlier, form, { next })[0]!.asks).toBe(asked('上期'))
    expect(asked('上期（草稿）')).toBe(asked('上期'))
    expect(asked('上期', withSum(closing, '501'))).not.toBe(asked('上期'))
  })
  test('a closing changed after the next period has begun with the old one', () => {
    const next = { content: withSum(opening, '500'), called: '“下一期”（已公开）' }
    expect(contradictions(withSum(closing, '500'), form, { next })).toEqual([])
    expect(contradictions(withSum(closing, '450'), form, { next })[0]!.say).toMatch(/“下一期”（已公开）.*差 50/)
    expect(contradictions(nothing, form, { next })).toHaveLength(1)
  })
})

const summed = packs.flatMap(({ pack, templates }) =>
  [...templates.values()].flatMap((form) => form.checks.rowChecks.map((check) => ({ pack, form, check }))),
)

describe.each(summed)('$pack $form.code: $check is computed', ({ form, check }) => {
  const { target, terms } = parseCheck(check)
  const amounts = (each: number): Row => Object.fromEntries(terms.map((t) => [t.column, String(each)]))
  const sum = (each: number) => terms.reduce((all, t) => all + t.sign * each, 0)
  const settled = (before: Row[], after: Row[], more: object = {}) =>
    Number(settleTotals(before, after, form, more, new Map([[0, 0]]))[0]![target])

  test('an empty total is filled in, a changed figure changes it', () => {
    expect(settled([], [amounts(7)])).toBe(sum(7))
    const before = { ...amounts(7), [target]: String(sum(7)) }
    expect(settled([before], [{ ...before, ...amounts(9) }])).toBe(sum(9))
    const last = terms.at(-1)!
    expect(settled([before], [{ ...before, [last.column]: '8' }])).toBe(sum(7) + last.sign)
  })
  test('a total that was typed, or came in a sheet, stays to be asked about', () => {
    const before = { ...amounts(7), [target]: String(sum(7)) }
    expect(settled([before], [{ ...before, [target]: '123456' }])).toBe(123456)
    expect(settled([before], [{ ...before, ...amounts(9), [target]: '123456' }])).toBe(123456)
    expect(settled([before], [{ ...amounts(9), [target]: String(sum(7)) }], { asGiven: true })).toBe(sum(7))
  })
})
