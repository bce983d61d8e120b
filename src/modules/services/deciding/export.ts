/**
 * Workbooks: the register without names; and, of one service, what lies in a person's hands, numbers masked, each look
 * written down.
 */
import { dayOf, sayLimit } from '../../../platform/clock.ts'
import { rows, sql, transact, type Db, type Tx } from '../../../platform/db.ts'
import { invalid, UserError } from '../../../platform/errors.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { sheetsOf } from '../../../kernel/asked/paper.ts'
import { maskedAnswers } from '../../../kernel/asked/show.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { bookOf, type BookSheet } from '../../../kernel/sheets/writeBook.ts'
import { grades, states } from './applications.schema.ts'
import { register, type RegisterFilter, type RegisterRow } from './applications.queries.ts'
import { opened } from './people.ts'
import { look, reading, type Seen } from './applicationReaders.ts'
import { wholeForm } from '../applying/wholeForm.ts'

/** Rows of one register; more are asked for by narrower filters. */
const most = 10_000
/** Applications of one workbook with answers. */
const mostWhole = 200

/** The register as a workbook. 422 past ten thousand rows. */
export async function registerSheet(db: Db, f: RegisterFilter): Promise<Uint8Array> {
  const all: RegisterRow[] = []
  for (let after: string | undefined; ; ) {
    const page = await register(db, { ...f, ...(after === undefined ? {} : { after }) })
    all.push(...page.rows)
    if (all.length > most) throw invalid(`超过 ${most} 行，请选窄一点的日期、事项或者地方。`)
    if (page.next === null) break
    after = page.next
  }
  const head = [
    '编号',
    '事项',
    '哪个村',
    '谁交的',
    '收到',
    '到哪一步',
    '谁在办',
    '最晚',
    '有没有逾期',
    '办结',
    '情况',
    '评价',
  ]
  return bookOf([
    {
      title: '便民服务台账',
      columns: head.map(column),
      rows: all.map((r) => [
        r.code,
        r.service,
        r.place,
        r.channel === 'agent' ? '代办员' : '本人',
        dayOf(r.sentAt),
        r.stepName,
        r.closedAt ? '' : (r.holder ?? ''),
        r.dueAt && !r.closedAt ? sayLimit(r.dueAt, true) : '',
        r.late ? '逾期' : '',
        r.closedAt ? dayOf(r.closedAt) : '',
        states[r.state as keyof typeof states],
        r.stars === null ? '' : grades[r.stars as 1],
      ]),
    },
  ])
}

/**
 * What lies in a person's hands of one service, by its form: one row each, and a sheet for each list in it. 422 where
 * there is nothing.
 */
export async function handSheet(
  db: Db,
  secret: string,
  actor: Actor,
  service: string,
  ctx: Context,
): Promise<Uint8Array> {
  const inHand = (
    await rows(
      db,
      sql<{
        id: string
      }>`
        SELECT c.id
        FROM applications a
        JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id
        WHERE a.service_code = ${service}
          AND a.state = 'sent'
          AND c.holder_id = ANY(${actor.posts.map((p) => p.regionId)}::text[])
          AND ${visible('c', actor.personId)}
        ORDER BY c.due_at
        LIMIT ${mostWhole + 1}`,
    )
  ).map((r) => r.id)
  const read = await transact(db, async (tx) => {
    const found = []
    for (const id of inHand.slice(0, mostWhole)) {
      const s = await readable(tx, actor, id)
      if (s?.how !== 'hand') continue
      await look(tx, actor, s, '申请内容（导出表格，号码遮住）', '', ctx.now)
      found.push(s.a)
    }
    return found
  })
  if (read.length === 0) throw invalid('这个事项现在没有在您手里的申请。')
  const form = wholeForm(read[0]!.service)
  const sheets = sheetsOf(
    form,
    read.map((a) => ({
      code: a.code,
      answers: maskedAnswers(form, opened<Answers>(secret, 'answers', a.id, a.answers)),
    })),
  ).map(({ head, ...s }) => ({ ...s, columns: head.map(column) }))
  return bookOf(inHand.length > mostWhole ? [...sheets, notAll] : sheets)
}

/**
 * The application, where it is the person's own to read: the place has it, but perhaps another post. Every other error
 * is one: the looks would be lost with the transaction.
 */
function readable(tx: Tx, actor: Actor, caseId: string): Promise<Seen | undefined> {
  return reading(tx, actor, caseId).catch((error: unknown) => {
    if (error instanceof UserError) return undefined
    throw error
  })
}

const column = (header: string) => ({ header, width: 16 })
const notAll: BookSheet = {
  title: '没有列全',
  columns: [{ header: '说明', width: 80 }],
  rows: [[`这里是期限最近的 ${mostWhole} 件，后面还有。办完一些再导出，就能看到其余的。`]],
}
