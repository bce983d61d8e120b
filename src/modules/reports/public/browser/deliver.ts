/** Sends a report that waits: its files first, then the form; exactly once, for the server stores one report per key. Runs on the page and in the service worker. */
import { solvedText } from '../../../../kernel/site/solve.ts'
import { dropDraft, findDraft, keepDraft, type Draft } from './drafts.ts'
import { Refused, sendPieces } from './resume.ts'

export type Told = { errors: { field: string; say: string }[]; urgent: string[]; similar: { code: string; title: string; supporters: number }[] }
export type Outcome = { how: 'sent'; receipt: NonNullable<Draft['receipt']> } | { how: 'refused'; told: Told } | { how: 'later'; say: string } | { how: 'gone' }

/** `say` hears how far it is. What could not be sent stays as it is. */
export async function deliver(key: string, say: (text: string) => void = () => undefined): Promise<Outcome> {
  return navigator.locks ? navigator.locks.request(`report ${key}`, () => work(key, say)) : work(key, say)
}

async function work(key: string, say: (text: string) => void): Promise<Outcome> {
  const draft = await findDraft(key)
  if (!draft || draft.state === 'draft') return { how: 'gone' }
  if (draft.receipt) return { how: 'sent', receipt: draft.receipt }
  try {
    for (const [i, file] of draft.files.entries()) await sendFile(draft, i, file, say)
    say('正在提交……')
    return await sendForm(draft)
  } catch (error) {
    if (error instanceof Refused) return refused(draft, { errors: [{ field: 'files', say: error.message }], urgent: [], similar: [] })
    return { how: 'later', say: '还没有网，等有了信号自己发出。已经存在这部手机上，请不要再填一遍。' }
  }
}

async function sendFile(draft: Draft, i: number, file: Draft['files'][number], say: (text: string) => void) {
  if (file.done) return
  const told = (sent: number) => say(`正在传第 ${i + 1} 个文件，共 ${draft.files.length} 个，${file.blob.size === 0 ? 0 : Math.floor((sent / file.blob.size) * 100)}%`)
  await sendPieces(file.blob, file.name, draft.key, file.address, async (address) => { file.address = address; await keepDraft(draft) }, told)
  file.done = true
  await keepDraft(draft)
}

async function sendForm(draft: Draft): Promise<Outcome> {
  const body = new URLSearchParams({ ...draft.fields, key: draft.key })
  const solved = await solvedText()
  if (solved !== undefined) body.set('altcha', solved)
  const answer = await fetch(draft.path, { method: 'POST', headers: { accept: 'application/json' }, body, signal: AbortSignal.timeout(60_000) })
  if (answer.status === 422 || answer.status === 409 || answer.status === 413 || answer.status === 404) return refused(draft, await toldBy(answer))
  if (answer.status === 429) return { how: 'later', say: '发得太频繁了，过一会儿会自己再发。已经存在这部手机上。' }
  if (!answer.ok) return { how: 'later', say: '服务器正忙，过一会儿会自己再发。已经存在这部手机上，请不要再填一遍。' }
  const receipt = (await answer.json()) as NonNullable<Draft['receipt']>
  await keepDraft({ ...draft, state: 'sent', files: [], fields: {}, receipt })
  return { how: 'sent', receipt }
}

async function toldBy(answer: Response): Promise<Told> {
  const type = answer.headers.get('content-type') ?? ''
  if (type.includes('json')) return (await answer.json()) as Told
  return { errors: [{ field: 'text', say: '没有提交成功，请刷新页面再试。您写的还在。' }], urgent: [], similar: [] }
}

/** Back in the person's hands, with everything that was written. */
async function refused(draft: Draft, told: Told): Promise<Outcome> {
  await keepDraft({ ...draft, state: 'draft', refused: true })
  return { how: 'refused', told }
}

/** A receipt that was shown need not stay on the phone. */
export const forget = dropDraft
