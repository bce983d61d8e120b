/**
 * What the demo's live places had ready before they went live: ticked on the spot by their township, of bureaux by the
 * county, and the plan that was written for them, a real file.
 */
import { addDays, sayDay } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { pdfOf } from '../platform/pdf/pdf.ts'
import type { FileStore } from '../kernel/files/store.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import type { Table } from './bulk.ts'
import type { World } from './world.ts'
import { postAt } from '../kernel/people/postAt.ts'

const parts = [
  { part: 'plan', note: '', before: 28 },
  { part: 'premises', note: '党群服务中心一楼，公开栏 6 平方米，有避雨顶', before: 21 },
  { part: 'equipment', note: '电脑、打印机、摄像头各一台，接了宽带', before: 14 },
  { part: 'staff', note: '岗位都有人，培训过半天', before: 7 },
] as const

const atBureau = '办事窗口在一楼，门口有公开栏'
const keeperOf = (place: PlaceRow) => (place.level === 'bureau' ? 'county_admin' : 'township_clerk')

type Clerk = NonNullable<ReturnType<World['holder']>>
type Live = { place: PlaceRow; clerk: Clerk; on: string }

/** Of `places` that went live before `day`: rows of `files` (the plans) and of `onboarding_ticks`. */
export async function demoOnboarding(
  files: Pick<FileStore, 'put'>,
  places: readonly PlaceRow[],
  world: World,
  day: string,
): Promise<Record<'files' | 'onboarding_ticks', Table>> {
  const live = places.flatMap((place): Live[] => {
    const [clerk, on] = [world.holder(place, keeperOf(place)), place.goes_live_on]
    return clerk && on !== null && on <= day && ['village', 'township', 'bureau'].includes(place.level)
      ? [{ place, clerk, on }]
      : []
  })
  const plans: unknown[][] = []
  const ticks: unknown[][] = []
  for (const [township, own] of Map.groupBy(live, (l) => l.clerk.place)) {
    const bytes = await planOf(township, own)
    const sha256 = await files.put('original', bytes)
    await files.put('public', bytes)
    for (const { place, clerk, on } of own) {
      const plan = newId()
      const at = (before: number) => `${addDays(on, -before)}T10:30:00+08:00`
      plans.push([
        plan,
        sha256,
        `${township}村务公开上线方案.pdf`,
        'pdf',
        bytes.length,
        sha256,
        bytes.length,
        'application/pdf',
        place.id,
        clerk.personId,
        at(28),
      ])
      for (const { part, note, before } of parts)
        ticks.push([
          newId(),
          place.id,
          part,
          true,
          part === 'premises' && place.level === 'bureau' ? atBureau : note,
          part === 'plan' ? plan : null,
          clerk.personId,
          clerk.name,
          postAt(clerk.place, clerk.post),
          at(before),
        ])
    }
  }
  return {
    files: {
      columns: [
        'id',
        'sha256',
        'name',
        'kind',
        'bytes',
        'public_sha256',
        'public_bytes',
        'public_type',
        'region_id',
        'uploaded_by',
        'uploaded_at',
      ],
      rows: plans,
    },
    onboarding_ticks: {
      columns: ['id', 'region_id', 'part', 'ready', 'note', 'file_id', 'by_id', 'by_name', 'by_post', 'at'],
      rows: ticks,
    },
  }
}

/** The plan of a township as a printed sheet: who does what by when, and when each village begins. */
function planOf(township: string, own: readonly Live[]): Promise<Uint8Array> {
  const first = own.map((l) => l.on).sort()[0]!
  const by = (days: number) => sayDay(addDays(first, -days), true)
  return pdfOf(
    {
      title: `${township}村务公开上线方案`,
      foot: '演示数据，人物与内容均为虚构',
      blocks: [
        { kind: 'title', text: `${township}村务公开上线方案`, above: '演示资料（虚构）' },
        {
          kind: 'text',
          text: `各单位从上线之日起，按公开目录在平台上公开。由${own[0]!.clerk.name}（${own[0]!.clerk.post}）逐个核对。`,
        },
        {
          kind: 'table',
          head: ['做什么', '谁来做', '哪天前'],
          rows: [
            ['定方案，集体讨论，报上级看过', '单位负责人', by(28)],
            ['整好公开栏和办事的地方', '单位负责人', by(21)],
            ['配电脑、打印机，接网络，试一次上传', '公开经办人', by(14)],
            ['岗位配齐，培训半天', '上级经办人', by(7)],
            ['补齐长期公开的内容，请群众看一看', '公开经办人', sayDay(first, true)],
          ],
        },
        { kind: 'heading', text: '各单位上线的日子' },
        { kind: 'table', head: ['单位', '上线'], rows: own.map((l) => [l.place.name, sayDay(l.on, true)]) },
      ],
    },
    new Date(`${addDays(first, -28)}T09:00:00+08:00`),
  )
}
