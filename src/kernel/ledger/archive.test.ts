import fc from 'fast-check'
import { zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { hexSha256, manifestFiles } from './archive.manifest.ts'
import { verifyArchive } from './archive.ts'
import { writeArchive, type ArchiveInput } from './archive.write.ts'
import { readZip } from './archive.zip.ts'
import { fromUtf8, sameBytes, utf8 } from './bytes.ts'
import { smallLog, type SmallLog } from './fixtures/smallLog.ts'
import { publicLog } from './fixtures/vectors.ts'

let log: SmallLog
let zip: Uint8Array

beforeAll(async () => {
  log = await smallLog(300)
  zip = writeArchive(monthOf(log), log.key)
})

/** September of one village: three notices, one of them withdrawn since, with a readable page and an attachment. */
function monthOf({ notices, checkpoint }: SmallLog): ArchiveInput {
  const archived = [notices[0]!, notices[255]!, notices[299]!].map((n, i) => ({
    code: n.code,
    version: 1,
    item: 'C04-01',
    period: '2026-09',
    entry: n.entry,
    proof: n.proof,
    public: i === 2 ? undefined : n.told,
  }))
  const files = [
    { path: '九月/index.html', bytes: utf8('<h1>九月收支</h1>') },
    { path: '九月/附件/凭证.jpg', bytes: Uint8Array.from({ length: 5000 }, (_, i) => i & 0xff) },
  ]
  return {
    county: 'qingchuan',
    region: 'liushu',
    period: '2026-09',
    kind: 'month',
    createdAt: new Date('2026-10-10T00:00:00Z'),
    checkpoint,
    files,
    notices: archived,
  }
}

function opened(): Map<string, Uint8Array> {
  const files = readZip(zip)
  if (typeof files === 'string') throw new Error(files)
  return files
}

/** The faults found after `change`. */
async function faults(change: (files: Map<string, Uint8Array>) => void, vkey = log.key.vkey): Promise<string[]> {
  const files = opened()
  change(files)
  return (await verifyArchive(files, { vkey })).problems
}

const first = 'notices/NOTICE0000-v1.json'
const second = 'notices/NOTICE0255-v1.json'

test('an untouched archive holds, with the county’s key and with its own', async () => {
  const report = await verifyArchive(opened(), { vkey: log.key.vkey })
  expect(report).toEqual({
    problems: [],
    confirmed: ['归档完好：liushu，2026-09，共 11 个文件、3 份公告，与公开存证（第 300 条为止）全部相符。'],
  })
  expect((await verifyArchive(opened())).confirmed.at(-1)).toContain('请与县里公布的公钥比对')
})

describe('whoever touches one thing is found out, and the thing is named', () => {
  test('one byte of an attachment', async () => {
    expect(await faults((f) => f.set('九月/附件/凭证.jpg', f.get('九月/附件/凭证.jpg')!.with(4000, 7)))).toEqual([
      '文件「九月/附件/凭证.jpg」被改过：与目录里的 SHA-256 不符。',
    ])
  })

  test('a deleted file', async () => {
    expect(await faults((f) => f.delete('九月/index.html'))).toEqual(['缺少文件「九月/index.html」。'])
  })

  test('an added file', async () => {
    expect(await faults((f) => f.set('九月/补.html', utf8('x')))).toEqual([
      '多出文件「九月/补.html」：目录里没有，是后来加进去的。',
    ])
  })

  test('two contents exchanged', async () => {
    const found = await faults((f) => {
      const [a, b] = [f.get(first)!, f.get(second)!]
      f.set(first, b).set(second, a)
    })
    expect(found).toContain(`文件「${first}」被改过：与目录里的 SHA-256 不符。`)
    expect(found).toContain('公告 NOTICE0000 第 1 版：内容与公开时不同：被改过，或不是这份公告的内容。')
    expect(found).toContain('公告 NOTICE0255 第 1 版：内容与公开时不同：被改过，或不是这份公告的内容。')
  })

  test('an altered manifest', async () => {
    const found = await faults((f) =>
      f.set(manifestFiles.manifest, utf8(fromUtf8(f.get(manifestFiles.manifest)!)!.replace('2026-09', '2026-08'))),
    )
    expect(found[0]).toBe('目录文件 manifest.json 被改过：与 manifest.sha256 不符。')
    expect(found[1]).toContain('目录被改过')
  })

  test('a manifest altered with its SHA-256, so that everything fits but the signature', async () => {
    const found = await faults((f) => {
      f.delete('九月/index.html')
      const manifest = JSON.parse(fromUtf8(f.get(manifestFiles.manifest)!)!) as { files: { path: string }[] }
      manifest.files = manifest.files.filter((file) => file.path !== '九月/index.html')
      const bytes = utf8(JSON.stringify(manifest))
      f.set(manifestFiles.manifest, bytes).set(manifestFiles.sha256, utf8(`${hexSha256(bytes)}  manifest.json\n`))
    })
    expect(found).toEqual(['目录的签名 manifest.note 不是对这份目录签的：目录被改过。'])
  })

  test('an archive forged throughout with another key', async () => {
    const forged = await smallLog(300, undefined, '（改）')
    const files = readZip(writeArchive(monthOf(forged), forged.key))
    expect((await verifyArchive(files as Map<string, Uint8Array>)).problems).toEqual([])
    const found = (await verifyArchive(files as Map<string, Uint8Array>, { vkey: log.key.vkey })).problems
    expect(found[0]).toContain('归档里写的日志公钥与您给出的不同')
    expect(found).toContain(
      '日志检查点（log/checkpoint）上没有日志「cunwu.example.cn/log」用这把公钥签的名。请核对公钥是否拿对。',
    )
  })

  test('a proof of another notice', async () => {
    const found = await faults((f) => f.set('log/NOTICE0000-v1.tlog-proof', f.get('log/NOTICE0255-v1.tlog-proof')!))
    expect(found).toContain(
      '公告 NOTICE0000 第 1 版：证明 log/NOTICE0000-v1.tlog-proof 与存证记录不符：公开日志里没有这条记录。',
    )
  })

  test('a missing manifest, signature or checkpoint', async () => {
    expect(await faults((f) => f.delete(manifestFiles.manifest))).toEqual([
      '缺少目录文件 manifest.json：这不是阳光村务的归档，或目录被删除。',
    ])
    expect(await faults((f) => f.delete(manifestFiles.note))).toEqual([
      '缺少目录的签名 manifest.note，或签名文件已损坏。',
    ])
    expect(await faults((f) => f.delete('log/checkpoint'))).toContain('日志检查点 log/checkpoint 缺少或读不出来。')
    expect((await faults((f) => f.set(manifestFiles.manifest, utf8('{"format":"x"}'))))[0]).toContain(
      '不符合 sunlit-archive@2 的格式',
    )
  })

  test('a witness that did not cosign', async () => {
    const { problems } = await verifyArchive(opened(), {
      vkey: log.key.vkey,
      witnesses: [publicLog.witnesses[0]!, 'nonsense'],
    })
    expect(problems).toEqual([
      '检查点上没有见证方 remora.n621.de 的签名。',
      '见证方公钥写法不对：「nonsense」。须是「名称+编号+公钥」一行，请向见证方索要。',
    ])
  })
})

test('one flipped bit anywhere in the ZIP is either found out or changed nothing that is in it', async () => {
  const untouched = opened()
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.length - 1), fc.nat(7), async (at, bit) => {
      const files = readZip(zip.with(at, zip[at]! ^ (1 << bit)))
      if (typeof files === 'string') return
      const same =
        files.size === untouched.size &&
        [...files].every(([path, bytes]) => untouched.has(path) && sameBytes(untouched.get(path)!, bytes))
      expect((await verifyArchive(files, { vkey: log.key.vkey })).problems.length > 0).toBe(!same)
    }),
    { numRuns: 300 },
  )
})

