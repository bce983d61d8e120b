/**
 * A pack comes again while the county works: before and after are told, what the console changed stays until it is
 * named.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rooms } from '../../../app/rooms.ts'
import { outcomeLines } from '../../../cli/outcome.ts'
import { lateWithAllMade } from '../../../modules/disclosure/index.ts'
import { rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { checkPack } from './check.ts'
import { exportPack, writePack } from './export.ts'
import { importOver, type Outcome } from './importOver.ts'

let w: World
let admin: Person
let folder: string
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  admin = await w.signIn('admin')
  folder = join(await mkdtemp(join(tmpdir(), 'over-')), 'pack')
  await writePack(folder, await exportPack(w.office.db, rooms, w.now()))
})
afterAll(async () => {
  await w.close()
  await rm(folder, { recursive: true })
})

async function bring(revert: string[] = [], dryRun = false): Promise<Outcome> {
  const read = await checkPack(folder, rooms)
  expect(read.faults).toEqual([])
  return importOver(w.office.db, read, w.now(), { revert, dryRun, lateIn: (tx) => lateWithAllMade(tx, w.now()) })
}
/** Changes the county's files as its centre would in an editor. */
async function edit(file: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8')
  const changed = change(text)
  expect(changed, `${file} is changed`).not.toBe(text)
  await writeFile(join(folder, file), changed)
}
type Entry = { code: string; name: string; who?: string[]; deadline: { day: number } }
type File = {
  footer: { sponsor: string }
  settings: Record<string, number>
  categories: Entry[]
  items: Entry[]
  services: Entry[]
  menus: Entry[]
  powers: Entry[]
}
/** `change` touches only what the file of that name has. */
async function editJson(file: string, change: (value: File) => void): Promise<void> {
  await edit(file, (text) => {
    const value = JSON.parse(text) as File
    change(value)
    return JSON.stringify(value, null, 2)
  })
}
const told = (differences: Outcome['changes']) => differences.map((d) => [d.at, d.before, d.after])
const at = (differences: Outcome['changes']) => differences.map((d) => d.at).sort()
const ok = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer
  expect([status, status === 200 ? '' : body]).toEqual([200, ''])
}

test('what came out goes in again and changes nothing', async () => {
  expect(await bring()).toMatchObject({ changes: [], kept: [], late: 0, known: true, fresh: false })
})

test('of every part of the pack each change is told with before and after, and a trial leaves all as it is', async () => {
  await edit('regions.csv', (text) => text.replace(/^([^,]*,[^,]*,[^,]*,[^,]*),柳湾村,/m, '$1,柳湾新村,'))
  await edit('departments.csv', (text) => text.replace('0000-6200010', '0000-6209999'))
  await edit('posts.csv', (text) => text.replace('村务监督委员会主任', '监督委员会的主任'))
  await edit('calendar.csv', (text) => `${text}2026-12-11,放假,县庆,县府办通知\r\n`)
  await editJson('county.json', (c) => {
    c.footer.sponsor = '晴川县农业农村局'
    c.settings['step.signDays'] = 4
  })
  await editJson('catalogue.json', (c) => {
    c.categories[1]!.name = '换了名的类'
    c.items[0]!.deadline.day = 9
    c.items.pop()
  })
  await editJson('services.json', (s) => {
    s.services[2]!.name = '换了名的服务'
    s.menus[0]!.name = '换了名的菜单'
  })
  await editJson('powers.json', (p) => {
    p.powers[20]!.name = '换了名的权力'
  })
  const trial = await bring([], true)
  const kinds = new Set(trial.changes.map((d) => [d.home, d.list].filter((x) => x !== '').join('/')))
  for (const kind of [
    'regions.csv',
    'posts.csv',
    'calendar.csv',
    'county.json',
    'catalogue.json/categories',
    'catalogue.json/items',
    'services.json',
    'services.json/menus',
    'powers.json',
  ])
    expect([...kinds]).toContain(kind)
  expect(told(trial.changes)).toEqual(
    expect.arrayContaining([
      [expect.stringMatching(/^regions\.csv\/.*\/name$/), '柳湾村', '柳湾新村'],
      ['county.json/footer/sponsor', expect.anything(), '晴川县农业农村局'],
      ['county.json/settings/step.signDays', undefined, 4],
      ['calendar.csv/2026-12-11', undefined, '县庆'],
    ]),
  )
  expect(trial.kept).toEqual([])
  expect(await bring([], true)).toEqual(trial)
  const done = await bring()
  expect(told(done.changes)).toEqual(told(trial.changes))
  expect((await bring()).changes).toEqual([])
})

