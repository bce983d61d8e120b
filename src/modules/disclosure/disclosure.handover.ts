/**
 * What a post hands over of disclosure besides notices, which are cases: what is due and not begun, and what villagers
 * ask.
 */
import { rows, sql } from '../../platform/db.ts'
import { permissions } from './permissions.ts'
import type { HandOverPart } from '../../kernel/people/handOver.ts'
import type { PostFunction } from '../../kernel/people/functions.ts'
import { sayPeriod } from './obligations/periods.ts'
import { unbarredQuestion } from './questions/questionBars.ts'
import { kindNames } from './questions/questions.ts'

const answerers: readonly PostFunction[] = permissions['question.answer']
const drafters: readonly PostFunction[] = permissions['draft.write']
const checkers: readonly PostFunction[] = ['drafter', 'signer']

export const disclosureHandOver: HandOverPart[] = [
  {
    kind: '到期还没有编制的公开事项',
    open: async (tx, at) =>
      !drafters.includes(at.function)
        ? []
        : (
            await rows(
              tx,
              sql<{ id: string; item: string; title: string; period: string; due_on: string }>`
                SELECT o.id, i.name AS item, o.event_title AS title, o.period, o.due_on
                FROM obligations o
                JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
                JOIN regions r ON r.id = o.region_id
                WHERE (r.id = ${at.regionId} OR (${at.level} = 'village' AND r.parent_id = ${at.regionId}
                  AND r.level = 'group'))
                  AND o.published_at IS NULL
                  AND o.notice_id IS NULL
                  AND o.due_on <= ${at.today}
                ORDER BY o.due_on, o.id`,
            )
          ).map((o) => ({
            id: o.id,
            title: o.title || `${sayPeriod(o.period)}${o.item}`,
            step: '编制',
            due_at: o.due_on,
          })),
  },
  {
    kind: '没有签字的自查表',
    open: async (tx, at) =>
      !checkers.includes(at.function)
        ? []
        : (
            await rows(
              tx,
              sql<{ id: string; month: string; place: string; due_on: string }>`
                SELECT s.id, s.month, r.name AS place, s.due_on
                FROM self_checks s
                JOIN regions r ON r.id = s.region_id
                WHERE s.region_id = ${at.regionId} AND s.signed_at IS NULL AND s.due_on <= ${at.today}
                ORDER BY s.due_on, s.id`,
            )
          ).map((s) => ({
            id: s.id,
            title: `${s.place}${sayPeriod(s.month)}自查自纠`,
            step: '自查',
            due_at: s.due_on,
          })),
  },
  {
    kind: '村民提问和异议',
    open: async (tx, at) =>
      !answerers.includes(at.function)
        ? []
        : (
            await rows(
              tx,
              sql<{ id: string; code: string; kind: keyof typeof kindNames; about: string; due_on: string }>`
                SELECT q.id, q.code, q.kind, coalesce(n.title, r.name) AS about, q.due_on
                FROM questions q
                JOIN regions r ON r.id = q.region_id
                LEFT JOIN notices n ON n.id = q.notice_id
                WHERE q.handler_id = ${at.regionId}
                  AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_id = q.id)
                  AND ${unbarredQuestion('q', at.successor?.personId ?? at.personId)}
                ORDER BY q.due_on, q.id`,
            )
          ).map((q) => ({
            id: q.id,
            title: `${kindNames[q.kind]}：${q.about}（${q.code}）`,
            step: '答复',
            due_at: q.due_on,
          })),
  },
]
