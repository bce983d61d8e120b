/**
 * Villagers' applications of the demo, in every state: handed in and handled by the real actions at nominal times,
 * their leaves marked as demo.
 */
import { connect, first, rows, sql, transact } from '../platform/db.ts'
import { dayOf } from '../platform/clock.ts'
import { contextAt } from '../kernel/cases/office.ts'
import type { Office } from '../kernel/office.ts'
import { demoApplications, inGroups, personName, randomOf } from './content/index.ts'
import { livePlaces } from '../modules/disclosure/obligations/obligations.ts'
import '../modules/services/deciding/applications.reactions.ts'
import type { Service } from '../modules/services/list/services.schema.ts'
import { drawPapers, inventedId, type Applicant } from './applications.form.ts'
import { playApplication, type Stage } from './applications.play.ts'
import { demoResidents } from './residents.ts'
import { markLeaves } from './reports.ts'
import { demoWorld } from './world.ts'
import { inForceOn } from '../kernel/versions/inForce.ts'

/** Plays them; `rounds`: how often what ended happens. Returns how many. Nothing happens where there are any. */
export async function loadDemoApplications(
  office: Pick<Office, 'db' | 'secret' | 'files'>,
  ownerUrl: string,
  now: Date,
  rounds: number,
): Promise<number> {
  if (await first(office.db, sql`SELECT 1 FROM applications LIMIT 1`)) return 0
  const random = randomOf('applications')
  const places = (await livePlaces(office.db, dayOf(now))).filter((p) => p.level === 'village' && !p.practice)
  const home = places.find((p) => p.slug === 'liuwan') ?? places[0]
  const others = places.filter((p) => p !== home)
  if (!home) return 0
  const stage: Stage = {
    office,
    random,
    ctx: await contextAt(office.db, now),
    now,
    pictures: await drawPapers(office.files),
    actors: new Map(),
    services: new Map(
      (
        await rows(
          office.db,
          sql<{
            definition: Service
            version: number
          }>`
            SELECT definition, version FROM ${inForceOn('services', dayOf(now))} s`,
        )
      ).map((s) => [s.definition.code, s]),
    ),
  }
  const world = await demoWorld(office.db, places)
  const staff = new Set((await rows(office.db, sql<{ name: string }>`SELECT name FROM persons`)).map((p) => p.name))
  const owner = connect(ownerUrl, { max: 1, name: 'sunlit-demo' })
  return transact(
    owner.db,
    async (tx) => {
      let n = 0
      for (const [i, told] of demoApplications(random, rounds).entries()) {
        const place = told.home || others.length === 0 ? home : others[(i * 7) % others.length]!
        const who = applicant(stage, staff, i, told)
        const group = inGroups(who.group, world.demoPlace(place).groups)
        if (await playApplication(tx, stage, place, told, { ...who, group })) n += 1
      }
      await markLeaves(tx)
      return n
    },
    1,
  ).finally(() => owner.close())
}

/**
 * Somebody of the register, or somebody invented who bears no name of the staff: those would be kept away from their
 * own.
 */
function applicant(
  { random }: Stage,
  staff: ReadonlySet<string>,
  n: number,
  told: { resident?: number; service: string },
): Applicant {
  const known = told.resident === undefined ? undefined : demoResidents[told.resident]
  if (known)
    return { name: known.name, idNumber: known.idNumber, bornOn: known.bornOn, phone: known.phone, group: '一组' }
  let name = personName(random)
  while (staff.has(name)) name = personName(random)
  const old = told.service === 'SV013'
  const bornOn = `${old ? random.int(1937, 1945) : random.int(1950, 1992)}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
  return {
    name,
    idNumber: inventedId(bornOn, n % 499, random.chance(0.5) ? '男' : '女'),
    bornOn,
    phone: random.chance(0.7) ? `13800000${random.int(100, 999)}` : '',
    group: random.pick(['一组', '二组', '三组', '四组']),
  }
}