test('a day to go live in the lists changes nothing that runs, and the list of changes says so and where it is done', async () => {
  const kept = await readFile(join(folder, 'regions.csv'), 'utf8')
  const before = await rows(
    w.office.db,
    sql<{ on: string }>`SELECT goes_live_on::text AS on FROM regions ORDER BY path`,
  )
  const [{ n: bureaux }] = (await rows(
    w.office.db,
    sql<{ n: number }>`SELECT count(*)::int AS n FROM regions WHERE level = 'bureau'`,
  )) as [{ n: number }]
  expect((await bring([], true)).live).toEqual([])
  await edit('regions.csv', (text) => text.replace(/^(.*,柳湾新村,.*),\r?$/m, '$1,2026-12-01\r'))
  const told = await bring()
  expect(told.live).toMatchObject([
    { on: '2026-12-01', names: ['柳湾新村', '柳湾一组', '柳湾二组', '渡口组'], where: 'regions.csv［上线日期］' },
  ])
  const said = outcomeLines(
    told,
    rooms.flatMap((r) => r.pack ?? []),
  ).join('\n')
  expect(said).toMatch(
    /上线日期不由导入改.*区划和上线.*\n {2}柳湾新村、柳湾一组、柳湾二组等 4 处：现在 .*写的是 2026-12-01/,
  )
  expect(
    await rows(w.office.db, sql<{ on: string }>`SELECT goes_live_on::text AS on FROM regions ORDER BY path`),
  ).toEqual(before)
  await writeFile(join(folder, 'regions.csv'), kept)
  const county = await readFile(join(folder, 'county.json'), 'utf8')
  await edit('county.json', (text) =>
    text.replace(/("goLive": )"[^"]*"/, '$1"2026-11-01"').replace(/("graceDays": )\d+/, '$1300'),
  )
  const later = await bring([], true)
  expect(later.live).toMatchObject([
    { on: '2026-11-01', where: 'county.json［goLive］', names: { length: before.length - bureaux } },
  ])
  expect(
    outcomeLines(
      later,
      rooms.flatMap((r) => r.pack ?? []),
    ).join('\n'),
  ).toContain('不改已经有的单位')
  await writeFile(join(folder, 'county.json'), county)
})

test('the body of a held post, what it does and where are no words to change by a list either (OL 37)', async () => {
  const kept = await readFile(join(folder, 'posts.csv'), 'utf8')
  for (const [from, to] of [
    [/^(V-SUP,.*),村务监督委员会,/m, '$1,,'],
    [/^(V-SUP,村务监督委员会委员),审查,/m, '$1,编制,'],
  ] as const) {
    await edit('posts.csv', (text) => text.replace(from, to))
    await expect(bring([], true)).rejects.toThrow(/村务监督委员会委员.*所属组织不能改/)
    await writeFile(join(folder, 'posts.csv'), kept)
  }
  await writeFile(join(folder, 'posts.csv'), kept)
})

