/** What a correction changed, in words. */
import { sayDay } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { changesBetween } from './changed.ts'
import type { Published } from '../publishing/publish.ts'
import type { PublicForm } from '../publishing/publicForm.ts'
import { addressesOf } from '../publishing/notice.links.ts'
import { findNotice, type Found } from '../publishing/notice.read.ts'
import { titleOf } from '../obligations/dueWords.ts'
import type { Shown, Visit } from '../site.ts'

export async function comparePage(visit: Visit, code: string): Promise<Shown> {
  const latest = await findNotice(visit, code)
  const n = latest.notice
  if (n.versions.length < 2) throw notFound('这项公开只有一版，没有改过。')
  const found = await Promise.all(n.versions.map((v) => findNotice(visit, code, v.version)))
  const title = titleOf(visit.frame, n)
  return {
    title: `改了什么：${title}`,
    noindex: true,
    crumbs: [{ href: addressesOf(n).self, text: title }],
    body: (
      <div class="text">
        <h1>改了什么</h1>
        <p>
          {n.place_name}：{title}
        </p>
        {found.slice(0, -1).map((after, i) => (
          <Step key={after.notice.version} before={found[i + 1]!} after={after} />
        ))}
      </div>
    ),
  }
}

function Step({ before, after }: { before: Found; after: Found }) {
  const [from, to] = [before.notice, after.notice]
  return (
    <section>
      <h2>
        第 {from.version} 版到第 {to.version} 版
      </h2>
      <p>
        {sayDay(to.published_on, true)}更正。原因：{to.reason || '没有写明'}
      </p>
      {from.content === null || to.content === null ? (
        <p class="quiet">内容不公开展示，不能比较。</p>
      ) : (
        <Changes before={from.content} after={to.content} form={after.form} />
      )}
    </section>
  )
}

function Changes({ before, after, form }: { before: Published; after: Published; form: PublicForm }) {
  const changes = changesBetween(before, after, form)
  if (changes.length === 0) return <p>表格和文字没有变。</p>
  return (
    <ul>
      {changes.map((c, i) => (
        <li key={i}>{c.say}</li>
      ))}
    </ul>
  )
}
