/**
 * The county's menus, life events, general hall and further refused certificates, kept in the console: a new version
 * each time.
 */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import { refusedOf } from '../../../kernel/rules/certificates.ts'
import { oneAtATime } from '../../../kernel/versions/versions.ts'
import { keptServiceFrame, services } from './editing.ts'
import { firstFrame } from './frame.ts'
import type { FrameInput, ServiceFrame } from './services.schema.ts'

type Offered = { name: string; menu: string; events: string[] }

/**
 * 409 when somebody saved since `seenVersion` (0: nothing yet), 422 where a menu or life event is still in use, or a
 * service would become one that villages must not offer.
 */
export async function saveFrame(
  tx: Tx,
  input: { frame: FrameInput; seenVersion: number },
  by: { personId: string; now: Date },
): Promise<{ version: number }> {
  await oneAtATime(tx, services)
  const latest = await keptServiceFrame(tx)
  if ((latest?.version ?? 0) !== input.seenVersion)
    throw conflict(`${latest?.by ?? '县里导入的资料'}刚改过，您填的还在。`, {
      version: latest?.version ?? 0,
    })
  const offered = await rows(
    tx,
    sql<Offered>`
      SELECT name, definition ->> 'menu' AS menu,
        ARRAY(SELECT jsonb_array_elements_text(definition -> 'events')) AS events
      FROM (
        SELECT DISTINCT ON (code) code, name, definition, state
        FROM services
        ORDER BY code, version DESC
      ) s
      WHERE state = 'offered'`,
  )
  const faults = frameFaults(input.frame, latest?.definition ?? firstFrame, offered)
  if (faults.length > 0) throw invalid(faults.slice(0, 5).join(''), { faults })
  const { title, honesty } = latest?.definition ?? firstFrame
  await sql`
    INSERT INTO service_frames (version, definition, made_at, made_by)
    VALUES (
      ${input.seenVersion + 1}, ${JSON.stringify({ ...input.frame, title, honesty })}::jsonb, ${by.now},
      ${by.personId}
    )`.execute(tx)
  return { version: input.seenVersion + 1 }
}

function frameFaults(frame: FrameInput, before: ServiceFrame, offered: readonly Offered[]): string[] {
  const inUse = (
    list: readonly { code: string }[],
    old: readonly { code: string; name: string }[],
    used: (s: Offered) => readonly string[],
    what: string,
  ) =>
    old
      .filter((o) => !list.some((n) => n.code === o.code))
      .flatMap((o) => {
        const services = offered.filter((s) => used(s).includes(o.code))
        return services.length === 0
          ? []
          : [
              `${what}“${o.name}”里还有 ${services.length} 件事（${services
                .slice(0, 3)
                .map((s) => s.name)
                .join('、')}），请先把它们换到别处。`,
            ]
      })
  return [
    ...doubled(frame.menus, '菜单'),
    ...doubled(frame.events, '人生事件'),
    ...doubled(
      frame.refused.map((r) => ({ ...r, code: r.name })),
      '不开的证明',
    ),
    ...inUse(frame.menus, before.menus, (s) => [s.menu], '菜单'),
    ...inUse(frame.events, before.events, (s) => s.events, '人生事件'),
    ...offered.flatMap((s) => {
      const named = refusedOf(s.name, frame.refused)
      return named ? [`“${s.name}”还在办，却和不开的“${named.name}”是一回事。请先停办它。`] : []
    }),
  ]
}

function doubled(list: readonly { code: string; name: string }[], what: string): string[] {
  return list
    .filter((one, i) => list.findIndex((o) => o.name === one.name || o.code === one.code) < i)
    .map((one) => `${what}“${one.name}”写了两次。`)
}