test('what the console changed stays, whatever the pack says there, until it is named', async () => {
  await ok(admin.post('/rules', { code: 'step.reviewDays', value: 6, from: '2026-10-12' }))
  await ok(admin.post('/settings/footer', { sponsor: '办公台改的主办单位' }))
  await ok(
    admin.post('/calendar', { days: [{ date: '2026-12-11', kind: '放假', name: '办公台的县庆', source: '通知' }] }),
  )
  const item = (await admin.get('/catalogue')).body.items[1].definition
  const { body: whole } = await admin.get(`/catalogue/${item.code}`)
  const { table: _, ...plain } = whole.item
  await ok(admin.post('/catalogue', { item: { ...plain, name: '办公台起的名字' }, seenVersion: whole.version }))
  const service = (await admin.get('/services')).body.services[4]
  const { body: kept } = await admin.get(`/services/${service.code}`)
  await ok(
    admin.post('/services', {
      service: { ...kept.service, who: ['办公台写的'] },
      seenVersion: kept.version,
      from: '2026-10-12',
    }),
  )
  const gone = (
    await rows(
      w.office.db,
      sql<{ id: string; code: string }>`
    SELECT a.id, p.code FROM appointments a JOIN persons p ON p.id = a.person_id
    JOIN post_kinds k ON k.id = a.post_kind_id
    WHERE k.function = 'responder' AND a.to_on IS NULL LIMIT 1`,
    )
  )[0]!
  await ok(admin.post(`/appointments/${gone.id}/end`, { on: '2026-10-12' }))

  await editJson('services.json', (s) => {
    s.services.find((x) => x.code === service.code)!.who = ['资料里新写的']
  })
  const first = await bring([], true)
  expect(first.changes).toEqual([])
  const marked = at(first.kept)
  expect(marked).toEqual(
    expect.arrayContaining([
      'calendar.csv/2026-12-11/name',
      'county.json/footer/sponsor',
      `catalogue.json/items/${item.code}/name`,
      `services.json/${service.code}/who`,
    ]),
  )
  expect(marked.some((m) => m.startsWith(`people.csv/${gone.code}@`) && m.endsWith('/to'))).toBe(true)
  const said = outcomeLines(
    first,
    rooms.flatMap((r) => r.pack ?? []),
  ).join('\n')
  expect(said).toContain('办公台改过的，保留现在的')
  expect(said).toContain(`--revert 'catalogue.json/items/${item.code}/name'`)

  // Twice in a row: what was kept once is still known to be the console's.
  await bring()
  expect(at((await bring([], true)).kept)).toEqual(marked)

  const one = await bring(['county.json/footer'])
  expect(told(one.changes)).toContainEqual(['county.json/footer/sponsor', '办公台改的主办单位', '晴川县农业农村局'])
  expect(at(one.changes).every((x) => x.startsWith('county.json/footer'))).toBe(true)
  expect(at((await bring([], true)).kept)).toEqual(marked.filter((m) => !m.startsWith('county.json/footer')))
  await expect(bring(['county.json/footer'])).rejects.toThrow('不是在办公台改过')
  await expect(bring(['regions.csv'])).rejects.toThrow('不是在办公台改过')
})

test('what the console added or ended stays so; with other fields of the same entry the pack may go on', async () => {
  const { body } = await admin.get('/services')
  const { body: like } = await admin.get(`/services/${body.services[0].code}`)
  const added = { ...like.service, code: 'ZX-01', name: '县里自己加的服务' }
  await ok(admin.post('/services', { service: added, seenVersion: 0, from: '2026-10-12' }))
  await ok(admin.delete('/calendar/2026-12-11'))
  const outcome = await bring([], true)
  expect(at(outcome.kept)).toContain('calendar.csv/2026-12-11')
  expect(at(outcome.changes)).toEqual([])
  const service = body.services[4].code
  await editJson('services.json', (s) => {
    s.services.find((x) => x.code === service)!.name = '只改了名称'
  })
  const done = await bring()
  expect(told(done.changes)).toEqual([[`services.json/${service}/name`, expect.anything(), '只改了名称']])
  const { body: now } = await admin.get(`/services/${service}`)
  expect([now.service.name, now.service.who]).toEqual(['只改了名称', ['办公台写的']])
  expect((await admin.get('/services/ZX-01')).body.state).toBe('offered')
  const back = await bring(['calendar.csv/2026-12-11'])
  expect(told(back.changes)).toEqual([['calendar.csv/2026-12-11', undefined, '县庆']])
})

test('a village added by a pack whose day to go live is past would be late at once, and how much is told', async () => {
  const outcome = await (async () => {
    await edit('regions.csv', (text) => {
      const line = text.split('\r\n').find((l) => l.includes(',柳湾新村,'))!
      const cells = line.split(',')
      cells[0] = '990001'
      cells[4] = '新添村'
      cells[6] = 'xintian'
      cells[7] = ''
      return `${text}${cells.join(',')}\r\n`
    })
    return bring([], true)
  })()
  expect(outcome.late).toBeGreaterThan(10)
  expect(await rows(w.office.db, sql`SELECT 1 FROM regions WHERE slug = 'xintian'`)).toEqual([])
})

