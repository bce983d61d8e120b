/**
 * The ledger (台账) as a workbook: made as long work, row by row as they are read, kept sealed, fetched by whoever
 * ordered it. No names, no telephones, no formulas.
 */
import { addDays, dayOf, startOfDay } from '../../../platform/clock.ts'
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import type { Handler } from '../../../platform/jobs.ts'
import { redact } from '../../../kernel/guard/index.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import { longBook } from '../../../kernel/sheets/writeBook.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { channels, ratings, reportKinds, type ReportKind } from '../reports.schema.ts'
import { formulas } from './formulas.ts'
import { isLate } from './statistics.queries.ts'
import { judgements } from '../reports.words.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import { within } from '../../../kernel/regions/range.ts'

type Row = {
  id: string
  code: string
  place: string
  kind: ReportKind
  channel: keyof typeof channels
  category: string
  judgement: string
  text: string
  spot: string
  supporters: number
  /** Code of the report that it went into; empty where it stands for itself. */
  merged_into: string
  received_at: Date
  first_answered_at: Date | null
  closed_on: string | null
  late: boolean
  rating: keyof typeof ratings | null
  finding: string | null
  procedure: string
  step: string
  holder: string | null
  answer: string | null
}

/** Rows of one workbook: what a county's office opens without trouble. */
export const ledgerMost = 200_000
const batch = 5_000

export function ledgerJobs(office: { db: Db; files: FileStore; now: () => Date }): Record<string, Handler> {
  return {
    async reportLedger(data, report) {
      const { path, from, to, person } = data as { path: string; from: string; to: string; person: string }
      const book = await longBook(
        '民情反映台账',
        columns.map(([header, , width]) => ({ header, width })),
      )
      let written = 0
      for (let after = ''; written < ledgerMost; ) {
        const found = await part(office.db, { path, from, to, person }, after, office.now())
        for (const r of found) book.add(columns.map(([, value]) => value(r)))
        written += found.length
        await report(written, written + (found.length === batch ? batch : 0), `写了 ${written} 行`)
        if (found.length < batch) break
        after = found.at(-1)!.id
      }
      const gone = await handedOut(office.db, { path, from, to, person })
      const lines =
        gone === 0
          ? ledgerNotes
          : [...ledgerNotes, `另有 ${gone} 件交给上级或者别处在办，由那里的台账记；统计里算在内。`]
      const sha256 = await office.files.put('original', await book.end({ title: '怎么算的', lines }))
      return { sha256, rows: written, name: `民情反映台账 ${from} 至 ${to}.xlsx` }
    },
  }
}

/** How what stands in the rows is counted, as beside every other figure. */
const ledgerNotes = [formulas.onTime, formulas.content, formulas.persons, formulas.solved]

const columns: [string, (r: Row) => string | number, number][] = [
  ['编号', (r) => r.code, 13],
  ['收到', (r) => timeOf(r.received_at), 17],
  ['地方', (r) => r.place, 14],
  ['种类', (r) => reportKinds[r.kind], 14],
  ['来源', (r) => channels[r.channel], 10],
  ['类别', (r) => r.category, 14],
  ['研判', (r) => judgements[r.judgement as keyof typeof judgements] ?? '', 16],
  ['内容（号码已遮住）', (r) => redact(r.text), 60],
  ['地点', (r) => redact(r.spot), 18],
  ['一起反映的人数', (r) => (r.merged_into === '' ? r.supporters : ''), 10],
  ['并入', (r) => r.merged_into, 13],
  ['现在到哪一步', (r) => procedureOf(r.procedure).steps[r.step]?.name ?? r.step, 18],
  ['谁在办', (r) => r.holder ?? '', 16],
  ['首次答复', (r) => (r.first_answered_at ? timeOf(r.first_answered_at) : ''), 17],
  ['答复', (r) => r.answer ?? '', 60],
  ['有没有逾期', (r) => (r.late ? '逾期' : ''), 10],
  ['办结', (r) => r.closed_on ?? '', 12],
  ['评价', (r) => (r.rating ? ratings[r.rating] : ''), 10],
  ['核查结果', (r) => (r.finding === 'upheld' ? '属实' : r.finding === 'dismissed' ? '不属实' : ''), 10],
]

/** How many rows a ledger would have, counted no further than one past the most. */
export async function ledgerRows(db: Db, span: Wanted): Promise<number> {
  return (await first(
    db,
    sql<{ n: number }>`SELECT count(*)::int AS n FROM (SELECT 1 ${from(span)} LIMIT ${ledgerMost + 1}) AS x`,
  ))!.n
}

/** Rows by id (ids follow time), from which nobody who is barred can read their own case. */
function part(db: Db, span: Wanted, after: string, now: Date): Promise<Row[]> {
  return rows(
    db,
    sql<Row>`
      SELECT p.id, p.code, r.name AS place, p.kind, p.channel, p.category, p.judgement, p.text, p.spot,
        p.supporters, coalesce((SELECT i.code FROM cases i WHERE i.id = c.merged_into), '') AS merged_into,
        p.received_at, p.first_answered_at, p.closed_on, ${isLate(now)} AS late, p.rating, p.finding,
        c.procedure, c.step, h.name AS holder,
        (SELECT a.text FROM report_replies a WHERE a.report_id = p.id ORDER BY a.seq DESC
          LIMIT 1) AS answer ${from(span)} AND p.id > ${after}
      ORDER BY p.id
      LIMIT ${batch}`,
  )
}

type Wanted = { path: string; from: string; to: string; person: string }

function from(span: Wanted) {
  return sql`${told(span)} AND ${within('c.holder_path', span.path)}`
}

/** Told to the place, whoever has them now. */
function told(span: Wanted) {
  return sql`
    FROM reports p
    JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
    JOIN regions r ON r.id = p.region_id
    LEFT JOIN regions h ON h.id = c.holder_id
    WHERE ${within('p.path', span.path)}
      AND p.received_at >= ${startOfDay(span.from)}
      AND p.received_at < ${startOfDay(addDays(span.to, 1))}
      AND ${visible('c', span.person)}`
}

/** How many of these others have now; what is guarded is in nobody's number. */
async function handedOut(db: Db, span: Wanted): Promise<number> {
  const found = await first(
    db,
    sql<{
      n: number
    }>`SELECT count(*)::int AS n ${told(span)} AND NOT c.guarded AND NOT (${within('c.holder_path', span.path)})`,
  )
  return found!.n
}

const timeOf = (at: Date) => `${dayOf(at)} ${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)}`
