/** How messages leave the house: what became of them, e-mail addresses of offices, and the words of each message. */
import { id } from '../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { audit } from './messages.audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { rows, sql, transact } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { notFound } from '../../platform/errors.ts'
import { contextAt } from '../../kernel/cases/office.ts'
import { addressesBelow, confirmAddress, dropAddress, setAddress } from '../../kernel/notices/addresses.ts'
import { latestDeliveries, notify } from '../../kernel/notices/deliver.ts'
import {
  messageNames,
  messageOf,
  messageTexts,
  setMessageText,
  type MessageTemplate,
} from '../../kernel/notices/templates.ts'
import type { Office } from '../../kernel/office.ts'
import { holds, type Actor } from '../../kernel/people/actor.ts'
import { postFor } from '../../kernel/people/can.ts'
import { postFunctions } from '../../kernel/people/functions.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import { placeAt } from '../../kernel/regions/placeAt.ts'

const template = z.object({
  template: z.custom<MessageTemplate>((t) => (messageNames() as unknown[]).includes(t), '没有这一条短信。'),
})
const text = z.object({
  words: z.string().trim().min(5, '请写内容').max(200, '最多 200 字'),
  carrierCode: z.string().trim().max(60).default(''),
  inUse: z.boolean(),
})

export function messagesApi(office: Pick<Office, 'db' | 'auth' | 'now' | 'channels' | 'secret'>) {
  const may = staffOnly(office)
  const scope = (actor: Actor) => postFor(actor, 'address.edit')!.path
  return new Hono<StaffEnv>()
    .get('/deliveries', may('message.see'), async (c) =>
      c.json({
        driver: office.channels.sms.name,
        deliveries: (await latestDeliveries(office.db)).map((d) => ({ ...d, name: messageOf(d.template).name })),
      }),
    )
    .get('/office-addresses', may('address.edit'), async (c) =>
      c.json({
        mail: office.channels.email.name !== 'outbox',
        addresses: await addressesBelow(office.db, scope(c.get('session').actor), dayOf(office.now())),
        functions: await rows(
          office.db,
          sql<{
            function: string
            name: string
            level: string
          }>`
            SELECT DISTINCT ON (function, level) function, name, level
            FROM post_kinds
            ORDER BY function, level, position`,
        ),
      }),
    )
    .post(
      '/office-addresses',
      may('address.edit'),
      valid(
        'json',
        z.object({
          place: z.string().min(2, '请选单位').max(60),
          function: z.enum(postFunctions, '请选岗位'),
          email: z.string().trim().min(5, '请填邮箱').max(120),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        const place = await placeAt(office.db, input.place)
        if (!place || place.ended || !holds(scope(actor), place.path)) throw notFound('这个单位不归您管。')
        await transact(office.db, async (tx) => {
          await setAddress(tx, office.secret, {
            regionId: place.id,
            function: input.function,
            email: input.email,
            by: actor.personId,
            now: office.now(),
          })
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            regionId: place.id,
            action: 'address.set',
            subject: input.function,
          })
        })
        return c.json({ ok: true })
      },
    )
    .post('/office-addresses/:id/drop', may('address.edit'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      await transact(office.db, async (tx) => {
        await dropAddress(tx, c.req.valid('param').id, scope(actor))
        await audit(tx, {
          at: office.now(),
          personId: actor.personId,
          action: 'address.dropped',
          subject: c.req.valid('param').id,
        })
      })
      return c.json({ ok: true })
    })
    .post('/office-addresses/:id/confirm', may('address.edit'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const subject = c.req.valid('param').id
      await transact(office.db, async (tx) => {
        await confirmAddress(tx, subject, scope(actor), actor.personId, office.now())
        await audit(tx, { at: office.now(), personId: actor.personId, action: 'address.confirmed', subject })
      })
      return c.json({ ok: true })
    })
    .post('/office-addresses/:id/try', may('address.edit'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const address = (await addressesBelow(office.db, scope(actor), dayOf(office.now()))).find(
        (a) => a.id === c.req.valid('param').id,
      )
      if (!address) throw notFound('没有这个邮箱。')
      const { rules } = await contextAt(office.db, office.now())
      await transact(office.db, async (tx) => {
        await notify(
          tx,
          office.secret,
          [{ event: `try ${newId()}`, channel: 'email', to: address.email, template: 'officeMessage', params: {} }],
          rules,
          office.now(),
        )
        await audit(tx, { at: office.now(), personId: actor.personId, action: 'address.tried', subject: address.id })
      })
      return c.json({ ok: true })
    })
    .get('/message-texts', may('message.edit'), async (c) =>
      c.json({
        texts: (await messageTexts(office.db)).map((t) => {
          const { name, channel, params, words, urgent } = messageOf(t.template)
          return { ...t, name, channel, params, original: words, urgent }
        }),
      }),
    )
    .post('/message-texts/:template', may('message.edit'), valid('param', template), valid('json', text), async (c) => {
      const { actor } = c.get('session')
      await transact(office.db, async (tx) => {
        await setMessageText(
          tx,
          { ...c.req.valid('json'), template: c.req.valid('param').template },
          actor.personId,
          office.now(),
        )
        await audit(tx, {
          at: office.now(),
          personId: actor.personId,
          action: 'message.text',
          subject: c.req.valid('param').template,
        })
      })
      return c.json({ ok: true })
    })
}
