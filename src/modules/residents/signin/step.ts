/**
 * Where a villager stands between two forms of signing in: the telephone, whom they chose, what was wrong. Sealed in a
 * cookie below /my for a quarter of an hour, so that no telephone stands in a page or an address, and "back" never asks
 * to send a form again.
 */
import type { Context } from 'hono'
import { z } from 'zod'
import type { Office } from '../../../kernel/office.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'

const cookie = 'sunlit.step'
const seconds = 900

const schema = z.object({
  until: z.number(),
  /** As typed, or as 11 digits once a code was asked for. */
  phone: z.string().default(''),
  /** The notice to go to afterwards. */
  to: z.string().default(''),
  /** A household's slip, and whom its holder chose. */
  slip: z.string().default(''),
  resident: z.string().default(''),
  /** A code that was right, while several people on the telephone are asked who it is. */
  code: z.string().default(''),
  /** In a demo, where nothing leaves the house. */
  demoCode: z.string().optional(),
  asked: z.boolean().default(false),
  say: z.string().optional(),
})
export type Step = z.output<typeof schema>

export function putStep(office: Office, c: Context, step: Partial<Omit<Step, 'until'>>): void {
  const sealed = residentVault(office.secret).seal(
    'step',
    'cookie',
    JSON.stringify({ ...step, until: office.now().getTime() + seconds * 1000 }),
  )
  c.header(
    'set-cookie',
    `${cookie}=${sealed.toString('base64url')}; Path=/my; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secureWord(office)}`,
    { append: true },
  )
}

/** The step of this browser, as long as it is good; else an empty one. */
export function stepOf(office: Office, c: Context): Step {
  const sealed = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]{40,2000})(?:;|$)`).exec(c.req.header('cookie') ?? '')?.[1]
  const none = schema.parse({ until: 0 })
  if (sealed === undefined) return none
  try {
    const step = schema.parse(
      JSON.parse(residentVault(office.secret).open('step', 'cookie', Buffer.from(sealed, 'base64url'))),
    )
    return step.until > office.now().getTime() ? step : none
  } catch {
    return none
  }
}

/** What was wrong is told once. */
export function shownOnce(office: Office, c: Context, step: Step): Step {
  const { until: _, say, ...rest } = step
  if (say !== undefined) putStep(office, c, rest)
  return step
}

export function endStep(office: Office, c: Context): void {
  c.header('set-cookie', `${cookie}=; Path=/my; Max-Age=0; HttpOnly; SameSite=Lax${secureWord(office)}`, {
    append: true,
  })
}

/** Over https no cookie goes out in clear. */
export const secureWord = (office: Office) => (office.baseUrl?.startsWith('https:') ? '; Secure' : '')
