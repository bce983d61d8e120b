/** My posts, my password, signing out. */
import { Button } from '../../../console/parts/Button.tsx'
import { ask } from '../../../console/client.ts'
import { base } from '../../../console/base.ts'
import { Shown } from '../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../console/parts/tell.tsx'
import { PasswordForm } from './FirstPassword.tsx'
import { useMe } from '../../../console/me.ts'

export default function Account() {
  const me = useMe()
  // The page is loaded anew: on a computer that others use nothing stays of who was here.
  const signOut = () => ask(base.session.$delete()).then(() => window.location.assign('/console'), tellWrong)
  return (
    <div className="page narrow">
      <h1>我的账号</h1>
      <Shown query={me} what="账号">
        {(who) =>
          who && (
            <section className="sheet">
              <h2>
                {who.name}
                <span className="quiet">　用户名 {who.username}</span>
              </h2>
              <ul>
                {who.posts.map((p) => (
                  <li key={p.appointmentId + p.deputyFor}>
                    {p.region}　{p.post}
                    {p.deputyFor && `（代${p.deputyFor}办理）`}
                  </li>
                ))}
              </ul>
              <Button onClick={() => void signOut()}>退出登录</Button>
            </section>
          )
        }
      </Shown>
      <section className="sheet">
        <h2>换密码</h2>
        <PasswordForm onDone={() => tell('密码换好了，别处的登录已退出。')} />
      </section>
    </div>
  )
}
