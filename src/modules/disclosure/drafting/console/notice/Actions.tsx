/** The buttons that this person may press on a notice; those that others will read ask for a reason. */
import { Button } from '../../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import { AskReason } from '../../../../../console/parts/AskReason.tsx'
import { tell, tellWrong } from '../../../../../console/parts/tell.tsx'
import { useDecide } from './useDecide.ts'
import type { Notice } from './useNotice.ts'

type Action = Notice['may'][number]

export const hints: Record<string, string> = {
  demand: '请写明哪里要更正，村民和村里都会看到',
  correct: '请写明为什么更正，村民会看到。更正要重新走一遍审查和签字，签完前原来的版本仍公开',
  withdraw: '请写明为什么撤回，村民会看到。撤回后内容不再公开，存证还在',
  recall: '请写明为什么收回',
  uncorrect:
    '请写明为什么不更正了，办理记录里会留着。现在公开的版本不变，写了一半的更正稿不再保留。有人要求更正的，要求还在',
  return: '请写明要改什么',
  takedown: '请写明为什么下架，村民会看到。下架马上生效，存证还在',
}

export function Actions({ notice }: { notice: Notice }) {
  const { decide, refresh } = useDecide(notice)
  const [asking, setAsking] = useState<{ name: string; label: string }>()
  const [busy, setBusy] = useState(false)
  const mine = notice.withdrawn ? [] : notice.may.filter((a) => a.name !== 'submit' && !a.signs)
  if (mine.length === 0 && !notice.mayTakeDown) return null
  const press = async (action: Action) => {
    if (action.needsComment) return setAsking(action)
    setBusy(true)
    await decide(action.name).then(
      () => tell(`“${action.label}”办好了。`),
      (e: unknown) => {
        tellWrong(e)
        return refresh()
      },
    )
    setBusy(false)
  }
  const reasoned = (name: string, comment: string) =>
    (name === 'takedown'
      ? ask(api.notices[':id'].takedown.$post({ param: { id: notice.id }, json: { comment } })).then(refresh)
      : decide(name, { comment })
    ).then(() => tell('办好了。'))
  return (
    <div className="do">
      {mine.map((a) => (
        <Button
          key={a.name}
          type={a.name === 'file' ? 'primary' : 'default'}
          loading={busy}
          onClick={() => void press(a)}
        >
          {a.label}
        </Button>
      ))}
      {notice.mayTakeDown && (
        <Button danger onClick={() => setAsking({ name: 'takedown', label: '立即下架' })}>
          立即下架
        </Button>
      )}
      {asking && (
        <AskReason
          title={asking.label}
          hint={hints[asking.name] ?? '请写明理由'}
          button={asking.label}
          danger={asking.name === 'withdraw' || asking.name === 'takedown'}
          onDone={(reason) => reasoned(asking.name, reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  )
}
