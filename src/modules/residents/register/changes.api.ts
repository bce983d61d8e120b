/**
 * Changes to one person of one's own village: gone or dead, moved, two entries that are one, compared with the card,
 * the telephone.
 */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { villageAt } from '../../../kernel/regions/placeAt.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import {
  checkWithCard,
  mergeResidents,
  moveResident,
  residentCard,
  setPhone,
  setState,
  type Village,
} from '../../../kernel/residents/register.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { ResidentsOffice } from '../residents.office.ts'
import { changesOfResidents } from './acts.ts'

const slug = z.string().min(2).max(60)
const reason = z.string().trim().min(2, '请写明原因').max(200)

export function changesApi(office: ResidentsOffice) {
  const may = staffOnly(office)
  const vault = residentVault(office.secret)
  const change = changesOfResidents(office)
  return new Hono<StaffEnv>()
    .post(
      '/residents/:id/state',
      may('resident.edit'),
      valid('param', id),
      valid(
        'json',
        z.object({
          place: slug,
          state: z.enum(['here', 'left', 'dead']),
          on: typedDay('日期', { back: 60 * year, ahead: 0 }),
          reason,
        }),
      ),
      async (c) => {
        const input = c.req.valid('json')
        if (input.on > dayOf(office.now())) throw invalid('日期还没有到。', { field: 'on' })
        return c.json(
          await change(
            c.get('session').actor,
            input.place,
            c.req.valid('param').id,
            `residents.${input.state}`,
            async (tx, village, by) => {
              await residentCard(tx, vault, village.id, c.req.valid('param').id)
              await setState(tx, c.req.valid('param').id, input.state, input.on, by)
            },
            input.reason,
          ),
        )
      },
    )
    .post(
      '/residents/:id/move',
      may('resident.edit'),
      valid('param', id),
      valid(
        'json',
        z.object({ place: slug, to: slug, household: z.string().trim().min(1, '请填户号').max(60), reason }),
      ),
      async (c) => {
        const input = c.req.valid('json')
        return c.json(
          await change(
            c.get('session').actor,
            input.place,
            c.req.valid('param').id,
            'residents.moved',
            async (tx, village, by) => {
              await residentCard(tx, vault, village.id, c.req.valid('param').id)
              await moveResident(tx, c.req.valid('param').id, await villageCalled(tx, input.to), input.household, by)
            },
            input.reason,
          ),
        )
      },
    )
    .post(
      '/residents/:id/merge',
      may('resident.edit'),
      valid('param', id),
      valid('json', z.object({ place: slug, other: id.shape.id, reason })),
      async (c) => {
        const input = c.req.valid('json')
        return c.json(
          await change(
            c.get('session').actor,
            input.place,
            c.req.valid('param').id,
            'residents.merged',
            (tx, village, by) => mergeResidents(tx, vault, village.id, c.req.valid('param').id, input.other, by),
            input.reason,
          ),
        )
      },
    )
    .post(
      '/residents/:id/check',
      may('resident.edit'),
      valid('param', id),
      valid('json', z.object({ place: slug, idNumber: z.string().trim().min(1, '请对着证件输入号码').max(40) })),
      async (c) => {
        const input = c.req.valid('json')
        return c.json(
          await change(
            c.get('session').actor,
            input.place,
            c.req.valid('param').id,
            'residents.checked',
            (tx, village, by) => checkWithCard(tx, vault, village.id, c.req.valid('param').id, input.idNumber, by),
            '当面核对身份证',
          ),
        )
      },
    )
    .post(
      '/residents/:id/phone',
      may('resident.edit'),
      valid('param', id),
      valid('json', z.object({ place: slug, phone: z.string().trim().max(30), reason })),
      async (c) => {
        const input = c.req.valid('json')
        const { rules } = await contextAt(office.db, office.now())
        return c.json(
          await change(
            c.get('session').actor,
            input.place,
            c.req.valid('param').id,
            'residents.phone',
            (tx, village, by) =>
              setPhone(
                tx,
                vault,
                village.id,
                c.req.valid('param').id,
                input.phone,
                rules.number('resident.peoplePerPhone'),
                by,
              ),
            input.reason,
          ),
        )
      },
    )
}

async function villageCalled(tx: Tx, place: string): Promise<Village> {
  const village = await villageAt(tx, place)
  if (!village) throw invalid('没有这个村。', { field: 'to' })
  return village
}
