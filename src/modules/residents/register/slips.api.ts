/** Slips for households: a code for each person, printed, handed over at the door. */
import { siteOrigin } from '../../../kernel/site/origin.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { contextAt } from '../../../kernel/cases/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { ResidentsOffice } from '../residents.office.ts'
import { ownVillage } from './own.village.ts'
import { printedSlips } from './printSlips.ts'

const wanted = z.object({
  place: z.string().min(2).max(60),
  households: z.array(z.string().max(60)).max(500).optional(),
})

export function slipsApi(office: ResidentsOffice) {
  return new Hono<StaffEnv>().post(
    '/residents/slips',
    staffOnly(office)('resident.edit'),
    valid('json', wanted),
    async (c) => {
      const { actor } = c.get('session')
      const { place, households } = c.req.valid('json')
      const village = await ownVillage(office, actor, place, 'resident.edit')
      const ctx = await contextAt(office.db, office.now())
      const slips = await printedSlips(office, actor, village, households, ctx, siteOrigin(office, c))
      return c.json({ village: village.name, days: ctx.rules.number('resident.slipDays'), slips })
    },
  )
}
