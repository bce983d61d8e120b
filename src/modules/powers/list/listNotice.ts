/**
 * The catalogue's item of the list of powers makes itself: for each village when it goes live, and anew when the
 * county's list changes.
 */
import {
  isPowerList,
  graceOf,
  itemGraces,
  liveFor,
  publishMade,
  livePlaces,
  owes,
  formOf,
  itemsOn,
  type ItemRow,
} from '../../disclosure/index.ts'
import { createHash } from 'node:crypto'
import { dayOf, sayDay } from '../../../platform/clock.ts'
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Column, Content } from '../../../kernel/forms/forms.schema.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import { fit } from '../../../kernel/forms/fit.ts'
import { stepsOf } from './bands.ts'
import type { Power, PowerFrame } from './powers.schema.ts'
import { sayHowMany } from './powerWords.ts'
import { doApart } from '../../../kernel/rounds/apart.ts'
import { inForceOn } from '../../../kernel/versions/inForce.ts'
import { keptPowerFrame } from './editing.ts'

/**
 * Publishes what is not out yet, for at most `atMost` places; returns how many. Idempotent. Nothing where the county
 * has no list.
 */
export async function makeListNotices(db: Db, ctx: Context, atMost = Infinity): Promise<number> {
  const today = dayOf(ctx.now)
  const item = (await itemsOn(db, today)).find((i) => isPowerList(i.definition))
  const list = item && (await listToday(db, today))
  if (!item || !list) return 0
  const content = contentOf(item, list)
  const out = new Map(
    (
      await rows(
        db,
        sql<{
          region_id: string
          same: boolean
        }>`
          SELECT DISTINCT ON (region_id) region_id, content = ${JSON.stringify(content)}::jsonb AS same
          FROM publications
          WHERE item_code = ${item.code} AND superseded_at IS NULL
          ORDER BY region_id, published_at DESC`,
      )
    ).map((p) => [p.region_id, p.same]),
  )
  const graces = await itemGraces(db)
  const owing = (await livePlaces(db, today))
    .filter((p) => !p.practice && owes(p, item) && out.get(p.id) !== true)
    .map((p) => ({ p, ...liveFor(p, graceOf(graces, p.path, item.code)) }))
    .filter((l) => l.startsOn <= today)
    .slice(0, atMost)
  let made = 0
  const change = {
    period: `E:${list.since}.${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8)}`,
    start: list.since,
    event: { on: list.since, title: item.name },
  }
  const work = ([one]: readonly (typeof owing)[number][]) =>
    transact(db, async (tx) => {
      const { p, startsOn, graceUntil } = one!
      const when = out.has(p.id) ? change : { period: 'S', start: startsOn }
      made += await publishMade(
        tx,
        { item, place: { ...p, grace_until: graceUntil }, ...when, title: item.name, content },
        ctx,
      )
    })
  await doApart(db, { round: 'power-list', items: owing, atOnce: 1, idOf: ({ p }) => p.id, work }, ctx.now)
  return made
}

type List = { frame: PowerFrame; powers: Power[]; since: string }

/** `since`: the day from which it stands as it is today. */
async function listToday(db: Db, today: string): Promise<List | undefined> {
  const frame = await keptPowerFrame(db)
  const found = await rows(
    db,
    sql<{
      definition: Power
      state: string
      valid_from: string
    }>`
      SELECT definition, state, valid_from FROM ${inForceOn('powers', today)} p ORDER BY code`,
  )
  if (!frame || found.length === 0) return undefined
  return {
    frame: frame.definition,
    powers: found.filter((p) => p.state === 'inForce').map((p) => p.definition),
    since: found
      .map((p) => p.valid_from)
      .sort()
      .at(-1)!,
  }
}

function contentOf(item: ItemRow, { frame, powers, since }: List): Content {
  const form = formOf(item)
  const lines = frame.aspects
    .map((a) => ({ name: a.name, of: powers.filter((p) => p.aspect === a.code) }))
    .filter((a) => a.of.length > 0)
  const facts: Record<string, string> = {
    power: `共 ${powers.length} 项。${lines.map((a) => `${a.name}：${a.of.map((p) => `${p.name}（${sayHowMany(p.amount ? p.amount.bands.map((b) => stepsOf(p, b.key).length) : [p.steps.length])}）`).join('、')}。`).join('')}`,
    holder: once(powers.map((p) => p.responsible.words)).join('；'),
    basis: once(powers.filter((p) => p.basis.kind === 'law').map((p) => p.basis.text)).join('；') || '见清单每一项',
    publicity: `${sayDay(since, true)}起的清单。每一项的依据、谁负责、每一步和流程图，在本站“权力清单”里看，也可以到村委会看；按清单办的每一件，办一步公开一步。`,
  }
  if (isTemplate(form)) return fit([facts], form, '')
  return {
    rows: [],
    fields: Object.fromEntries(
      form.filter((c) => facts[c.key] !== undefined).map((c) => [c.key, clip(facts[c.key]!, c)]),
    ),
    note: '',
    attachments: [],
  }
}

const once = (texts: readonly string[]) => [...new Set(texts)]
const clip = (text: string, { maxLength }: Column) =>
  maxLength === undefined || text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`
