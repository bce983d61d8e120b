/** `npm run county` as an operator types it, beside a database of their own: what is shown, asked, refused, done. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { admin } from '../../test/cluster.ts'
import { inventedDivisions } from '../../test/divisions.ts'
import { filledInPack } from '../../test/countyPack.ts'
import { openClient } from '../platform/db.ts'
import { addDays, dayOf } from '../platform/clock.ts'
import { root } from '../platform/root.ts'

const database = 'commanded'
const url = new URL(inject('clusterUrl'))
url.pathname = `/${database}`
const data = mkdtempSync(join(tmpdir(), 'sunlit-command-'))
let folder: string
beforeAll(async () => {
  await admin(inject('clusterUrl'), `CREATE DATABASE ${database}`)
  folder = filledInPack()
})
afterAll(async () => {
  await admin(inject('clusterUrl'), `DROP DATABASE ${database} WITH (FORCE)`)
  for (const made of [data, folder]) rmSync(made, { recursive: true, force: true })
})

/** Exit code and everything that was said. `answer`: at a terminal (of util-linux's `script`), what somebody types. */
function county(args: string[], answer?: string, at = url.href): Promise<{ code: number | null; said: string }> {
  const command = [process.execPath, join(root, 'build/server/cli.county.js'), ...args]
  const [program, given] =
    answer === undefined
      ? [command[0]!, command.slice(1)]
      : ['script', ['-qec', command.map((c) => `'${c}'`).join(' '), '/dev/null']]
  const child = spawn(program, given, {
    cwd: root,
    env: {
      PATH: '/usr/bin:/bin',
      NODE_COMPILE_CACHE: join(root, 'build', '.compiled'),
      DATABASE_URL: at,
      SUNLIT_DATA: data,
      SUNLIT_SECRET: 'the secret of this test, long enough for all',
      TZ: 'Asia/Shanghai',
    },
  })
  let said = ''
  let answered = false
  const hear = (bytes: Buffer) => {
    said += bytes.toString()
    if (answer === undefined || answered || !said.includes('请输入 yes')) return
    answered = true
    child.stdin.write(`${answer}\n`)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((done) => child.once('exit', (code) => done({ code, said })))
}
const edit = (file: string, from: string | RegExp, to: string) => {
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text).toMatch(from)
  writeFileSync(join(folder, file), text.replace(from, to))
}
async function ask<T>(statement: string): Promise<T[]> {
  const client = await openClient(url.href)
  try {
    return (await client.query(statement)).rows as T[]
  } finally {
    await client.end()
  }
}
const names = () => ask<{ name: string }>(`SELECT name FROM regions WHERE level = 'village' ORDER BY name`)

test('without a terminal and without --yes it only shows, and says so', async () => {
  const shown = await county(['import', folder])
  expect(shown.said).toContain('第一次装入')
  expect(shown.said).toContain('只列出来，什么也没有改')
  expect([shown.code, await names()]).toEqual([1, []])
  const done = await county(['import', folder, '--yes'])
  expect([done.code, done.said]).toEqual([0, expect.stringContaining('已导入')])
  expect(await names()).toEqual([{ name: '河西村' }])
})

test('at a terminal it asks: anything but yes changes nothing, yes does what was shown', async () => {
  edit('regions.csv', '河西村', '河西大村')
  const no = await county(['import', folder], '不')
  expect(no.said).toMatch(/河西村\s+河西大村/)
  expect([no.code, await names()]).toEqual([1, [{ name: '河西村' }]])
  const yes = await county(['import', folder], 'yes')
  expect([yes.code, await names()]).toEqual([0, [{ name: '河西大村' }]])
  expect((await county(['import', folder])).said).toContain('没有要改的')
})

