/** The county centre's own work: rules, settings, witnesses of the log. */
import { typedDay, year } from '../../kernel/staff/typedDays.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import { transact } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import { bump } from '../../platform/pageVersions.ts'
import { forgetContext } from '../../kernel/cases/office.ts'
import { addCosignature } from '../../kernel/ledger/witnesses.ts'
import { provincePack } from '../../kernel/rules/provinces.ts'
import { rulesOn, setRule } from '../../kernel/rules/rules.ts'
import { wordsOf } from '../../kernel/rules/stricter.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { changesOfSettings } from './acts.ts'
import { audit } from './settings.audit.ts'
import { provinceOf, setFooter, settingsOf } from './settings.queries.ts'

const footer = z
  .strictObject({
    sponsor: z.string().trim().max(80),
    operator: z.string().trim().max(80),
    icp: z.string().trim().max(60),
    police: z.string().trim().max(60),
    siteCode: z.string().trim().max(40),
    phone: z.string().trim().max(40),
  })
  .partial()
/** What another institution's witness sent back: the size it was shown, its verifier key, its signature lines. */
const cosignature = z.object({
  size: z.int('请填见证到第几条').min(1, '请填见证到第几条').max(10_000_000_000),
  vkey: z.string().trim().min(20, '请贴见证方的公钥（一行）').max(400),
  answer: z.string().min(20, '请贴见证方回的签名行').max(8_000),
})
const rule = z.object({
  code: z.string().max(60),
  value: z.union([z.number().min(-1_000_000_000).max(1_000_000_000), z.string().max(60), z.boolean()]),
  from: typedDay('生效日期', { back: 0, ahead: 3 * year }),
  note: z.string().trim().max(200).default(''),
})

export function settingsApi(office: Office) {
  const may = staffOnly(office)
  const change = changesOfSettings(office)
  const today = () => dayOf(office.now())
  return new Hono<StaffEnv>()
    .get('/rules', may('catalogue.see'), async (c) => {
      const [rules, province] = await Promise.all([rulesOn(office.db, today()), provinceOf(office.db)])
      return c.json({
        rules: rules.all().map((r) => ({ ...r, words: wordsOf(r.code) ?? null })),
        province: province === '' ? null : { name: province, pack: aboutPack(province) },
      })
    })
    .post('/rules', may('settings.edit'), valid('json', rule), async (c) => {
      const { actor } = c.get('session')
      const input = c.req.valid('json')
      if (input.from < today()) throw invalid('生效日期不能早于今天：已经开始的期限不能改。', { field: 'from' })
      const { code, value, from } = input
      await change(actor, 'rule.set', { subject: code, detail: { value, from } }, (tx) =>
        setRule(tx, { ...input, by: actor.personId, now: office.now() }),
      )
      forgetContext(office.db)
      return c.json({ ok: true })
    })
    .get('/settings', may('catalogue.see'), async (c) => c.json({ settings: await settingsOf(office.db) }))
    .post('/settings/footer', may('settings.edit'), valid('json', footer), async (c) => {
      const { actor } = c.get('session')
      await change(actor, 'settings.footer', {}, (tx) =>
        setFooter(tx, c.req.valid('json'), actor.personId, office.now()),
      )
      return c.json({ ok: true })
    })
    .post('/log/cosignatures', may('settings.edit'), valid('json', cosignature), async (c) => {
      const { size, vkey, answer } = c.req.valid('json')
      await transact(office.db, async (tx) => {
        await addCosignature(tx, size, answer, vkey, office.now())
        await bump(tx, ['all'])
        await audit(tx, {
          at: office.now(),
          personId: c.get('session').actor.personId,
          action: 'log.cosignature',
          subject: vkey.split('+')[0],
          detail: { size },
        })
      })
      return c.json({ ok: true })
    })
}

/** What was read of a province's law, and what was not. */
function aboutPack(province: string) {
  const pack = provincePack(province)
  return pack ? { read: pack.read, open: pack.open } : null
}
