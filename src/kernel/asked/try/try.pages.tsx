/** Trying a form out: filled in as a villager would, judged as an application would be, kept nowhere. */
import type { Shown } from '../../site/site.tsx'
import type { Answers, AskedForm } from '../asked.schema.ts'
import { AskedFields } from '../page/AskedFields.tsx'
import type { AnswerProblem } from '../judge.ts'
import { paperOf, type PaperLine } from '../paper.ts'
import { maskedAnswers } from '../show.ts'

type Trying = {
  form: AskedForm
  answers: Answers
  problems: readonly AnswerProblem[]
  fileNames: Record<string, string>
  /** Everything was right. */
  done: boolean
}

export function tryPage({ form, answers, problems, fileNames, done }: Trying): Shown {
  return {
    title: '试填',
    noindex: true,
    fleeting: true,
    personal: true,
    scripts: ['asked'],
    status: problems.length > 0 ? 422 : 200,
    body: (
      <div class="text">
        <h1>试填办事表单</h1>
        <div class="note">
          <p>
            <b>这里只是试填</b>，不会保存，也不会交给谁。请不要填真实的身份证号。
          </p>
        </div>
        {done && <Done form={form} answers={answers} />}
        <form
          method="post"
          action="/forms/try"
          encType="multipart/form-data"
          data-asked
          data-watermark="仅用于试填"
          noValidate
        >
          <input type="hidden" name="form" value={JSON.stringify(form)} />
          <AskedFields form={form} answers={answers} problems={problems} fileNames={fileNames} />
          <p class="do">
            <button type="submit" class="press" name="do" value="send">
              填好了，检查一遍
            </button>
          </p>
        </form>
      </div>
    ),
  }
}

function Done({ form, answers }: Pick<Trying, 'form' | 'answers'>) {
  return (
    <section class="panel state" role="status" aria-label="检查结果">
      <p class="lead">都填对了。</p>
      <p>办事的人先看到的是这样，证件号、电话和账号遮住一部分：</p>
      {paperOf(form, maskedAnswers(form, answers)).map((section) => (
        <div key={section.title}>
          <h3>{section.title}</h3>
          <dl>
            {section.lines.map((line) => (
              <div key={line.label}>
                <dt>{line.label}</dt>
                <dd>{sayLine(line)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  )
}

function sayLine(line: PaperLine): string {
  if (line.kind === 'line') return line.value === '' ? '没有填' : line.value
  if (line.kind === 'boxes')
    return (
      line.options
        .filter((o) => o.ticked)
        .map((o) => o.text)
        .join('、') || '没有选'
    )
  return line.rows.length === 0 ? '没有填' : line.rows.map((row) => row.join('，')).join('；')
}
