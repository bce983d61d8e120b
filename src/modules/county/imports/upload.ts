/** A file that somebody sent with a form, no larger than the intake takes. */
import { invalid } from '../../../platform/errors.ts'
import { shownForm } from '../../../platform/shownText.ts'
import { maxFileBytes } from '../../../kernel/files/inspect.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { fileTooLarge, oneFile } from '../../../kernel/intake/oneFile.ts'

/** Refuses (413) what is too large before it is read. */
export const limited = oneFile('请分成几份再传。')

/** The places over which this person runs imports. */
export const importScopes = (actor: Actor) =>
  actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'import.run')).map((p) => p.regionId)

/** 422 where no form came. */
export async function formOf(request: Request): Promise<FormData> {
  return request
    .formData()
    .then(shownForm)
    .catch(() => {
      throw invalid('没有收到文件，请重新选择。', { field: 'file' })
    })
}

/** The field `file`. 422 where it is missing or empty. */
export async function fileIn(form: FormData): Promise<{ name: string; bytes: Uint8Array }> {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0)
    throw invalid('没有收到文件，或者文件是空的，请重新选择。', { field: 'file' })
  if (file.size > maxFileBytes) throw fileTooLarge('请分成几份再传。')
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}
