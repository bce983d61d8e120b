/** Finding a notice by its code, with the form it is read by. */
import { notFound } from '../../../platform/errors.ts'
import { readCode } from '../../../platform/ids.ts'
import type { PublicForm } from './publicForm.ts'
import { itemIn, type PublicItem } from '../catalogue/frame.queries.ts'
import { latestVersionQ, templateOf, versionQ, type Notice } from './notice.queries.ts'
import type { Visit } from '../site.ts'

export type Found = { notice: Notice; item: PublicItem; form: PublicForm }

/** The latest version, or the one asked for. 404 for a code or version that is none. */
export async function findNotice(visit: Visit, typed: string, version?: number): Promise<Found> {
  const code = readCode(typed)
  const notice =
    code === undefined
      ? undefined
      : (
          await (version === undefined
            ? latestVersionQ(visit.db, code, visit.today)
            : versionQ(visit.db, code, visit.today, version))
        )[0]
  const item = notice && itemIn(visit.frame, notice.item_code, notice.item_version)
  if (!notice || !item) throw notFound('没有这项公开。请核对编号，或从村子的页面进去找。')
  return { notice, item, form: await formFor(visit, notice, item) }
}

async function formFor(visit: Visit, notice: Notice, item: PublicItem): Promise<PublicForm> {
  const code = notice.content?.template ?? item.template_code
  const version = notice.content?.templateVersion ?? item.template_version
  if (code === null || version === null) return item.definition.fields
  return (await templateOf(visit.db, code, version)) ?? item.definition.fields
}
