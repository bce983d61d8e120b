/** Workbooks: the register without names; and, of one service, what lies in a person's hands, numbers masked, each look written down. */
import ExcelJS from 'exceljs'
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { sheetsOf, type AnswerSheet } from '../../../kernel/asked/paper.ts'
import { maskedAnswers } from '../../../kernel/asked/show.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { grades, states } from './applications.schema.ts'
import { register, type RegisterFilter, type RegisterRow } from './applications.queries.ts'
import { opened } from './people.ts'
import { look, reading } from './seeing.ts'
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
  const head = ['编号', '事项', '哪个村', '谁交的', '收到', '到哪一步', '谁在办', '最晚', '办结', '情况', '评价']
  return bookOf([
    {
      title: '便民服务台账',
      head,
      rows: all.map((r) => [
        r.code,
        r.service,
        r.place,
        r.channel === 'agent' ? '代办员' : '本人',
        dayOf(r.sentAt),
        r.stepName,
        r.closedAt ? '' : (r.holder ?? ''),
        r.dueAt && !r.closedAt ? dayOf(r.dueAt) : '',
        r.closedAt ? dayOf(r.closedAt) : '',
        states[r.state as keyof typeof states],
        r.stars === null ? '' : grades[r.stars as 1],
      ]),
    },
  ])
}

/** What lies in a person's hands of one service, by its form: one row each, and a sheet for each list in it. 422 where there is nothing. */
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
        LIMIT ${mostWhole}`,
    )
  ).map((r) => r.id)
  const read = await transact(db, async (tx) => {
    const found = []
    for (const id of inHand) {
      // The place has it, but perhaps another post.
      const s = await reading(tx, actor, id).catch(() => undefined)
      if (s?.how !== 'hand') continue
      await look(tx, actor, s, '申请内容（导出表格，号码遮住）', '', ctx.now)
      found.push(s.a)
    }
    return found
  })
  if (read.length === 0) throw invalid('这个事项现在没有在您手里的申请。')
  const form = wholeForm(read[0]!.service)
  return bookOf(
    sheetsOf(
      form,
      read.map((a) => ({
        code: a.code,
        answers: maskedAnswers(form, opened<Answers>(secret, 'answers', a.id, a.answers)),
      })),
    ),
  )
}

async function bookOf(sheets: readonly AnswerSheet[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  for (const [i, s] of sheets.entries()) {
    const sheet = book.addWorksheet(
      `${i === 0 ? '' : `${i} `}${s.title}`.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      { views: [{ state: 'frozen', ySplit: 1 }] },
    )
    sheet.columns = s.head.map((header) => ({ header, width: 16 }))
    sheet.getRow(1).font = { bold: true }
    // A villager's text that begins like a formula stays a text.
    for (const row of s.rows) sheet.addRow(row.map((cell) => (/^[=+\-@]/.test(cell) ? `'${cell}` : cell)))
  }
  return new Uint8Array(await book.xlsx.writeBuffer())
}