test('a flipped byte in any file of the ZIP is named, also where the file can no longer be unpacked', async () => {
  const whole = Buffer.from(zip)
  const places = [...opened().keys()].map((path) => ({ path, ...dataOf(whole, path) }))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, at, by) => {
      const offset = place.from + (at % place.length)
      const files = readZip(zip.with(offset, zip[offset]! ^ by))
      if (typeof files === 'string') throw new Error(files)
      const { problems } = await verifyArchive(files, { vkey: log.key.vkey })
      const same = sameBytes(files.get(place.path)!, opened().get(place.path)!)
      expect(problems.some((p) => p.includes(place.path)) || same, problems.join('\n')).toBe(true)
    }),
    { numRuns: 400 },
  )
})

/** Where the packed bytes of a file lie (PKZIP APPNOTE 4.3.7). */
function dataOf(whole: Buffer, path: string): { from: number; length: number } {
  const name = whole.indexOf(Buffer.from(path))
  const header = name - 30
  const from = name + whole.readUInt16LE(header + 26) + whole.readUInt16LE(header + 28)
  return { from, length: whole.readUInt32LE(header + 18) }
}

test('a ZIP that is none, or holds a name twice, is refused with the reason', () => {
  expect(readZip(utf8('not a zip'))).toBe('压缩包打不开：文件不完整或已损坏。请重新拷贝一份。')
  expect(readZip(zip.subarray(0, 1000))).toBe('压缩包打不开：文件不完整或已损坏。请重新拷贝一份。')
  // Two names of equal length, then one written over the other: what a sloppy tool unpacks last would win.
  const twice = Buffer.from(zipSync({ 'a.txt': utf8('1'), 'b.txt': utf8('2') }, { level: 0 }))
  for (let at = twice.indexOf('b.txt'); at >= 0; at = twice.indexOf('b.txt')) twice.write('a.txt', at)
  expect(readZip(twice)).toBe('压缩包里有两个同名文件「a.txt」，其中一个是后加的。')
})

test('an archive cannot be written with a path twice or one that leads outside', () => {
  const month = monthOf(log)
  const withFile = (path: string) => () => writeArchive({ ...month, files: [{ path, bytes: utf8('x') }] }, log.key)
  expect(withFile('log/checkpoint')).toThrow('log/checkpoint is there twice')
  for (const path of ['../x', '/x', 'a//b', 'a/./b', 'a\\b', 'C:x', '']) expect(withFile(path), path).toThrow()
})
