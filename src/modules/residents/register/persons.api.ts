/** Single people and households entered and corrected, and an agent who sits with a villager without a telephone. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { id } from '../../../kernel/staff/params.ts'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { audit } from '../residents.audit.ts'
import { dayOf } from '../../../platform/clock.ts'
import { transact } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { sessionCookie } from '../../../kernel/residents/asResident.ts'
import { addResident, editHousehold, editResident } from '../../../kernel/residents/entering.ts'
import { accompany, consents, type Consent } from '../../../kernel/residents/looks.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { ownVillage } from './own.village.ts'
import type { ResidentsOffice } from '../residents.office.ts'

const slug = z.string().min(2).max(60)
const reason = z.string().trim().min(2, '请写明原因').max(200)
const household = z.string().trim().min(1, '请填户号').max(60)
const details = z.object({
  name: z.string().trim().min(2, '请填姓名').max(40),
  relation: z.string().trim().max(20).default(''),
  sex: z.enum(['', '男', '女']).default(''),
  bornOn: z.union([z.literal(''), typedDay('出生日期', { back: 130 * year, ahead: 0 })]).default(''),
  party: z.boolean().default(false),
  idNumber: z.string().trim().max(24).default(''),
})

export function personsApi(office: ResidentsOffice) {
  const may = staffOnly(office)
  const vault = residentVault(office.secret)
  const today = (bornOn: string) => {
    if (bornOn > dayOf(office.now())) throw invalid('出生日期还没有到。', { field: 'bornOn' })
  }
  return new Hono<StaffEnv>()
    .post(
      '/residents',
      may('resident.edit'),
      valid('json', details.extend({ place: slug, household, phone: z.string().trim().max(30).default(''), reason })),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        today(input.bornOn)
        const village = await ownVillage(office, actor, input.place, 'resident.edit')
        const { rules } = await contextAt(office.db, office.now())
        return c.json(
          await transact(office.db, async (tx) => {
            const made = await addResident(tx, vault, village, input, rules.number('resident.peoplePerPhone'), {
              name: actor.name,
              now: office.now(),
              why: input.reason,
            })
            await audit(tx, {
              at: office.now(),
              personId: actor.personId,
              regionId: village.id,
              action: 'residents.added',
              subject: made,
            })
            return { id: made }
          }),
        )
      },
    )
    .post(
      '/residents/:id/details',
      may('resident.edit'),
      valid('param', id),
      valid('json', details.extend({ place: slug, reason })),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        today(input.bornOn)
        const village = await ownVillage(office, actor, input.place, 'resident.edit')
        await transact(office.db, async (tx) => {
          await editResident(tx, vault, village.id, c.req.valid('param').id, input, {
            name: actor.name,
            now: office.now(),
            why: input.reason,
          })
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            regionId: village.id,
            action: 'residents.edited',
            subject: c.req.valid('param').id,
          })
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/residents/household',
      may('resident.edit'),
      valid(
        'json',
        z.object({
          place: slug,
          household,
          to: household,
          group: z.string().trim().max(40),
          address: z.string().trim().max(200).default(''),
          reason,
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        const village = await ownVillage(office, actor, input.place, 'resident.edit')
        await transact(office.db, async (tx) => {
          await editHousehold(
            tx,
            vault,
            village.id,
            input.household,
            { code: input.to, group: input.group, address: input.address },
            { name: actor.name, now: office.now(), why: input.reason },
          )
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            regionId: village.id,
            action: 'residents.household',
            subject: input.to,
            detail: { reason: input.reason },
          })
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/residents/:id/accompany',
      may('resident.accompany'),
      valid('param', id),
      valid(
        'json',
        z.object({
          place: slug,
          consent: z.enum(Object.keys(consents) as [Consent, ...Consent[]], '请选本人怎么同意的'),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        const village = await ownVillage(office, actor, input.place, 'resident.accompany')
        const minutes = (await contextAt(office.db, office.now())).rules.number('resident.accompanyMinutes')
        const token = await transact(office.db, async (tx) => {
          const made = await accompany(
            tx,
            village.id,
            c.req.valid('param').id,
            { id: actor.personId, name: actor.name },
            input.consent,
            minutes,
            office.now(),
          )
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            regionId: village.id,
            action: 'residents.accompanied',
            subject: c.req.valid('param').id,
          })
          return made
        })
        giveCookie(office, c, token, minutes * 60)
        return c.json({ minutes })
      },
    )
}

/** The villager's session goes into the agent's browser, below /my only, and ends by itself. */
function giveCookie(office: Pick<ResidentsOffice, 'baseUrl'>, c: Context, token: string, seconds: number): void {
  c.header(
    'set-cookie',
    `${sessionCookie}=${token}; Path=/my; Max-Age=${seconds}; HttpOnly; SameSite=Lax${office.baseUrl?.startsWith('https:') ? '; Secure' : ''}`,
    { append: true },
  )
}