test('imports, changes in the console and reverts in any order: each field as the last word that counts has it', async () => {
  await rm(folder, { recursive: true })
  await writePack(folder, await exportPack(w.office.db, rooms, w.now()))
  await bring()
  const item = (await admin.get('/catalogue')).body.items[3].definition.code as string
  const service = (await admin.get('/services')).body.services[6].code as string
  /** How the console says it, the pack says it, and what stands. */
  const fields: Record<string, { console(v: string): Promise<void>; pack(f: File, v: string): void; file: string }> = {
    'county.json/footer/sponsor': {
      console: (sponsor) => ok(admin.post('/settings/footer', { sponsor })),
      pack: (f, v) => (f.footer.sponsor = v),
      file: 'county.json',
    },
    [`catalogue.json/items/${item}/name`]: {
      console: async (name) => {
        const { body } = await admin.get(`/catalogue/${item}`)
        const { table: _, ...plain } = body.item
        await ok(admin.post('/catalogue', { item: { ...plain, name }, seenVersion: body.version }))
      },
      pack: (f, v) => (f.items.find((i) => i.code === item)!.name = v),
      file: 'catalogue.json',
    },
    [`services.json/${service}/name`]: {
      console: async (name) => {
        const { body } = await admin.get(`/services/${service}`)
        const from = '2026-10-12'
        await ok(admin.post('/services', { service: { ...body.service, name }, seenVersion: body.version, from }))
      },
      pack: (f, v) => (f.services.find((x) => x.code === service)!.name = v),
      file: 'services.json',
    },
  }
  const stands = async () => {
    const files = new Map(await exportPack(w.office.db, rooms, w.now()))
    const read = (name: string) => JSON.parse(files.get(name)!) as File
    return [
      read('county.json').footer.sponsor,
      read('catalogue.json').items.find((i) => i.code === item)!.name,
      read('services.json').services.find((x) => x.code === service)!.name,
    ]
  }
  const names = Object.keys(fields)
  const now = await stands()
  const [pack, base] = [[...now], [...now]]
  let seed = 20_261_201
  const dice = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n
  const said: string[] = []
  for (let turn = 0; turn < 10; turn++) {
    const i = dice(names.length)
    const at = names[i]!
    const value = `第${turn % 5}样的名字`
    const what = dice(5)
    if (what < 2) {
      said.push(`console ${at} ${value}`)
      if (now[i] !== value) await fields[at]!.console(value)
      now[i] = value
      continue
    }
    if (what < 4 && pack[i] !== value) {
      said.push(`pack ${at} ${value}`)
      await editJson(fields[at]!.file, (f) => fields[at]!.pack(f, value))
      pack[i] = value
    }
    const mine = names.filter((_, n) => now[n] !== pack[n] && now[n] !== base[n])
    const revert = what === 4 ? mine.slice(0, 1) : []
    said.push(`import, revert ${revert.join()}`)
    const outcome = await bring(revert)
    const kept = mine.filter((name) => !revert.includes(name))
    const left = outcome.kept.map((d) => d.at).filter((name) => names.includes(name))
    expect(left.sort(), said.join('\n')).toEqual([...kept].sort())
    names.forEach((name, n) => {
      if (!kept.includes(name)) now[n] = pack[n]!
      base[n] = pack[n]!
    })
    expect(await stands(), said.join('\n')).toEqual(now)
  }
  expect(said.filter((line) => line.startsWith('import')).length).toBeGreaterThan(3)
})

test('who watches the others is not changed by a list unseen: the watchers are told, and the public log has a leaf', async () => {
  const leaves = () =>
    rows(
      w.office.db,
      sql<{ code: string }>`
        SELECT convert_from(entry, 'UTF8')::jsonb ->> 'code' AS code
        FROM ledger_leaves
        WHERE convert_from(entry, 'UTF8')::jsonb ->> 'code' LIKE 'watch/%'
        ORDER BY code`,
    )
  const told = () => rows(w.office.db, sql`SELECT 1 FROM messages WHERE kind = 'watch' AND say LIKE '%命令行%'`)
  expect([await leaves(), await told()]).toEqual([[], []])
  const people = await readFile(join(folder, 'people.csv'), 'utf8')
  const inspector = people.split('\n').find((line) => line.includes('inspector'))!
  const name = inspector.split(',')[1]!
  await edit(
    'people.csv',
    (text) =>
      `${text.trimEnd()}\n${inspector
        .replace(/^[^,]+/, 'X-NEW')
        .replace(name, '尹新来')
        .replace(/inspector/, 'inspector-two')}\n`,
  )
  await bring()
  expect((await leaves()).map((l) => l.code)).toEqual(['watch/inspector/appoint'])
  expect((await told()).length).toBeGreaterThan(0)
  expect((await bring()).changes, 'the same again').toEqual([])
  expect((await leaves()).length).toBe(1)
})
