/** The demo's accounts by place and post, with the codes of now; nothing where the server is no demo. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../console/client.ts'
import { base } from '../../../console/base.ts'

type Pick = { username: string; password: string; code: string | null }

export function DemoAccounts({ picked, onPick }: { picked: string; onPick: (account: Pick) => void }) {
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: () => ask(base['demo-accounts'].$get()),
    refetchInterval: 15_000,
  })
  const accounts = demo.data?.accounts ?? []
  if (accounts.length === 0) return null
  return (
    <section className="sheet demo" aria-labelledby="demo-title">
      <h2 id="demo-title">演示账号</h2>
      <p className="quiet">
        这是演示系统，人物和金额都是虚构的。密码都是 <b className="num">{demo.data!.password}</b>
        。按一下就填好，再按“登录”。
      </p>
      <ul className="accounts">
        {accounts.map((a) => (
          <li key={a.username}>
            <button
              type="button"
              aria-pressed={picked === a.username}
              onClick={() => onPick({ username: a.username, password: demo.data!.password, code: a.code })}
            >
              <b>{a.posts}</b>
              <span>
                {a.name}，{a.username}
                {a.code && (
                  <>
                    ，动态码 <span className="num">{a.code}</span>
                  </>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