test('what was changed since is kept, named, and taken back by its name', async () => {
  await ask(`UPDATE regions SET name = '办公台的村' WHERE level = 'village'`)
  edit('county.json', '晴河县民政局', '晴河县农业农村局')
  const kept = await county(['import', folder, '--yes'])
  const flag = /--revert '(regions\.csv\/[^']+\/name)'/.exec(kept.said)?.[1]
  expect(kept.said).toContain('晴河县农业农村局')
  expect([kept.code, flag !== undefined, await names()]).toEqual([0, true, [{ name: '办公台的村' }]])
  const back = await county(['import', folder, '--yes', '--revert', flag!])
  expect([back.code, await names()]).toEqual([0, [{ name: '河西大村' }]])
})

test('each import stands in the audit trail, by whoever sits at the server; a shown one does not', async () => {
  const lines = () =>
    ask<{ post: string; person_id: string | null; detail: Record<string, number> }>(
      `SELECT post, person_id, detail FROM audit_trail WHERE action = 'pack.import' ORDER BY at, id`,
    )
  const before = await lines()
  expect(before.length).toBe(4)
  expect(before.at(-1)).toEqual({
    post: '服务器上的操作员（命令行）',
    person_id: null,
    detail: expect.objectContaining({ restored: 1, kept: 0 }),
  })
  expect((await county(['import', folder, '--dry-run'])).code).toBe(0)
  expect((await lines()).length).toBe(4)
})

test('a day to go live that is past is refused by check and by import with how much would be late, unless it is named', async () => {
  const past = addDays(dayOf(new Date()), -200)
  edit('county.json', /"goLive": "[^"]*"/, `"goLive": "${past}"`)
  edit('county.json', /"graceDays": \d+/, '"graceDays": 0')
  const refused = await county(['check', folder])
  expect(refused.said).toMatch(
    new RegExp(`上线日期 ${past} 已经过去，一装入就有 [1-9]\\d* 项逾期。.*--past-go-live ${past}`),
  )
  expect(refused.code).toBe(1)
  expect((await county(['check', folder, '--past-go-live', past])).code).toBe(0)
  // Yesterday is past too, also with so much grace that nothing would be late.
  const yesterday = addDays(dayOf(new Date()), -1)
  edit('county.json', /"goLive": "[^"]*"/, `"goLive": "${yesterday}"`)
  edit('county.json', /"graceDays": \d+/, '"graceDays": 60')
  const graced = await county(['check', folder])
  expect([graced.code, graced.said]).toEqual([
    1,
    expect.stringMatching(
      new RegExp(`上线日期 ${yesterday} 已经过去，一装入就有 0 项逾期。.*--past-go-live ${yesterday}`),
    ),
  ])
  expect((await county(['check', folder, '--past-go-live', yesterday])).code).toBe(0)
  edit('county.json', /"goLive": "[^"]*"/, `"goLive": "${past}"`)
  edit('county.json', /"graceDays": \d+/, '"graceDays": 0')
  expect((await county(['check', folder, '--past-go-live', addDays(past, 1)])).code).toBe(1)
  // The same where the county is to come and one of its townships names a day of its own.
  const whole = readFileSync(join(folder, 'regions.csv'), 'utf8')
  edit('county.json', /"goLive": "[^"]*"/, `"goLive": "${addDays(dayOf(new Date()), 90)}"`)
  const [head, ...lines] = whole.trimEnd().split(/\r?\n/)
  const own = lines.map((line) => `${line},${line.includes(',乡镇,') ? past : ''}`)
  writeFileSync(join(folder, 'regions.csv'), [`${head},上线日期`, ...own, ''].join('\n'))
  const township = await county(['check', folder])
  expect([township.code, township.said]).toEqual([
    1,
    expect.stringMatching(
      new RegExp(`regions.csv［上线日期］：上线日期 ${past} 已经过去，一装入就有 [1-9]\\d* 项逾期`),
    ),
  ])
  writeFileSync(join(folder, 'regions.csv'), whole)
  edit('county.json', /"goLive": "[^"]*"/, `"goLive": "${past}"`)
  // The running county is live already: its places keep their day. One that is added would be late.
  expect((await county(['import', folder, '--dry-run'])).code).toBe(0)
  const [village] = readFileSync(join(folder, 'regions.csv'), 'utf8').match(/^.*河西大村.*$/m)!
  const another = village!
    .replace(/^[^,]+/, 'V99')
    .replace('河西大村', '新添村')
    .replace(/,[a-z0-9-]+,/, ',xintian,')
  writeFileSync(
    join(folder, 'regions.csv'),
    `${readFileSync(join(folder, 'regions.csv'), 'utf8').trimEnd()}\n${another}\n`,
  )
  const late = await county(['import', folder, '--yes'])
  expect([late.code, late.said]).toEqual([1, expect.stringMatching(/就有 [1-9]\d* 项逾期/)])
  expect((await names()).length).toBe(1)
  expect((await county(['import', folder, '--yes', '--past-go-live', past])).code).toBe(0)
  expect((await names()).length).toBe(2)
})

