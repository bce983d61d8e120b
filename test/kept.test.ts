/**
 * What a villager's form refuses it gives back as it was typed, on a page from which it can be sent again: every form
 * of every kind of public page that can be reached by links, of a villager who has reported and applied too. The forms
 * are found, not listed.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitor, type Visitor } from '../src/modules/reports/fixtures/visitor.ts'
import { first, sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { everyRoom, filledIn, type EveryRoom } from './everyRoom.ts'
import { makeWorld, type World } from './world.ts'

let w: World
let room: EveryRoom
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  room = await everyRoom(w)
})
afterAll(() => w.close())

/** `chosen`: of a radio button that it is, of a select nothing. */
type Field = { name: string; tag: string; type: string; value: string; longest: number; chosen: boolean }
type Form = { action: string; fields: Field[] }

const unescaped = (text: string) =>
  text
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
const attribute = (tag: string, name: string) => unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

/** The forms of a page that are sent, each with what it would send. */
function formsOf(html: string, path: string): Form[] {
  const shown = html.replace(/<template[\s\S]*?<\/template>/g, '')
  return [...shown.matchAll(/<form\s[^>]*method="post"[^>]*>([\s\S]*?)<\/form>/gi)].map(([whole, inside]) => ({
    action: attribute(whole.slice(0, whole.indexOf('>') + 1), 'action') || path,
    fields: [...inside!.matchAll(/<(input|textarea|select)\b([^>]*)>(?:([\s\S]*?)<\/\1>)?/g)].flatMap(
      ([, tag, attributes, text]) => {
        const a = ` ${attributes!}`
        const name = attribute(a, 'name')
        if (name === '' || /\sdisabled/.test(a)) return []
        const chosen = /<option[^>]*selected[^>]*value="([^"]*)"|<option[^>]*value="([^"]*)"[^>]*selected/.exec(
          text ?? '',
        )
        const value =
          tag === 'textarea'
            ? unescaped(text ?? '')
            : tag === 'select'
              ? (chosen?.[1] ?? chosen?.[2] ?? '')
              : attribute(a, 'value')
        const type = tag === 'input' ? attribute(a, 'type') || 'text' : tag!
        const longest = Number(attribute(a, 'maxlength') || 200)
        return [{ name, tag: tag!, type, value, longest, chosen: /\schecked/.test(a) }]
      },
    ),
  }))
}

const typed = new Set(['text', 'textarea', 'search'])
/** Pages that differ by what they are about only. */
const kindOf = (path: string) =>
  path
    .replace(/\?.*/, '')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, 'ID')
    .replace(/\/v\/[^/?]+/, '/v/X')
    .replace(/(?<=\/)[0-9A-Z]{10}(?=$|[/.?])/, 'CODE')
    .replace(/(?<=\/)(SV|NH|C)\d+(-\d+)?/, 'ITEM')
    .replace(/\d+/g, 'N')

/** Forms in which nothing is typed that could be lost: what is looked for, and what asks for a code of its own. */
const asksOnly = new Set(['/applications', '/reports', '/my/sign-in', '/check'])

/** What a villager has reported and what came of it: answered and waiting for a rating, and over. */
async function answeredReports(v: Visitor) {
  const report = async (text: string) => {
    const { location } = await v.post('/v/liuwan/reports/new', {
      key: newId(),
      kind: 'suggestion',
      text,
      show: 'handlers',
    })
    const { id } = (await first(
      w.office.db,
      sql<{ id: string }>`SELECT id FROM cases WHERE code = ${location.split('/').at(-1)!}`,
    ))!
    await room.act(room.grid, id, 'answer', { reply: { text: '已经换了灯泡。', form: 'written' } })
    return location
  }
  const [answered, over] = [await report('三组路灯不亮'), await report('五组路灯不亮')]
  await v.post(`${over}/rate`, { rating: 'satisfied', reason: '' })
  return [answered, over]
}

/** An application that is over and may be rated. */
async function overApplication(v: Visitor) {
  const { fields, files } = await filledIn(w, 'SV023')
  const { location } = await v.post('/v/liuwan/services/SV023/apply', { ...fields, key: newId(), do: 'send' }, files)
  await sql`
    UPDATE applications SET state = 'done', closed_at = ${w.now()} WHERE code = ${location.split('/').at(-1)!}
  `.execute(w.t.owner)
  return location
}

