/**
 * Papers that staff add: proof for a suspension, consent, letters, a signed agreement. Kept sealed; opened only by
 * those whom the case needs.
 */
import { asInline } from '../../platform/disposition.ts'
import { invalid, notFound, UserError } from '../../platform/errors.ts'
import { shownForm } from '../../platform/shownText.ts'
import { inspect, maxFileBytes } from '../files/inspect.ts'
import { prepareFile } from './prepare.ts'
import { asRefusal } from '../files/refused.ts'
import { scanned } from '../files/scanner.ts'
import type { FileStore } from '../files/store.ts'
import type { Db } from '../../platform/db.ts'
import { notePaper } from './evidence.ts'
import { mediumOf } from '../files/media.ts'

export type Paper = { sha256: string; name: string }

/**
 * Takes a file of a form field `file` in: a voice as it was said, everything else cleaned of what pictures and
 * documents tell about their maker. It is the person's to name (`evidence.ts`). 415, 422 with the way out.
 */
export async function takePaper(
  { db, files, now }: { db: Db; files: FileStore; now(): Date },
  personId: string,
  request: Request,
): Promise<Paper> {
  const paper = await readied(files, request)
  await notePaper(db, paper.sha256, personId, now())
  return paper
}

async function readied(files: FileStore, request: Request): Promise<Paper> {
  const form = await request
    .formData()
    .then(shownForm)
    .catch(() => undefined)
  const file = form?.get('file')
  if (!(file instanceof File)) throw invalid('没有收到文件，请重新选择。', { field: 'file' })
  if (file.size > maxFileBytes) throw new UserError(413, '文件太大了，每个不超过 20 MB。')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const medium = mediumOf(bytes)
  if (medium?.kind === 'voice') await scanned(bytes).catch(asRefusal())
  if (medium?.kind === 'voice') return { sha256: await files.put('original', bytes), name: `录音.${medium.ending}` }
  const ready = await prepareFile(bytes, file.name).catch(
    asRefusal('file', (say) => (/请上传/.test(say) ? '这里要图片、PDF 或 Word（.docx）文件，请重新选。' : say)),
  )
  return { sha256: await files.put('original', ready.bytes), name: ready.name }
}

/** A sealed paper for whoever may see it, with the type that its content says. */
export async function paperOf(
  files: FileStore,
  sha256: string,
  name: string,
): Promise<{ bytes: Uint8Array; headers: Record<string, string> }> {
  const bytes = await files.get('original', sha256)
  if (!bytes) throw notFound('文件不在了，请联系县管理员。')
  return {
    bytes,
    headers: {
      'content-type': mediumOf(bytes)?.type ?? inspect(bytes, name).mime,
      'content-disposition': asInline(name),
    },
  }
}
