/** The village's own register: people found inside one's own village only, each look recorded. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { doublesIn } from '../../../kernel/residents/register.ts'
import type { ResidentsOffice } from '../residents.office.ts'
import { cardLookedAt, peopleFound } from './looking.ts'
import { ownVillage } from './own.village.ts'

const place = z.string().min(2).max(60)
const q = z.string().trim().min(1, '请填姓名、户号、身份证号或手机号').max(40)

export function residentsApi(office: ResidentsOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/residents', may('resident.see'), valid('query', z.object({ place, q })), async (c) => {
      const { actor } = c.get('session')
      const asked = c.req.valid('query')
      const village = await ownVillage(office, actor, asked.place, 'resident.see')
      return c.json({ people: await peopleFound(office, actor, village.id, asked.q) })
    })
    .get('/residents/doubles', may('resident.see'), valid('query', z.object({ place })), async (c) => {
      const village = await ownVillage(office, c.get('session').actor, c.req.valid('query').place, 'resident.see')
      return c.json({ doubles: await doublesIn(office.db, village.id) })
    })
    .get('/residents/:id', may('resident.see'), valid('param', id), valid('query', z.object({ place })), async (c) => {
      const { actor } = c.get('session')
      const village = await ownVillage(office, actor, c.req.valid('query').place, 'resident.see')
      return c.json(await cardLookedAt(office, actor, village.id, c.req.valid('param').id))
    })
}
