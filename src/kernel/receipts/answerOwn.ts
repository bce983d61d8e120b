/** What somebody does with the receipt in hand, on the page that it opens. */
import type { Context } from 'hono'
import { UserError } from '../../platform/errors.ts'

/** What came with the form: its words, and its files. */
export type OwnForm = { typed: Record<string, string>; files: File[] }
/** What was refused, beside which field, with all that was typed. */
export type OwnRefused = { errors: { field: string; say: string }[]; typed: Record<string, string> }
type Refused = OwnRefused & { overtaken: boolean }
type Own = {
  /** The page, to which one goes back. */
  href: string
  work(form: OwnForm): Promise<unknown>
  /** The page again, with what was refused. */
  again(refused: OwnRefused): Promise<Response>
  /** The field of a refusal that names none. */
  field: string
  /** The kernel's fields by their names on this page. */
  fields?: Record<string, string>
}

/**
 * Does it and goes back to the page; what is refused stands beside its field with all that was typed, on the page as it
 * is now. The page's own script is told in words. `open`: the page, for whoever may open it.
 */
export async function answerOwn(c: Context, open: () => Promise<Own>): Promise<Response> {
  const json = c.req.header('accept')?.includes('application/json') ?? false
  try {
    const own = await open()
    const form = await formOf(c)
    const refused = await refusedBy(own, form, json)
    if (!refused) return json ? c.json({ href: own.href }) : c.redirect(own.href, 303)
    if (json) return c.json({ errors: refused.errors }, 422)
    const page = await own.again(refused)
    return refused.overtaken ? new Response(page.body, { status: 409, headers: page.headers }) : page
  } catch (error) {
    if (!json || !(error instanceof UserError)) throw error
    return c.json({ message: error.message }, error.status)
  }
}

/**
 * Of what has changed meanwhile (409) a page without script tells on the page as it stands now; the script is told as
 * such.
 */
async function refusedBy(own: Own, form: OwnForm, json: boolean): Promise<Refused | undefined> {
  try {
    await own.work(form)
    return undefined
  } catch (error) {
    if (!(error instanceof UserError) || ![413, 415, 422, ...(json ? [] : [409])].includes(error.status)) throw error
    const named = (error.details as { field?: string } | undefined)?.field ?? own.field
    return {
      errors: [{ field: own.fields?.[named] ?? named, say: error.message }],
      typed: form.typed,
      overtaken: error.status === 409,
    }
  }
}

async function formOf(c: Context): Promise<OwnForm> {
  const body = await c.req.parseBody({ all: true })
  const typed = Object.fromEntries(
    Object.entries(body)
      .filter((e): e is [string, string] => typeof e[1] === 'string')
      .map(([name, value]) => [name, value.replaceAll('\u0000', '')]),
  )
  const files = Object.values(body)
    .flat()
    .filter((v): v is File => v instanceof File && (v.size > 0 || v.name !== ''))
  return { typed, files }
}
