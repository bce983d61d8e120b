/**
 * The discipline office's desk: ciphertext only, for its own posts; nobody else, no administrator either, is let
 * through.
 */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { audit } from '../reports.audit.ts'
import { transact } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { visitorNet } from '../../../platform/http.ts'
import { secondPerson, secondSchema } from '../../../kernel/people/second.ts'
import { fromBase64url, toBase64url } from '../../../kernel/ledger/bytes.ts'
import type { Office } from '../../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { accusationsFor, challengeOf, endKey, fetchSealed, keysFor, sayState, setKey } from './accusations.ts'
import { sayable } from './accusations.schema.ts'
import { publicKeyOf } from './envelope.ts'

export function accusationsApi(office: Pick<Office, 'db' | 'auth' | 'now' | 'secret' | 'proxies'>) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/accusations', may('accusation.read'), async (c) => {
      const { actor } = c.get('session')
      const [keys, all] = await Promise.all([keysFor(office.db, actor), accusationsFor(office.db, actor)])
      return c.json({ keys, rows: all })
    })
    .post('/accusations/:id/open', may('accusation.read'), valid('param', id), async (c) => {
      const { sealed, keyId, looks } = await transact(office.db, (tx) =>
        fetchSealed(tx, c.get('session').actor, c.req.valid('param').id, 'body', '', office.now()),
      )
      return c.json({ keyId, sealed: sealed.toString('base64url'), looks })
    })
    .post(
      '/accusations/:id/identity',
      may('accusation.read'),
      valid('param', id),
      valid('json', z.object({ why: z.string().trim().max(300) })),
      async (c) => {
        const { sealed, keyId, looks } = await transact(office.db, (tx) =>
          fetchSealed(
            tx,
            c.get('session').actor,
            c.req.valid('param').id,
            'identity',
            c.req.valid('json').why,
            office.now(),
          ),
        )
        return c.json({ keyId, sealed: sealed.toString('base64url'), looks })
      },
    )
    .post(
      '/accusations/:id/state',
      may('accusation.read'),
      valid('param', id),
      valid('json', z.object({ state: z.enum(sayable, '请选办到哪一步') })),
      async (c) => {
        await transact(office.db, (tx) =>
          sayState(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json').state, office.now()),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/accusation-keys',
      may('accusation.read'),
      valid(
        'json',
        z.object({
          publicKey: z.string().max(120),
          proof: z.string().max(64).optional(),
          second: secondSchema.optional(),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const { publicKey, proof, second: given } = c.req.valid('json')
        const now = office.now()
        const bytes = fromBase64url(publicKey)
        const key = bytes && (await publicKeyOf(bytes))
        if (!key) throw invalid('这不是一把公钥，请在这个页面里重新生成。')
        const second = await secondPerson(office, given, visitorNet(c, office.proxies))
        await transact(office.db, async (tx) => {
          await setKey(tx, office.secret, { ...actor, second }, key, proof, now)
          await audit(tx, { at: now, personId: actor.personId, action: 'accusation.key', subject: key.id })
        })
        return c.json({ ok: true })
      },
    )
    .post('/accusation-keys/challenge', may('accusation.read'), async (c) => {
      const found = await challengeOf(office.db, office.secret, c.get('session').actor, office.now())
      return c.json(found ? { keyId: found.keyId, sealed: toBase64url(found.sealed) } : { keyId: null, sealed: null })
    })
    .post('/accusation-keys/end', may('accusation.read'), async (c) => {
      const { actor } = c.get('session')
      await transact(office.db, async (tx) => {
        await endKey(tx, actor, office.now())
        await audit(tx, { at: office.now(), personId: actor.personId, action: 'accusation.key-end', subject: '' })
      })
      return c.json({ ok: true })
    })
}
