/** Begins a county's pack: a shipped profile with the real places of the county, without any people or money. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { provinceOfCode } from '../../rules/provinceNames.ts'
import type { Divisions } from './divisions.ts'
import { tableText } from '../tableText.ts'
import { peopleTable, regionsTable } from './tables.ts'

/** The pack cannot be begun there; the message says what to do. */
export class NoNewPack extends Error {}

/**
 * `profile` is the folder of the profile to copy. Refuses a folder that holds anything, so that nothing is overwritten.
 */
export async function writeNewPack(
  folder: string,
  profile: string,
  { regions }: Divisions,
  today: string,
): Promise<void> {
  const profileText = await readFile(join(profile, 'county.json'), 'utf8').catch(() => {
    throw new NoNewPack(`没有样本 ${profile}。可用的样本：jiedong-12-88、yanshan-4-29。`)
  })
  const settings = JSON.parse(profileText) as Record<string, unknown>
  if (settings['fictional'] === true)
    throw new NoNewPack('这个样本里有编造的人和金额，不能用在真实的县。请改用 jiedong-12-88 或者 yanshan-4-29。')
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw new NoNewPack(`${folder} 里已经有文件了，请换一个空文件夹，以免覆盖。`)
  const [county] = regions
  if (!county) throw new NoNewPack('没有找到这个县。')
  await mkdir(folder, { recursive: true })
  await cp(profile, folder, { recursive: true })
  await writeFile(join(folder, 'county.json'), countyText(settings, county, today))
  await writeFile(join(folder, 'regions.csv'), tableText(regionsTable, regions))
  await writeFile(join(folder, 'people.csv'), tableText(peopleTable, []))
}

/**
 * The profile's settings with the county's name and province; going live on the first of the month after next, for the
 * county to change.
 */
function countyText(
  county: Record<string, unknown>,
  { name, slug, statCode }: Divisions['regions'][number],
  today: string,
): string {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) + 1
  const goLive = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
  const levelNames = {
    ...(county['levelNames'] as Record<string, string>),
    county: /[县区旗市]$/.exec(name)?.[0] ?? '县',
  }
  return `${JSON.stringify({ ...county, code: slug, name, province: provinceOfCode(statCode) ?? '', levelNames, goLive }, null, 2)}\n`
}