test('the README of a new county tells of that county: its villages, which lists it has, what was left out and why', async () => {
  const from = mkdtempSync(join(tmpdir(), 'sunlit-divisions-'))
  mkdirSync(join(from, 'dist'))
  for (const [name, text] of Object.entries(inventedDivisions)) writeFileSync(join(from, 'dist', `${name}.csv`), text)
  const made = join(from, 'qinghe')
  const { code, said } = await county([
    'new',
    '990101',
    made,
    '--from',
    from,
    '--profile',
    'yanshan-4-29',
    '--services',
  ])
  expect([code, said]).toEqual([0, expect.stringContaining('已写入')])
  const readme = readFileSync(join(made, 'README.md'), 'utf8')
  expect(readme).toMatch(/^# 晴河县的县包\n/)
  const services = (JSON.parse(readFileSync(join(made, 'services.json'), 'utf8')) as { services: unknown[] }).services
  for (const told of [
    '990101',
    '4 个乡镇（街道）',
    '29 项',
    `服务事项 ${services.length} 项`,
    '权力清单样本',
    '--powers',
    '河口农场生活区',
    made,
  ])
    expect(readme).toContain(told)
  // What did not fit stands in it with its reason, as on the screen.
  const left = [...said.matchAll(/^ {2}(\S+：.+)$/gm)].map((m) => m[1]!)
  expect(left.length).toBeGreaterThan(0)
  for (const line of left) expect(readme).toContain(`  - ${line}`)
  expect(readme).not.toMatch(/只有一个县、一个镇、一个村|my-county|counties\/我的县|^# 4 类/m)
  rmSync(from, { recursive: true })
})

test('a place that no pack has, and an option that does nothing, are refused before the database is opened', async () => {
  for (const [args, said] of [
    [['import', folder, '--yes', '--revert', '没有这个'], '没有“没有这个”这样的地方'],
    [['import', folder, '--revert', 'regions.csv2/1/name', '--revert', 'regions.csv'], '没有“regions.csv2/1/name”'],
    [['check', folder, '--yes'], 'check 不用 --yes，能用的有 --past-go-live。'],
    [['export', folder, '--dry-run'], 'export 不用 --dry-run，它没有选项。'],
    [['new', '130925', 'x', '--revert', 'regions.csv'], 'new 不用 --revert'],
  ] as const) {
    // Whoever reached for it would fail for another reason.
    const told = await county([...args], undefined, 'postgres://nobody@127.0.0.1:1/none')
    expect([told.code, told.said], args.join(' ')).toEqual([2, expect.stringContaining(said)])
  }
})

test('each command says what it needs after it, before anything is opened', async () => {
  for (const [args, said] of [
    [['new', '130925'], 'new 后面要写县级代码和文件夹，共 2 个，现在写了 1 个。'],
    [['import'], 'import 后面要写文件夹，共 1 个，现在写了 0 个。'],
    [['admin', '王', '五'], 'admin 后面要写姓名，共 1 个，现在写了 2 个。'],
    [['toString', 'x'], '没有“toString”这个命令，有 check、import、export、admin、new。'],
  ] as const) {
    const told = await county([...args])
    expect([told.code, told.said]).toEqual([2, expect.stringContaining(said)])
  }
})
