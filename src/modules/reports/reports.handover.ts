/**
 * What a post hands over of reports besides the cases themselves: call-backs still to be made, mediations that go on.
 */
import { visible } from '../../kernel/cases/seeing.ts'
import { rows, sql } from '../../platform/db.ts'
import { permissions } from './permissions.ts'
import type { HandOverPart } from '../../kernel/people/handOver.ts'
import type { PostFunction } from '../../kernel/people/functions.ts'
import { within } from '../../kernel/regions/range.ts'

const callers: readonly PostFunction[] = permissions['report.callback']
const mediators: readonly PostFunction[] = permissions['report.mediate']

export const reportsHandOver: HandOverPart[] = [
  {
    kind: '回访',
    open: async (tx, at) => {
      if (!callers.includes(at.function)) return []
      return (
        await rows(
          tx,
          sql<{ id: string; title: string; guarded: boolean }>`
            SELECT b.id, c.title, c.guarded
            FROM report_callbacks b
            JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = b.report_id
            WHERE b.called_at IS NULL
              AND ${within('c.path', at.path)}
              AND ${visible('c', at.successor?.personId ?? '')}
            ORDER BY b.chosen_at, b.id`,
        )
      ).map((b) => ({
        id: b.id,
        title: b.guarded ? '有人要回避的一件，这里不写标题' : b.title,
        step: '等回访',
        due_at: null,
      }))
    },
  },
  {
    kind: '人民调解',
    open: async (tx, at) =>
      !mediators.includes(at.function)
        ? []
        : (
            await rows(
              tx,
              sql<{ id: string; title: string; closed: boolean; follow_up_on: string | null }>`
                SELECT id, title, closed_at IS NOT NULL AS closed, follow_up_on
                FROM mediations
                WHERE region_id = ${at.regionId}
                  AND (closed_at IS NULL OR (follow_up_on IS NOT NULL AND followed_up = ''))
                ORDER BY opened_at, id`,
            )
          ).map((m) => ({
            id: m.id,
            title: m.title,
            step: m.closed ? '等回访履行' : '调解中',
            due_at: m.follow_up_on,
          })),
  },
]
