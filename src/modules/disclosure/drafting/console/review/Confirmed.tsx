/** What the privacy guard asked and the drafter answered: reviewers and signers see it before they decide. */
import { Note } from '../../../../../console/parts/Note.tsx'
import type { Notice } from '../notice/useNotice.ts'

export function Confirmed({ notice }: { notice: Notice }) {
  const asked = notice.findings.filter((f) => f.severity === 'ask')
  if (asked.length === 0) return null
  return (
    <Note kind="warn">
      <b>填写人确认可以公开的内容，请再看一遍：</b>
      <ul>
        {asked.map((f) => (
          <li key={f.key}>
            {f.say}填写人的理由：{notice.confirmed[f.key] ?? '没有写'}
          </li>
        ))}
      </ul>
    </Note>
  )
}
