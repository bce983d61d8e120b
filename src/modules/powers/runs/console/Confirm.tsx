/** What one person recorded, for the second: agree to exactly this, or say why not. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { RecordView } from './Trail.tsx'
import { useReread, type Recorded, type Run } from './useRun.ts'

export function Confirm({ run, record }: { run: Run; record: Recorded }) {
  const [refusing, setRefusing] = useState(false)
  const [wrong, setWrong] = useState('')
  const [busy, once] = useBusy()
  const reread = useReread(run.run.id)
  const answer = (agree: boolean, words: string) =>
    ask(
      api.powers.runs[':id'].confirm.$post({
        param: { id: run.run.id },
        json: { record: record.id, contentHash: record.content_hash, agree, words, handIn: true },
      }),
    )
  const agree = () =>
    once(() =>
      answer(true, '').then(
        async () => {
          tell('确认了，这一步办完，村民看得到了。')
          await reread()
        },
        (e: unknown) => setWrong(sentenceOf(e)),
      ),
    )
  return (
    <section className="sheet" aria-label="等第二个人确认">
      <h2>{record.name}：等第二个人确认</h2>
      <RecordView run={run} record={record} />
      {record.mine ? (
        <p>您已经记下了，请另一个人登录后到这里确认。</p>
      ) : run.may.record ? (
        <div className="do">
          <Button type="primary" loading={busy} onClick={() => void agree()}>
            我在场，内容属实
          </Button>
          <Button onClick={() => setRefusing(true)}>不同意</Button>
        </div>
      ) : (
        <p className="quiet">等办这一步的另一个人确认。</p>
      )}
      {wrong && (
        <Note kind="wrong" role="alert">
          {wrong}
        </Note>
      )}
      {refusing && (
        <AskReason
          title="不同意这条记录"
          hint="请写哪里不对"
          button="退回重记"
          least={4}
          onClose={() => setRefusing(false)}
          onDone={(words) =>
            answer(false, words).then(async () => {
              tell('退回了，请重新记。')
              await reread()
            })
          }
        />
      )}
    </section>
  )
}
