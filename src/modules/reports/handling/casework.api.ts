/** What goes on beside a case's own steps: others who are asked, orders from above, merging, papers, transcripts, ready answers, saved views. */
import { id } from '../../../kernel/staff/params.ts'
import { asInline } from '../../../platform/disposition.ts'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { first, sql } from '../../../platform/db.ts'
import { notFound, UserError } from '../../../platform/errors.ts'
import { partly } from '../../../platform/partial.ts'
import { maxFileBytes } from '../../../kernel/files/inspect.ts'
import { answerRequest, consult, inviteGuest } from '../../../kernel/cases/requests.ts'
import type { Office } from '../../../kernel/office.ts'
import { postFunctions } from '../../../kernel/people/functions.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { correctionTask } from '../corrections/corrections.queries.ts'
import { lookAtReporter } from './handle.ts'
import { order } from './orders.ts'
import { paperOf, takePaper } from '../../../kernel/intake/papers.ts'
import { idsOf, kept, worker } from './reports.api.ts'
import { reportKinds, type ReportKind } from '../reports.schema.ts'
import { seenReport } from './seeing.ts'
import {
  changeStandardAnswer,
  dropView,
  endStandardAnswer,
  keepAnswerReady,
  savedViews,
  saveView,
  standardAnswers,
} from '../replies/standard.ts'
import { inHand, merge, split, transcribe } from './work.ts'

const text = (least: number, say: string) => z.string().trim().min(least, say).max(2_000, '最多 2000 字')
const tooLarge = () => {
  throw new UserError(413, `文件太大了，每个不超过 ${maxFileBytes / 1024 / 1024} MB。`)
}
const answerWords = z.object({
  title: text(2, '请写标题').max(60, '标题最多 60 字'),
  text: text(4, '请写答复内容（至少 4 个字）'),
})

