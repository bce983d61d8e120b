/** The service was changed after this was handed in: it goes on as it was, or is moved with the differences shown. */
import { Button } from '../../../../console/parts/Button.tsx'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { tellWrong } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { useDone, type StaffApplication } from './useApplication.ts'

export function Newer({ a, newer }: { a: StaffApplication; newer: NonNullable<StaffApplication['newer']> }) {
  const done = useDone(a.id)
  const [busy, once] = useBusy()
  const move = () =>
    once(() =>
      ask(api.applications[':id'].version.$post({ param: { id: a.id }, json: { to: newer.to } })).then(
        () => done('已改按新版办。'),
        tellWrong,
      ),
    )
  return (
    <Note kind="warn">
      <p>
        这个事项改过了（第 {newer.to} 版），这件还按交的时候的第 {newer.from} 版办。
      </p>
      <details>
        <summary>看看差别，要不要改按新版办</summary>
        <ul>
          {newer.changes.map((say) => (
            <li key={say}>{say}</li>
          ))}
          {newer.changes.length === 0 && <li>要填要交的没有变。</li>}
        </ul>
        {newer.lost.length > 0 && (
          <p>改了以后，这些不再用：{newer.lost.map((l) => `${l.label}（${l.value}）`).join('、')}。</p>
        )}
        {newer.asked.length > 0 && (
          <p>要请申请人补：{newer.asked.map((m) => m.label).join('、')}。改了以后马上告知，计时停下来等。</p>
        )}
        <div className="do">
          <Button loading={busy} onClick={() => void move()}>
            改按第 {newer.to} 版办
          </Button>
        </div>
      </details>
    </Note>
  )
}
