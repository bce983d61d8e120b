import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { rooms } from '../../../app/rooms.ts'
import { packedCatalogue } from '../../../modules/disclosure/index.ts'
import { packedPeople } from './people.part.ts'
import { packedSettings } from './settings.part.ts'
import { checkPack } from './check.ts'
import { fetchDivisions, NoDivisions } from './divisions.fetch.ts'
import { divisionsOf } from './divisions.ts'
import { inventedDivisions as tables } from '../../../../test/divisions.ts'
import { NoNewPack, writeNewPack } from './newPack.ts'

const profile = join(import.meta.dirname, '../../../../counties/yanshan-4-29')
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'new-'))
  folders.push(folder)
  return folder
}

test('a county of the national divisions becomes a tree with short names, kinds and its own addresses', () => {
  const { regions, skipped } = divisionsOf('990101', tables) ?? { regions: [], skipped: [] }
  expect(regions.map((r) => [r.level, r.kind, r.name, r.fullName, r.slug])).toEqual([
    ['county', 'other', '晴河县', '晴河县', 'qinghexian'],
    ['township', 'subdistrict', '晨光街道', '晨光街道', 'chenguang'],
    ['village', 'residentCommittee', '晨光社区', '晨光社区居民委员会', 'chenguang-chenguang'],
    ['village', 'residentCommittee', '东南角社区', '东南角居民委员会', 'dongnanjiao'],
    ['township', 'town', '清溪镇', '清溪镇', 'qingxi'],
    ['village', 'villageCommittee', '柳湾村', '柳湾村村民委员会', 'liuwan'],
    ['village', 'villageCommittee', '祁庄村', '祁庄村民委员会', 'qizhuang'],
    ['village', 'villageCommittee', '东隅村', '东隅村民委员会', 'dongyu'],
    ['village', 'villageCommittee', '刘武村', '刘武村民委员会', 'liuwu'],
    ['township', 'township', '南坪乡', '南坪乡', 'nanping'],
    ['village', 'villageCommittee', '柳湾村', '柳湾村民委员会', 'nanping-liuwan'],
    ['township', 'other', '河口农场', '河口农场', 'hekounongchang'],
    ['village', 'other', '一分场', '一分场', 'yifenchang'],
  ])
  expect(skipped).toEqual(['河口农场虚拟社区', '河口农场生活区'])
  expect(regions.every((r) => r.code !== r.statCode)).toBe(true)
})

test('a code that no county has gives nothing', () => {
  expect(divisionsOf('990103', tables)).toBeUndefined()
})

test('the new pack passes the check and holds no people', async () => {
  const folder = join(await newFolder(), 'qinghe')
  const divisions = divisionsOf('990101', tables)
  if (!divisions) throw new Error('no divisions')
  await writeNewPack(folder, profile, divisions, '2026-11-22')
  const { pack, faults } = await checkPack(folder, rooms)
  expect(faults).toEqual([])
  expect(pack.of(packedSettings).county).toMatchObject({ name: '晴河县', fictional: false, goLive: '2027-01-01' })
  expect(pack.of(packedPeople).people.rows).toEqual([])
  expect(pack.of(packedCatalogue).items).toHaveLength(29)
})

test('nothing is overwritten, and a county never gets the invented people of the demo', async () => {
  const folder = await newFolder()
  const divisions = divisionsOf('990101', tables)
  if (!divisions) throw new Error('no divisions')
  await expect(writeNewPack(folder, join(profile, '../demo'), divisions, '2026-11-22')).rejects.toThrow(NoNewPack)
  await writeFile(join(folder, 'ours.txt'), '不能丢')
  await expect(writeNewPack(folder, profile, divisions, '2026-11-22')).rejects.toThrow('请换一个空文件夹')
  expect(await readFile(join(folder, 'ours.txt'), 'utf8')).toBe('不能丢')
})

test('the tables are read from a folder that somebody brought along; a wrong one is told', async () => {
  const folder = await newFolder()
  await mkdir(join(folder, 'dist'))
  for (const [name, text] of Object.entries(tables)) await writeFile(join(folder, 'dist', `${name}.csv`), text)
  expect(await fetchDivisions(folder, () => undefined)).toEqual(tables)
  await expect(fetchDivisions(join(folder, 'nowhere'), () => undefined)).rejects.toThrow(NoDivisions)
  await writeFile(join(folder, 'broken.tgz'), 'not a tarball')
  await expect(fetchDivisions(join(folder, 'broken.tgz'), () => undefined)).rejects.toThrow('文件可能不完整')
})
