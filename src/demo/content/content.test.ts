import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { partyOf, type Beside } from '../../kernel/forms/agree.ts'
import type { Content, Template } from '../../kernel/forms/forms.schema.ts'
import { validateContent } from '../../kernel/forms/validate.ts'
import type { Item } from '../../modules/disclosure/catalogue/catalogue.schema.ts'
import { rooms } from '../../app/rooms.ts'
import type { Pack } from '../../kernel/pack/part.ts'
import { readPack } from '../../kernel/pack/county/read.ts'
import { packedCatalogue } from '../../modules/disclosure/index.ts'
import { demoContent } from './content.ts'
import { flawOf } from './flaw.ts'
import { demoPlaces } from './places.ts'
import { randomOf } from './random.ts'
import type { DemoPlace } from './scene.ts'

const seed = 'demo'
let pack: Pack
let places: DemoPlace[]
let templates: Map<string, Template>

beforeAll(async () => {
  pack = (await readPack(join(import.meta.dirname, '../../../counties/demo'), rooms)).pack
  places = demoPlaces(pack, '2026-11-22')
  templates = new Map(pack.of(packedCatalogue).templates.map((t) => [t.value.code, t.value]))
})

const itemOf = (code: string): Item => {
  const found = pack.of(packedCatalogue).items.find((i) => i.value.code === code)
  if (!found) throw new Error(`no item ${code}`)
  return found.value
}
const make = (item: Item, place: DemoPlace, period: string): Content =>
  demoContent(item, item.template ? templates.get(item.template) : undefined, { place, period, seed, on: '2026-09-17' })
const village = (name: string): DemoPlace => {
  const found = places.find((p) => p.name === name)
  if (!found) throw new Error(`no place ${name}`)
  return found
}
const fen = (value: unknown): number => Math.round(Number(value ?? 0) * 100)
const sum = (content: Content, key: string): number => content.rows.reduce((total, row) => total + fen(row[key]), 0)

/** Periods of the demo's three months, with the one before it. */
function periodsOf(item: Item): string[] {
  if (item.frequency === 'perStage') return item.stages.map((stage) => `E:x1/${stage.key}`)
  const byFrequency = {
    standing: ['S'],
    monthly: ['2026-07', '2026-08', '2026-09', '2026-10'],
    quarterly: ['2026Q2', '2026Q3'],
    halfYearly: ['2026H1'],
    yearly: ['2025', '2026'],
    onEvent: ['E:x1', 'E:x2'],
  }
  return byFrequency[item.frequency]
}

/** The month's accounts beside one of them, with the relations that their templates declare. */
function besideOf(monthly: Item[], item: Item, contentOf: (m: Item) => Content): Beside {
  if (!monthly.includes(item)) return { relations: [], parties: [] }
  const forms = monthly.map((m) => templates.get(m.template!)!)
  const relations = forms.flatMap((f) => f.checks.across.map((check) => ({ template: f.code, check })))
  const others = monthly.filter((m) => m !== item)
  return {
    relations,
    parties: others.map((m) =>
      partyOf(contentOf(m), templates.get(m.template!)!, relations, { notice: m.code, called: m.name }),
    ),
  }
}

test('every item of the catalogue gets content that a village officer could hand in without a single remark', () => {
  const monthly = ['C07-02', 'C07-03', 'C07-04', 'C07-05'].map(itemOf)
  const wrong: string[] = []
  for (const place of places.filter((p) => p.level === 'village').filter((_, i) => i % 9 === 0)) {
    for (const item of pack.of(packedCatalogue).items.map((i) => i.value)) {
      const form = item.template ? templates.get(item.template) : item.fields
      if (!form) throw new Error(`no form for ${item.code}`)
      let previous: Content | undefined
      for (const period of periodsOf(item)) {
        const content = make(item, place, period)
        const beside = besideOf(monthly, item, (m) => make(m, place, period))
        const stage = period.split('/')[1]
        const problems = validateContent(content, form, {
          period,
          stages: item.stages.map((s) => s.key),
          beside,
          ...(stage ? { stage } : {}),
          ...(previous ? { previous: { content: previous, called: '上期' } } : {}),
        })
        wrong.push(...problems.map((p) => `${place.name} ${item.code} ${period}: ${p.say}`))
        previous = ['monthly', 'quarterly', 'yearly'].includes(item.frequency) ? content : undefined
      }
    }
  }
  expect(wrong).toEqual([])
})

