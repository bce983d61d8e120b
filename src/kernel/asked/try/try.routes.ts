/**
 * /forms/try: the example form, or one that the county is building, sent along by the form builder. Holds no state and
 * reads no database but the frame.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { dayOf } from '../../../platform/clock.ts'
import { invalid, UserError } from '../../../platform/errors.ts'
import { errorPage } from '../../site/error.pages.tsx'
import { takes } from '../../site/parameters.ts'
import { answer, visitOf, type Site } from '../../site/site.tsx'
import type { BaseFrame } from '../../site/frame.ts'
import { askedFormSchema, type AskedForm } from '../asked.schema.ts'
import { faultsOf } from '../faults.ts'
import { fieldNamed, isFile, isList } from '../fields.ts'
import { judge } from '../judge.ts'
import { readPosted } from '../page/posted.ts'
import { exampleForm } from './example.ts'
import { tryPage } from './try.pages.tsx'

const papers = 'src/kernel/asked/browser/papers'
/** `asked` stands on the page; the others it loads where a field needs them. */
export const askedScripts = {
  asked: 'src/kernel/asked/browser/asked.ts',
  papers: `${papers}/papers.ts`,
  signature: `${papers}/signature.ts`,
  taking: `${papers}/taking.css`,
}

const mostFields = 3_000
const largestForm = 200_000

export function tryRoutes<F extends BaseFrame>(site: Site<F>): Hono {
  const app = new Hono()
  const body = bodyLimit({
    maxSize: 16 * 1024 * 1024,
    onError: () => {
      throw new UserError(413, '试填的内容太大了，请换小一点的照片。')
    },
  })
  app.get('/forms/try', takes(), async (c) =>
    answer(
      site,
      c,
      await visitOf(site, c),
      tryPage({ form: exampleForm, answers: {}, problems: [], fileNames: {}, done: false }),
    ),
  )
  app.post('/forms/try', body, async (c) => {
    const data = await c.req.formData()
    // Drawing costs time per field, and anybody may ask for it.
    if ([...data.keys()].length > mostFields) throw new UserError(413, '试填的行数太多了，请少填几行。')
    const form = formIn(data.get('form'))
    const { answers, files, doing } = readPosted(form, data)
    // Nothing is kept: a file's name stands for the file.
    for (const { field, file } of files) {
      const before = answers[field]
      answers[field] = isList(fieldNamed(form, field)!.kind)
        ? [...(Array.isArray(before) ? (before as string[]) : []), file.name.slice(0, 100)]
        : file.name.slice(0, 100)
    }
    const fileNames = Object.fromEntries(
      form.sections
        .flatMap((s) => s.fields)
        .filter((f) => isFile(f.kind))
        .flatMap((f) => [answers[f.key] ?? []].flat())
        .filter((name) => typeof name === 'string')
        .map((name) => [name, name]),
    )
    const read = judge(form, answers, { today: dayOf(site.office.now()) })
    const sent = doing === 'send'
    const done = sent && read.problems.length === 0
    return answer(
      site,
      c,
      await visitOf(site, c),
      tryPage({ form, answers: done ? read.answers : answers, problems: sent ? read.problems : [], fileNames, done }),
    )
  })
  app.onError((error, c) => errorPage(site, c, error))
  return app
}

function formIn(text: FormDataEntryValue | null): AskedForm {
  if (typeof text === 'string' && text.length > largestForm) throw new UserError(413, '这张表单太大了，请分成几张。')
  const parsed = typeof text === 'string' ? askedFormSchema.safeParse(jsonIn(text)) : undefined
  if (!parsed?.success) throw invalid('没有收到能看懂的表单，请回到表单设计再试一次。')
  const faults = faultsOf(parsed.data)
  if (faults.length > 0) throw invalid(`这张表单还不能填：${faults.map((f) => f.say).join('；')}。`)
  return parsed.data
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
