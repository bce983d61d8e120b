/**
 * Staff write down what a villager tells on the telephone, on a visit, in a letter, or at the door (代办员代报): it counts
 * as the villager's.
 */
import { qrSvg } from '../../../platform/qr.ts'
import { progressHref } from '../addresses.ts'
import { z } from 'zod'
import type { Tx } from '../../../platform/db.ts'
import { forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { ownNumberIn } from '../../../kernel/guard/index.ts'
import { ownPaper, paperHash } from '../../../kernel/intake/evidence.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { takeIn, type Taken } from './receive.ts'
import { reportSchema, type ReportInput } from '../reports.schema.ts'
import { emergencies, emergencyNumbers, urgentIn, type Emergency } from '../../../kernel/danger/danger.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'

export const entrySchema = z.object({
  place: z.string().min(1, '请选村子').max(60),
  channel: z.enum(['agent', 'phone', 'visit', 'letter'], '请选怎么来的'),
  consent: z.object({ sha256: paperHash, name: z.string().max(100) }).optional(),
  kind: z.string().max(20),
  text: z.string().max(6_000).default(''),
  spot: z.string().max(200).default(''),
  name: z.string().max(80).default(''),
  phone: z.string().max(60).default(''),
  show: z.string().max(20).default('handlers'),
  about: z.string().max(200).default(''),
  key: z.string().max(80).optional(),
  /** Whoever told of danger to life was helped to call before. */
  urgent: z.literal('seen').optional(),
  /** A number of somebody's paper or card in it is meant. */
  numbers: z.literal('seen').optional(),
})
export type Entry = z.output<typeof entrySchema>
/** The receipt to print. `codes`: to scan, as SVG: the progress page with the number filled in, and the signed note. */
export type Entered = Omit<Taken, 'id'> & { codes: { progress: string; note: string }; place: string }

/** Takes it in and returns the receipt to print. An agent needs the villager's consent on paper. */
export async function enter(
  tx: Tx,
  office: Pick<Office, 'secret' | 'logKey' | 'jobs'>,
  actor: Actor,
  entry: Entry,
  origin: string,
  ctx: Context,
): Promise<Entered> {
  const place = await placeAt(tx, entry.place)
  if (!place || !['village', 'township', 'county'].includes(place.level)) throw notFound('没有这个地方。')
  if (!postFor(actor, 'report.enter', place.path)) throw forbidden('只能登记本单位管的地方。')
  if (entry.channel === 'agent' && !entry.consent)
    throw invalid('代村民反映，要有村民同意的凭据：录一句话，或者上传签字、照片。', { field: 'consent' })
  askUrgent(entry, ctx)
  askNumbers(entry)
  const input = checked(entry)
  const consentFileId = entry.consent && (await ownPaper(tx, actor.personId, entry.consent.sha256, 'consent'))
  const { code, digits, receipt, at, files } = await takeIn(
    tx,
    office,
    place,
    input,
    input.key,
    { channel: entry.channel, by: { personId: actor.personId, consentFileId } },
    ctx,
  )
  const codes = { progress: qrSvg(`${origin}${progressHref(code)}`), note: qrSvg(receipt) }
  return { code, digits, receipt, codes, at, place: place.name, files }
}

/** Danger to life is no matter for an inbox: whoever writes it down calls first, or has the villager call. */
function askUrgent({ text, spot, urgent }: Entry, { rules }: Context): void {
  const words = urgentIn(`${text}\n${spot}`, rules)
  if (words.length === 0 || urgent === 'seen') return
  const numbers = emergencyNumbers(rules)
  const calls = Object.entries(emergencies).map(([code, what]) => ({ phone: numbers[code as Emergency], what }))
  throw invalid(`村民说到“${words.join('、')}”，有危险请先打电话，打过了再登记。`, { field: 'urgent', calls })
}

/** Numbers of papers and cards are asked about as in the villager's own form: an office seldom needs them. */
function askNumbers({ text, spot, about, numbers }: Entry): void {
  const number = ownNumberIn([text, spot, about].join('\n'))
  if (number === undefined || numbers === 'seen') return
  throw invalid(`写到了${number}，办这件事一般用不着，请删去。`, { field: 'numbers', number })
}

function checked(entry: Entry): ReportInput {
  const parsed = reportSchema.safeParse({ ...entry, key: entry.key ?? newId() })
  if (!parsed.success)
    throw invalid(parsed.error.issues.map((i) => i.message).join('；'), {
      issues: parsed.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message })),
    })
  return parsed.data
}
