/**
 * Sends a form that waits: its files first, then the form; exactly once, for the server stores one per key. Runs on the
 * page and in the service worker.
 */
import { solvedText } from '../solve.ts'
import type { Draft, DraftFile, Drafts, Receipt } from './drafts.ts'
import { NotNow, Refused, sendPieces, stranger } from './resume.ts'

/** What the server has to say against it; `field`: the id of the field. */
export type Told = { errors: { field: string; say: string }[] }
export type Outcome<T extends Told> =
  | { how: 'sent'; receipt: Receipt }
  | { how: 'refused'; told: T }
  | { how: 'later'; say: string }
  | { how: 'gone' }

/** What one kind of forms has of its own. */
export type Sending<D extends Draft, T extends Told> = {
  /** Of the lock, so that two tabs and the worker do not send the same at once. */
  name: string
  drafts: Drafts<D>
  /** What the server asks for with a file, beside key and name. */
  metadata(file: D['files'][number]): Record<string, string>
  body(draft: D, altcha: string | undefined): BodyInit
  /** Nothing that was typed stays on the phone once it has arrived. */
  emptied(draft: D): D
  /** A refusal as this kind of pages tells it. */
  told(errors: Told['errors'], answer: Partial<T>): T
  /** Where it is told that a file is not taken. */
  fieldOf(file: DraftFile): string
}

type Say = (text: string) => void

/** `say` hears how far it is. What could not be sent stays as it is. */
export function deliver<D extends Draft, T extends Told>(
  kind: Sending<D, T>,
  key: string,
  say: Say = () => undefined,
): Promise<Outcome<T>> {
  return navigator.locks
    ? navigator.locks.request(`${kind.name} ${key}`, () => work(kind, key, say))
    : work(kind, key, say)
}

async function work<D extends Draft, T extends Told>(kind: Sending<D, T>, key: string, say: Say): Promise<Outcome<T>> {
  const draft = await kind.drafts.find(key)
  if (!draft || draft.state === 'draft') return { how: 'gone' }
  if (draft.receipt) return { how: 'sent', receipt: draft.receipt }
  let field = 'files'
  try {
    for (const [i, file] of draft.files.entries()) {
      field = kind.fieldOf(file)
      await sendFile(kind, draft, i, file, say)
    }
    say('正在提交……')
    return await sendForm(kind, draft)
  } catch (error) {
    if (error instanceof Refused) return refused(kind, draft, kind.told([{ field, say: error.message }], {}))
    if (error instanceof NotNow)
      return {
        how: 'later',
        say: `${error.message || '服务器正忙。'}已经存在这部手机上，过一会儿会自己再发，请不要再填一遍。`,
      }
    return { how: 'later', say: '还没有网，等有了信号自己发出。已经存在这部手机上，请不要再填一遍。' }
  }
}

async function sendFile<D extends Draft, T extends Told>(
  kind: Sending<D, T>,
  draft: D,
  i: number,
  file: DraftFile,
  say: Say,
) {
  if (file.done) return
  const told = (sent: number) =>
    say(
      `正在传第 ${i + 1} 个文件，共 ${draft.files.length} 个，${file.blob.size === 0 ? 0 : Math.floor((sent / file.blob.size) * 100)}%`,
    )
  await sendPieces(
    file.blob,
    { key: draft.key, name: file.name, ...kind.metadata(file) },
    file.address,
    async (address) => {
      file.address = address
      await kind.drafts.keep(draft)
    },
    told,
  )
  file.done = true
  await kind.drafts.keep(draft)
}

async function sendForm<D extends Draft, T extends Told>(kind: Sending<D, T>, draft: D): Promise<Outcome<T>> {
  const answer = await fetch(draft.path, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: kind.body(draft, await solvedText()),
    signal: patience(60_000),
  })
  // To whoever asks for JSON the server answers in it, whatever it has to say.
  if (answer.status < 500 && !(answer.headers.get('content-type') ?? '').includes('json')) throw new NotNow(stranger)
  if (answer.status === 429) return { how: 'later', say: '发得太频繁了，过一会儿会自己再发。已经存在这部手机上。' }
  // 408 and 425 are no word about the form.
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 425)
    return refused(kind, draft, await toldBy(kind, answer))
  if (!answer.ok) throw new NotNow(await busyBecause(answer))
  const receipt = (await answer.json()) as Receipt
  await kind.drafts.keep({ ...kind.emptied(draft), state: 'sent', files: [], receipt })
  return { how: 'sent', receipt }
}

/** The server's own words, where it has some for people. */
async function busyBecause(answer: Response): Promise<string> {
  const { message } = (await answer.json().catch(() => ({}))) as { message?: string }
  return message !== undefined && /\p{Script=Han}/u.test(message) ? message : ''
}

/** `AbortSignal.timeout` is missing on phones of before 2022. */
function patience(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}

/** `message`: of a refusal that names no field. */
async function toldBy<D extends Draft, T extends Told>(kind: Sending<D, T>, answer: Response): Promise<T> {
  const type = answer.headers.get('content-type') ?? ''
  const said = type.includes('json')
    ? ((await answer.json()) as Partial<T> & { message?: string })
    : ({} as Partial<T> & { message?: string })
  return kind.told(
    said.errors ??
      (said.message !== undefined || Object.keys(said).length === 0
        ? [{ field: 'main', say: said.message ?? '没有提交成功，请刷新页面再试。您写的还在。' }]
        : []),
    said,
  )
}

/** Back in the person's hands, with everything that was written. */
async function refused<D extends Draft, T extends Told>(kind: Sending<D, T>, draft: D, told: T): Promise<Outcome<T>> {
  await kind.drafts.keep({ ...draft, state: 'draft', refused: true })
  return { how: 'refused', told }
}
