/**
 * "What do I need": a few questions, then the list for this person. An ordinary form; nothing is kept of the answers.
 */
import { Choices } from '../../../web/field.tsx'
import { answersOf } from './faults.ts'
import { bringHref, serviceHref } from './addresses.ts'
import { papersFor, questionsOf } from './serviceWords.ts'
import { crumbsOf, Papers, readService } from './service.pages.tsx'
import type { Shown, Visit } from './site.ts'

/** The names under which the page asks its questions: the service's own. */
export async function questionsAsked(visit: Visit, slug: string | undefined, code: string): Promise<string[]> {
  return questionsOf((await readService(visit, slug, code)).service).map((f) => f.key)
}

export async function bringPage(
  visit: Visit,
  slug: string | undefined,
  code: string,
  query: Readonly<Record<string, string>>,
): Promise<Shown> {
  const p = await readService(visit, slug, code)
  const { service, village } = p
  const questions = questionsOf(service)
  const answers = Object.fromEntries(
    questions.flatMap((f) => (answersOf(f).includes(query[f.key] ?? '') ? [[f.key, query[f.key]!]] : [])),
  )
  const isAnswered = Object.keys(answers).length > 0 || questions.length === 0
  return {
    title: `${service.name}要带什么`,
    crumbs: [...crumbsOf(p), { href: serviceHref(village?.slug, code), text: service.name }],
    noindex: true,
    fleeting: true,
    body: (
      <>
        <h1>{service.name}要带什么</h1>
        {questions.length > 0 && (
          <form action={bringHref(village?.slug, code)} method="get">
            {questions.map((f) => (
              <Choices
                key={f.key}
                name={f.key}
                legend={`${f.label}？`.replace('？？', '？')}
                value={answers[f.key] ?? ''}
                choices={answersOf(f).map((a) => ({ value: a, text: a === 'yes' ? '是' : a === 'no' ? '不是' : a }))}
              />
            ))}
            <p class="do">
              <button class="press" type="submit">
                看我要带什么
              </button>
            </p>
          </form>
        )}
        {isAnswered && <Answer service={service} answers={answers} />}
        <p>
          <a href={serviceHref(village?.slug, code)}>回到“{service.name}”</a>
        </p>
      </>
    ),
  }
}

function Answer({ service, answers }: { service: Parameters<typeof papersFor>[0]; answers: Record<string, string> }) {
  const { needed, optional, open, not } = papersFor(service, answers)
  return (
    <section class="panel" aria-labelledby="bring">
      <h2 id="bring">您要带 {needed.length} 样</h2>
      {needed.length === 0 ? <p>什么都不用带，人来就行。</p> : <Papers materials={needed} />}
      {optional.length > 0 && (
        <>
          <h3>有就带，没有不要紧</h3>
          <Papers materials={optional} />
        </>
      )}
      {open.length > 0 && (
        <p>
          还有 {open.length} 样要看没有回答的问题：{open.map((m) => m.name).join('、')}。
        </p>
      )}
      {not.length > 0 && <p class="quiet">您不用带：{not.map((m) => m.name).join('、')}。</p>}
      <p>带原件来，村里拍照或者扫描，原件当场还您，不用自己复印。</p>
    </section>
  )
}
