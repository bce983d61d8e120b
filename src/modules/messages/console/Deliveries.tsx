/** Messages that left the house, or wait to: no words, no whole numbers. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { sayTime } from '../../../console/parts/time.ts'
import { Shown } from '../../../console/parts/State.tsx'

const states: Record<string, string> = {
  waiting: '等着发',
  sending: '正在发',
  sent: '发出了',
  failed: '没有发成',
  unsure: '不清楚到没到',
  dropped: '不用发',
}
const drivers: Record<string, string> = {
  outbox: '只记录，没有真的发出',
  http: '通用接口',
  aliyun: '阿里云',
  tencent: '腾讯云',
  smtp: '邮件',
  wechat: '微信公众号',
}

export default function DeliveriesScreen() {
  const all = useQuery({
    queryKey: ['deliveries'],
    refetchInterval: 10_000,
    queryFn: () => ask(api.deliveries.$get()),
  })
  return (
    <div className="page">
      <h1>发件箱</h1>
      <p>
        最近 200 条短信、邮件和微信通知。这里不显示内容和完整的号码、邮箱。没有发成的会过 1 分钟、5 分钟、半小时、2
        小时、8
        小时再试，都不成才算没有发成；有别的方式的，换一种再发。发到一半断了、对方没有回话的，怕发两遍，不再发，算“不清楚到没到”。
      </p>
      <Shown query={all} what="发件箱">
        {({ driver, deliveries }) => (
          <>
            {driver === 'outbox' && (
              <Note kind="warn">还没有接短信平台，短信只记在这里，不会真的发出。接的办法见《运行手册》的设置。</Note>
            )}
            <DataTable
              name="发件箱"
              rows={deliveries}
              keyOf={(d) => d.id}
              empty="还没有发过短信和邮件。"
              columns={[
                { name: '时间', value: (d) => String(d.made_at), show: (d) => sayTime(d.made_at) },
                { name: '什么消息', main: true, value: (d) => d.name },
                { name: '发给', value: (d) => d.shown_address },
                { name: '结果', value: (d) => states[d.state] ?? d.state },
                { name: '试了几次', value: (d) => d.tries, number: true },
                { name: '从哪里发', value: (d) => drivers[d.driver] ?? d.driver },
                { name: '原因', value: (d) => d.error },
              ]}
            />
          </>
        )}
      </Shown>
    </div>
  )
}
