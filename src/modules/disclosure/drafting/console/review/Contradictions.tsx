/**
 * Where this notice and others of the place say different sums, and where a number stands twice: reviewers and signers
 * read it, with the drafter's reason, before they decide.
 */
import { Note } from '../../../../../console/parts/Note.tsx'
import { Link } from '../../../../../console/router.tsx'
import type { Notice } from '../notice/useNotice.ts'

export function Contradictions({ notice }: { notice: Notice }) {
  return (
    <>
      <Asked all={notice.contradictions.filter((c) => c.about === 'others')} title="和别的公开对不上，请核对：" />
      <Asked all={notice.contradictions.filter((c) => c.about === 'number')} title="表里有重复的号码，请核对：" />
      <Asked all={notice.contradictions.filter((c) => c.about === 'window')} title="公示的天数，请核对：" />
    </>
  )
}

function Asked({ all, title }: { all: Notice['contradictions']; title: string }) {
  if (all.length === 0) return null
  return (
    <Note kind="warn">
      <b>{title}</b>
      <ul>
        {all.map((c) => (
          <li key={c.say}>
            {c.say}
            {c.reason ? `${c.by ? `${c.by}已说明` : '填写人的理由'}：${c.reason}` : '填写人没有说明原因。'}
            {c.notice && (
              <>
                {'　'}
                <Link to={`/notices/${c.notice}`}>看那一份</Link>
              </>
            )}
          </li>
        ))}
      </ul>
    </Note>
  )
}
