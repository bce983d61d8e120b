/** What others told my posts: urged, returned, asked. Opening one marks it read. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { ask } from '../../../console/client.ts'
import { base } from '../../../console/base.ts'
import { More, usePieces } from '../../../console/parts/More.tsx'
import { sayTime } from '../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../console/parts/State.tsx'
import { tellWrong } from '../../../console/parts/tell.tsx'
import { go } from '../../../console/router.tsx'
import { forInformation } from '../../../kernel/notices/forInformation.ts'
import { useMessages } from './useMessages.ts'

const kinds: Record<string, string> = {
  hand: '等您办',
  joint: '交办',
  consult: '会商',
  order: '督办',
  noLonger: '不用答复了',
  copy: '抄送',
  answered: '已答复',
  added: '有补充',
  yellow: '快到期',
  red: '逾期',
  escalated: '请督促',
  urge: '催办',
  returned: '退回',
  demand: '要求更正',
  held: '公示停着',
  question: '村民提问',
  remark: '部门意见',
}

export default function Messages() {
  const messages = useMessages()
  const queries = useQueryClient()
  const read = (ids: string[]) =>
    ask(base.messages.read.$post({ json: { ids } })).then(
      () => queries.invalidateQueries({ queryKey: ['messages'] }),
      tellWrong,
    )
  return (
    <div className="page">
      <Shown query={messages} what="消息">
        {({ messages: all }) => {
          const unread = all.filter((m) => !m.read).map((m) => m.id)
          return (
            <>
              <div className="head">
                <h1>消息</h1>
                {unread.length > 0 && <Button onClick={() => void read(unread)}>全部标为已看</Button>}
              </div>
              {all.length === 0 && <Nothing>还没有消息。催办、退回和村民的提问会出现在这里。</Nothing>}
              <Said messages={all.filter((m) => !forInformation.includes(m.kind))} onRead={(id) => void read([id])} />
              <Collected
                messages={all.filter((m) => forInformation.includes(m.kind))}
                onRead={(id) => void read([id])}
              />
            </>
          )
        }}
      </Shown>
    </div>
  )
}

type Message = NonNullable<ReturnType<typeof useMessages>['data']>['messages'][number]
type ListProps = { messages: readonly Message[]; onRead: (id: string) => void }

/** Nothing of it has to be done: apart, and folded while all of it was read. */
function Collected({ messages, onRead }: ListProps) {
  if (messages.length === 0) return null
  const unread = messages.filter((m) => !m.read).length
  return (
    <details open={unread > 0}>
      <summary>
        供了解的 {messages.length} 条{unread > 0 && `，${unread} 条没看`}
      </summary>
      <Said messages={messages} onRead={onRead} />
    </details>
  )
}

const atOnce = 20

function Said({ messages, onRead }: ListProps) {
  const pieces = usePieces(atOnce)
  return (
    <>
      <ul className="rows">
        {messages.slice(0, pieces.most).map((m) => (
          <li key={m.id}>
            <button
              type="button"
              className={m.read ? 'row' : 'row new'}
              onClick={() => {
                onRead(m.id)
                if (m.link) go(m.link)
              }}
            >
              <span className="grow">
                {!m.read && <b className="dot">新</b>}
                <b>{kinds[m.kind] ?? '通知'}</b>　{m.say}
              </span>
              <time className="quiet">{sayTime(m.sent_at)}</time>
            </button>
          </li>
        ))}
      </ul>
      <More pieces={pieces} of={messages.length} unit="条" />
    </>
  )
}
