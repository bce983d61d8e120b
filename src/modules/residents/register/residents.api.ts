/** The village's own register: people found inside one's own village only, each look and each change recorded; slips for households. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import QRCode from 'qrcode'
import { z } from 'zod'
import { type ResidentAct, audit } from '../residents.audit.ts'
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, transact, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import {
  checkWithCard,
  doublesIn,
  findResidents,
  mergeResidents,
  moveResident,
  residentCard,
  setPhone,
  setState,
  type By,
  type Village,
} from '../../../kernel/residents/register.ts'
import { makeSlips } from '../../../kernel/residents/slips.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { ownVillage } from './own.village.ts'
import type { ResidentsOffice } from '../residents.office.ts'

const slug = z.string().min(2).max(60)
const reason = z.string().trim().min(2, '请写明原因').max(200)

export function residentsApi(office: ResidentsOffice) {
  const may = staffOnly(office)
  const vault = residentVault(office.secret)
  /** One change to one person of the actor's own village, with its line in the audit trail. */
  const change = async (
    actor: Actor,
    place: string,
    subject: string,
    action: ResidentAct,
    work: (tx: Tx, village: Village, by: By) => Promise<void>,
    why = '',
  ) => {
    const village = await ownVillage(office, actor, place, 'resident.edit')
    await transact(office.db, async (tx) => {
      await work(tx, village, { name: actor.name, now: office.now(), why })
      await audit(tx, { at: office.now(), personId: actor.personId, regionId: village.id, action, subject })
    })
    return { ok: true }
  }
  return new Hono<StaffEnv>()
    .get(
      '/residents',
      may('resident.see'),
      valid(
        'query',
        z.object({ place: slug, q: z.string().trim().min(1, '请填姓名、户号、身份证号或手机号').max(40) }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const { place, q } = c.req.valid('query')
        const village = await ownVillage(office, actor, place, 'resident.see')
        const people = await findResidents(office.db, vault, village.id, q)
        await audit(office.db, {
          at: office.now(),
          personId: actor.personId,
          regionId: village.id,
          action: 'residents.searched',
          detail: { found: people.length },
        })
        return c.json({ people })
      },
    )
    .get('/residents/doubles', may('resident.see'), valid('query', z.object({ place: slug })), async (c) =>
      c.json({
        doubles: await doublesIn(
          office.db,
          (await ownVillage(office, c.get('session').actor, c.req.valid('query').place, 'resident.see')).id,
        ),
      }),
    )
    .get(
      '/residents/:id',
      may('resident.see'),
      valid('param', id),
      valid('query', z.object({ place: slug })),
      async (c) => {
        const { actor } = c.get('session')
        const village = await ownVillage(office, actor, c.req.valid('query').place, 'resident.see')
        const card = await residentCard(office.db, vault, village.id, c.req.valid('param').id)
        await audit(office.db, {
          at: office.now(),
          personId: actor.personId,
          regionId: village.id,
          action: 'residents.looked',
          subject: card.id,
        })
        return c.json(card)
      },
    )
    .post(
      '/residents/:id/state',
      may('resident.edit'),
      valid('param', id),
      valid(
        'json',
        z.object({ place: slug, state: z.enum(['here', 'left', 'dead']), on: z.iso.date('请填日期'), reason }),
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
      valid('json', z.object({ place: slug, idNumber: z.string().trim().min(15, '请对着证件输入身份证号').max(24) })),
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
    .post(
      '/residents/slips',
      may('resident.edit'),
      valid('json', z.object({ place: slug, households: z.array(z.string().max(60)).max(500).optional() })),
      async (c) => {
        const { actor } = c.get('session')
        const { place, households } = c.req.valid('json')
        const village = await ownVillage(office, actor, place, 'resident.edit')
        const { rules } = await contextAt(office.db, office.now())
        const slips = await transact(office.db, async (tx) => {
          const made = await makeSlips(tx, vault, village.id, households, rules, actor.personId, office.now())
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            regionId: village.id,
            action: 'residents.slips',
            detail: { slips: made.length },
          })
          return made
        })
        return c.json({
          village: village.name,
          days: rules.number('resident.slipDays'),
          slips: await Promise.all(
            slips.map(async (s) => ({
              ...s,
              ...(await invitationAt(office.baseUrl ?? new URL(c.req.url).origin, s.code)),
            })),
          ),
        })
      },
    )
}

/** Where a slip leads, and its QR as SVG. */
async function invitationAt(origin: string, code: string): Promise<{ address: string; qr: string }> {
  const address = `${origin}/my/join/${code}`
  return { address, qr: await QRCode.toString(address, { type: 'svg', margin: 1 }) }
}

async function villageCalled(tx: Tx, place: string): Promise<Village> {
  const village = await first(
    tx,
    sql<Village>`SELECT id, path FROM regions WHERE slug = ${place} AND level = 'village' AND valid_to IS NULL`,
  )
  if (!village) throw invalid('没有这个村。', { field: 'to' })
  return village
}