test('every form of the public pages gives back what was typed when it refuses', async () => {
  const v = visitor(w)
  const reported = await v.post('/v/liuwan/reports/new', {
    key: newId(),
    kind: 'suggestion',
    text: '路灯不亮',
    show: 'handlers',
  })
  const service = await filledIn(w, 'SV001')
  const applied = await v.post(
    '/v/liuwan/services/SV001/apply',
    { key: newId(), do: 'send', ...service.fields },
    service.files,
  )
  const waiting = [
    '/',
    '/v/liuwan/reports/new',
    '/v/liuwan/services/SV001/apply',
    reported.location,
    applied.location,
    ...(await answeredReports(v)),
    await overApplication(v),
    '/my/sign-in',
  ].filter((path) => path !== '')
  const begun = new Set(waiting)
  const [seen, kinds, tried] = [new Set<string>(), new Map<string, number>(), new Map<string, string[]>()]
  const lost: string[] = []
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const count = kinds.get(kindOf(path)) ?? 0
    if (seen.has(path) || (count >= 2 && !begun.has(path))) continue
    seen.add(path)
    kinds.set(kindOf(path), count + 1)
    const { html } = await v.get(path)
    for (const form of formsOf(html, path)) {
      const key = `${kindOf(form.action)} ${form.fields.map((f) => f.name).join(',')}`
      if (tried.has(key) || !form.fields.some((f) => typed.has(f.type))) continue
      tried.set(key, await refused(v, form, lost))
    }
    for (const [, href] of html.matchAll(/\shref="(\/[^"#]*)"/g)) waiting.push(unescaped(href!))
  }
  expect(lost).toEqual([])
  const refusing = new Set([...tried].filter(([, marks]) => marks.length > 0).map(([form]) => form.split(' ')[0]!))
  expect([...refusing].sort()).toEqual([
    '/applications/CODE/again',
    '/applications/CODE/edit',
    '/applications/CODE/rate',
    '/applications/CODE/withdraw',
    '/d/CODE/ask',
    '/my/code',
    '/reports/CODE/add',
    '/reports/CODE/rate',
    '/reports/CODE/reopen',
    '/reports/new',
    '/v/X/missing/ID',
    '/v/X/reports/new',
    '/v/X/services/ITEM/apply',
  ])
})

/**
 * Sends a form with every text typed and something in it that cannot be; what was typed and did not come back goes to
 * `lost`.
 */
async function refused(of: Visitor, form: Form, lost: string[]): Promise<string[]> {
  // From an address of its own: sending too often is another story.
  const v = visitor(w)
  v.cookies.push(...of.cookies)
  const fields: Record<string, string> = {}
  const marks = new Map<string, string>()
  for (const [i, f] of form.fields.entries()) {
    if (f.type === 'hidden') fields[f.name] = f.value
    if (!typed.has(f.type)) continue
    // Neither a telephone, nor a day, nor a number; and what is asked about wherever a villager writes: somebody's ID
    // number.
    const mark = `试填${i}${f.type === 'textarea' ? '，身份证 11010519491231002X' : ''}`.slice(0, f.longest)
    fields[f.name] = mark
    marks.set(f.name, mark)
  }
  // Of several the last one is chosen; a tick is none of these, it mostly says that one has been warned.
  for (const f of form.fields.filter((x) => x.type === 'radio')) {
    fields[f.name] = f.value
    marks.set(f.name, f.value)
  }
  const sent = await v.post(form.action, fields)
  // A form that leads on to a page of its own tells there what was wrong.
  const told = sent.status === 303 ? await v.get(sent.location) : sent
  const answer = told.status === 422 ? told : sent
  if (answer.status < 400 || asksOnly.has(kindOf(form.action))) return []
  if (!answer.headers.get('content-type')?.includes('text/html')) {
    lost.push(`${form.action}: ${answer.status} is no page`)
    return []
  }
  const again = formsOf(answer.html, form.action).find((f) => kindOf(f.action) === kindOf(form.action))
  if (!again) {
    lost.push(`${form.action}: ${answer.status} has no form to send again`)
    return []
  }
  for (const [name, mark] of marks)
    if (!again.fields.some((f) => f.name === name && f.value === mark && (f.type !== 'radio' || f.chosen)))
      lost.push(`${form.action}: ${name} (${answer.status})`)
  return [...marks.keys()]
}