describe('the money of a village adds up, counted by hand', () => {
  test('the month’s summary is the sum of its details and of its accounts, and opens where the last month closed', () => {
    for (const place of [village('柳湾村'), village('荷塘村'), village('晨光社区')]) {
      let closing: number | undefined
      for (const month of ['2026-01', '2026-02', '2026-08', '2026-09']) {
        const [summary, income, expense, accounts] = ['C07-02', 'C07-03', 'C07-04', 'C07-05'].map((code) =>
          make(itemOf(code), place, month),
        ) as [Content, Content, Content, Content]
        const row = summary.rows[0] ?? {}
        expect(fen(row['totalIncome'])).toBe(sum(income, 'amount'))
        expect(fen(row['totalExpense'])).toBe(sum(expense, 'amount'))
        expect(fen(row['lastBalance'])).toBe(sum(accounts, 'openingBalance'))
        expect(fen(row['endBalance'])).toBe(sum(accounts, 'closingBalance'))
        expect(fen(row['endBalance'])).toBe(
          fen(row['lastBalance']) + fen(row['totalIncome']) - fen(row['totalExpense']),
        )
        expect(accounts.rows.every((account) => fen(account['closingBalance']) >= 0)).toBe(true)
        if (month === '2026-02' || month === '2026-09') expect(fen(row['lastBalance'])).toBe(closing)
        closing = fen(row['endBalance'])
      }
    }
  })

  test('the year so far is the sum of its months and begins anew in January', () => {
    const ytd = (month: string) => make(itemOf('C07-02'), village('柳湾村'), month).rows[0] ?? {}
    expect(fen(ytd('2026-03')['ytdIncome'])).toBe(
      ['2026-01', '2026-02', '2026-03'].reduce((total, month) => total + fen(ytd(month)['totalIncome']), 0),
    )
    expect(ytd('2026-01')['ytdExpense']).toBe(ytd('2026-01')['totalExpense'])
  })

  test('debts of a quarter open with what the last quarter left', () => {
    const [before, now] = ['2026Q2', '2026Q3'].map((quarter) => make(itemOf('C07-06'), village('柳湾村'), quarter).rows)
    expect(now?.map((row) => row['opening'])).toEqual(before?.map((row) => row['closing']))
  })
})

test('the same seed tells the same story, another seed another one', () => {
  for (const item of pack.of(packedCatalogue).items.map((i) => i.value)) {
    const period = periodsOf(item)[0] ?? 'S'
    expect(make(item, village('柳湾村'), period)).toEqual(make(item, village('柳湾村'), period))
  }
  const other = demoContent(itemOf('C07-03'), templates.get('F35'), {
    place: village('柳湾村'),
    period: '2026-09',
    seed: 'other',
  })
  expect(other).not.toEqual(make(itemOf('C07-03'), village('柳湾村'), '2026-09'))
})

test('townships, bureaux and village groups have something to publish too', () => {
  for (const place of [village('清溪镇'), village('晴川县民政局'), village('渡口组'), village('晴川县')]) {
    for (const { value: item } of pack
      .of(packedCatalogue)
      .items.filter((i) => (i.value.levels as readonly string[]).includes(place.level))) {
      const form = item.template ? templates.get(item.template) : item.fields
      const content = make(item, place, periodsOf(item)[0] ?? 'S')
      expect(
        form && validateContent(content, form, { period: periodsOf(item)[0] ?? 'S' }),
        `${place.name} ${item.code}`,
      ).toEqual([])
    }
  }
})

test('a stage of “four deliberations” tells only what has happened by then', () => {
  const row = (stage: string) => make(itemOf('C05-05'), village('柳湾村'), `E:x1/${stage}`).rows[0] ?? {}
  expect(row('propose')).not.toHaveProperty('resolveDate')
  expect(row('result')).toMatchObject({ matter: row('propose')['matter'], resolution: row('resolve')['resolution'] })
  expect(row('result')).toHaveProperty('implementation')
})

test('the first version of a corrected notice differs from the second in one cell, and the reason names it', () => {
  const item = itemOf('C07-08')
  const right = make(item, village('柳湾村'), '2026Q3')
  const expense = make(itemOf('C07-04'), village('柳湾村'), '2026-09')
  for (const [content, template] of [
    [right, 'F40'],
    [expense, 'F36'],
  ] as const) {
    const flaw = flawOf(content, templates.get(template)?.columns ?? [], randomOf(seed))
    const changed = content.rows.flatMap((row, i) =>
      Object.keys(row).filter((key) => row[key] !== flaw?.wrong.rows[i]?.[key]),
    )
    expect(changed).toHaveLength(1)
    expect(flaw?.reason).toMatch(/^第 \d+ 行的“.+”/)
  }
})
