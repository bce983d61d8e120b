/** Looking for somebody of one's own village: the name and the group, and the notices that name them. */
import type { Shown, Visit } from '../../disclosure/index.pages.ts'
import { audienceName, titleOf } from '../../disclosure/index.ts'
import { sayDay } from '../../../platform/clock.ts'
import type { SignedIn } from '../../../kernel/residents/asResident.ts'
import { Field } from '../../../web/field.tsx'
import { Row, Rows } from '../../../web/list.tsx'
import type { MyNotice, Neighbour } from './my.queries.ts'

type Found = { people: readonly Neighbour[]; notices: readonly MyNotice[] }

/** `found` undefined: nothing was asked yet, or too little. The name stands in no address. */
export function peoplePage(visit: Visit, me: SignedIn, typed: string, found: Found | undefined): Shown {
  const short = typed !== '' && found === undefined
  return {
    title: '找本村的人',
    crumbs: [{ href: '/my', text: '我的' }],
    status: short ? 422 : 200,
    body: (
      <>
        <h1>找本村的人</h1>
        <p>只能找{me.village}的人，只看得到姓名和小组；再看看谁的名字出现在哪些公开里，便于监督。</p>
        <PeopleForm typed={typed} error={short ? '至少写两个字，最好写全名。' : undefined} />
        {found && (
          <>
            <h2>本村叫“{typed}”的人</h2>
            {found.people.length === 0 ? (
              <p class="quiet">没有找到。字要写对，最好写全名。</p>
            ) : (
              <ul class="plain">
                {found.people.map((p, i) => (
                  <li key={i}>
                    {p.name}
                    {p.group_name && `　${p.group_name}`}
                  </li>
                ))}
              </ul>
            )}
            {found.people.length === 20 && <p class="quiet">只列出 20 个，请写全名。</p>}
            <h2>写到这个名字的公开</h2>
            {found.notices.length === 0 ? (
              <p class="quiet">现在展示的公开里没有写到。</p>
            ) : (
              <Rows label="写到这个名字的公开">
                {found.notices.map((n) => (
                  <Row
                    key={n.code}
                    href={n.audience === 'everyone' ? `/d/${n.code}` : `/my/d/${n.code}`}
                    what={titleOf(visit.frame, n)}
                    more={`${n.place} · ${sayDay(n.published_on)} · ${audienceName(n.audience)}可看`}
                  />
                ))}
              </Rows>
            )}
          </>
        )}
      </>
    ),
  }
}

function PeopleForm({ typed, error }: { typed: string; error?: string | undefined }) {
  return (
    <form method="post" action="/my/people">
      <Field name="name" label="姓名" value={typed} error={error} maxLength={20} autocomplete="off" required />
      <p class="do">
        <button class="press second" type="submit">
          找
        </button>
      </p>
    </form>
  )
}