export function caseworkApi(office: Office) {
  const may = staffOnly(office)
  const work = worker(office)
  return new Hono<StaffEnv>()
    .post(
      '/cases/:id/consult',
      may('report.handle'),
      valid('param', id),
      valid(
        'json',
        z.object({
          units: z.array(z.string().max(60)).min(1, '请选择请谁会商').max(20),
          functions: z.array(z.enum(postFunctions)).min(1, '请选请哪些岗位').max(10),
          ask: text(2, '请写要问什么'),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        await work(async (tx, ctx) => {
          const { c: held } = await inHand(tx, actor, c.req.valid('param').id)
          const ids = await idsOf(tx, input.units)
          await consult(
            tx,
            actor,
            held,
            {
              units: input.units.map((u) => ids.get(u) ?? ''),
              functions: input.functions,
              ask: input.ask,
              within: 'report.consultDays',
            },
            ctx,
          )
          await kept(tx, actor, 'report.consult', held.id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/cases/:id/guests',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ name: text(2, '请写明请的是谁，例如“县医院 王医生”'), ask: text(2, '请写要问什么') })),
      async (c) => {
        const { actor } = c.get('session')
        const key = await work(async (tx, ctx) => {
          const { c: held } = await inHand(tx, actor, c.req.valid('param').id)
          await kept(tx, actor, 'report.guest', held.id, ctx)
          return inviteGuest(tx, actor, held, { ...c.req.valid('json'), within: 'report.guestDays' }, ctx)
        })
        return c.json({ path: `/consult/${key}` })
      },
    )
    .post(
      '/requests/:id/answer',
      may('report.see'),
      valid('param', id),
      valid(
        'json',
        z.object({ opinion: z.enum(['agree', 'disagree', 'noted']).default('noted'), text: text(2, '请写几个字说明') }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const done = await work(async (tx, ctx) => {
          const answered = await answerRequest(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, actor, 'report.opinion', answered.c.id, ctx)
          return answered
        })
        return c.json({ moved: done.moved })
      },
    )
    .post(
      '/cases/:id/orders',
      may('report.order'),
      valid('param', id),
      valid('json', z.object({ text: text(4, '请写明督办要求（至少 4 个字）') })),
      async (c) => {
        const { actor } = c.get('session')
        await work(async (tx, ctx) => {
          await order(tx, actor, c.req.valid('param').id, c.req.valid('json').text, ctx)
          await kept(tx, actor, 'report.order', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/cases/:id/merge',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ into: text(4, '请填要并入哪一件的编号'), reason: text(2, '请写为什么合并') })),
      async (c) =>
        c.json({
          id: await work(async (tx, ctx) => {
            await kept(tx, c.get('session').actor, 'report.merge', c.req.valid('param').id, ctx)
            return merge(
              tx,
              c.get('session').actor,
              c.req.valid('param').id,
              c.req.valid('json').into,
              c.req.valid('json').reason,
              ctx,
            )
          }),
        }),
    )
    .post(
      '/cases/:id/split',
      may('report.handle'),
      valid('param', id),
      valid(
        'json',
        z.object({
          kind: z.enum(Object.keys(reportKinds) as [ReportKind, ...ReportKind[]]),
          text: text(2, '请写拆出来的是什么事'),
          spot: z.string().trim().max(100).default(''),
          reason: text(2, '请写为什么拆开'),
          step: z.string().max(30).default(''),
        }),
      ),
      async (c) => {
        const made = await work(async (tx, ctx) => {
          await kept(tx, c.get('session').actor, 'report.split', c.req.valid('param').id, ctx)
          return split(tx, office.secret, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
        })
        return c.json({ id: made.caseId, code: made.code, digits: made.digits })
      },
    )
    .post(
      '/cases/:id/files/:file/transcript',
      may('report.handle'),
      valid('param', id.extend({ file: z.string().max(40) })),
      valid('json', z.object({ text: text(1, '请写听到的内容') })),
      async (c) => {
        await work(async (tx, ctx) => {
          await transcribe(
            tx,
            c.get('session').actor,
            c.req.valid('param').id,
            c.req.valid('param').file,
            c.req.valid('json').text,
          )
          await kept(tx, c.get('session').actor, 'report.transcript', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .get(
      '/cases/:id/files/:file',
      may('report.see'),
      valid('param', id.extend({ file: z.string().max(40) })),
      async (c) => {
        const { report } = await seenReport(office.db, c.get('session').actor, c.req.valid('param').id)
        const f = await first(
          office.db,
          sql<{
            sha256: string
            name: string
            type: string
            shown_sha256: string | null
            shown_type: string | null
          }>`
            SELECT sha256, name, type, shown_sha256, shown_type
            FROM report_files
            WHERE id = ${c.req.valid('param').file} AND report_id = ${report.id}`,
        )
        const bytes =
          f &&
          (f.shown_sha256
            ? await office.files.get('public', f.shown_sha256)
            : await office.files.get('original', f.sha256))
        if (!f || !bytes) throw notFound('没有这个附件。')
        return partly(c, bytes, {
          'content-type': f.shown_type ?? f.type,
          'content-disposition': asInline(f.name),
          'cache-control': 'no-store',
        })
      },
    )
    .post(
      '/report-papers',
      may('report.handle'),
      bodyLimit({ maxSize: maxFileBytes + 65_536, onError: tooLarge }),
      async (c) => c.json(await takePaper(office.files, c.req.raw)),
    )
    .get(
      '/cases/:id/proof/:sha256',
      may('report.see'),
      valid('param', id.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
      async (c) => {
        const { c: found } = await seenReport(office.db, c.get('session').actor, c.req.valid('param').id)
        const proof = await first(
          office.db,
          sql<{
            proof: string
          }>`
            SELECT p AS proof
            FROM case_events e, jsonb_array_elements_text(e.detail -> 'proof') AS p
            WHERE e.case_id = ${found.id}
              AND e.action = 'suspend'
              AND p LIKE ${`${c.req.valid('param').sha256} %`}
            LIMIT 1`,
        )
        if (!proof) throw notFound('没有这个凭据。')
        const { bytes, headers } = await paperOf(office.files, c.req.valid('param').sha256, proof.proof.slice(65))
        return c.body(new Uint8Array(bytes), 200, headers)
      },
    )
    .post(
      '/cases/:id/consent',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ why: text(2, '请写明为什么要看') })),
      async (c) => {
        const found = await work(async (tx, ctx) => {
          await kept(tx, c.get('session').actor, 'report.look', c.req.valid('param').id, ctx)
          await lookAtReporter(
            tx,
            office.secret,
            c.get('session').actor,
            c.req.valid('param').id,
            c.req.valid('json').why,
            ctx,
          )
          return first(
            tx,
            sql<{
              sha256: string | null
            }>`
              SELECT p.consent_file_id AS sha256
              FROM reports p
              JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
              WHERE c.id = ${c.req.valid('param').id}`,
          )
        })
        if (!found?.sha256) throw notFound('这件没有同意凭据。')
        const { bytes, headers } = await paperOf(office.files, found.sha256, '同意凭据')
        return c.body(new Uint8Array(bytes), 200, headers)
      },
    )
    .get('/corrections/:id', may('report.see'), valid('param', id), async (c) =>
      c.json(
        await correctionTask(
          office.db,
          c.get('session').actor,
          c.req.valid('param').id,
          await contextAt(office.db, office.now()),
        ),
      ),
    )
    .get('/standard-answers', may('report.see'), async (c) =>
      c.json({ answers: await standardAnswers(office.db, c.get('session').actor) }),
    )
    .post(
      '/standard-answers',
      may('report.handle'),
      valid('json', answerWords.extend({ place: z.string().max(60) })),
      async (c) =>
        c.json({
          id: await work(async (tx, ctx) => {
            const made = await keepAnswerReady(tx, c.get('session').actor, c.req.valid('json'), ctx)
            await kept(tx, c.get('session').actor, 'standard-answer.set', made, ctx)
            return made
          }),
        }),
    )
    .post('/standard-answers/:id', may('report.handle'), valid('param', id), valid('json', answerWords), async (c) =>
      c.json({
        id: await work(async (tx, ctx) => {
          const { actor } = c.get('session')
          const made = await changeStandardAnswer(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, actor, 'standard-answer.set', made, ctx)
          return made
        }),
      }),
    )
    .post('/standard-answers/:id/end', may('report.handle'), valid('param', id), async (c) => {
      await work(async (tx, ctx) => {
        await endStandardAnswer(tx, c.get('session').actor, c.req.valid('param').id, ctx)
        await kept(tx, c.get('session').actor, 'standard-answer.end', c.req.valid('param').id, ctx)
      })
      return c.json({ ok: true })
    })
    .get('/views', may('report.see'), async (c) =>
      c.json({ views: await savedViews(office.db, c.get('session').actor) }),
    )
    .post(
      '/views',
      may('report.see'),
      valid(
        'json',
        z.object({ name: text(1, '请写一个名字').max(30), query: z.record(z.string().max(20), z.string().max(80)) }),
      ),
      async (c) => {
        await work((tx, ctx) => saveView(tx, c.get('session').actor, c.req.valid('json'), ctx))
        return c.json({ ok: true })
      },
    )
    .post('/views/:id/drop', may('report.see'), valid('param', id), async (c) => {
      await work((tx) => dropView(tx, c.get('session').actor, c.req.valid('param').id))
      return c.json({ ok: true })
    })
}
