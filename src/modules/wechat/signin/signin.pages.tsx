/** Coming back from WeChat: who it is, and whether to be known by it from now on. */
import type { Shown } from '../site.ts'
import type { Bound } from './bindings.ts'

/** Several people of a family share the telephone. */
export const choosePage = ({ people }: { people: readonly Bound[] }): Shown => ({
  title: '您是哪一位',
  body: (
    <div class="text">
      <h1>您是哪一位？</h1>
      <form method="post" action="/my/wechat/who">
        {people.map((p) => (
          <p key={p.id} class="do">
            <button class="press" type="submit" name="resident" value={p.id}>
              {p.name}（{p.village}）
            </button>
          </p>
        ))}
      </form>
    </div>
  ),
})

/** Signed in by telephone or slip, and back from WeChat. */
export const bindPage = ({ name, bound }: { name: string; bound: boolean }): Shown => ({
  title: '用微信登录',
  body: (
    <div class="text">
      <h1>下次用这个微信登录</h1>
      <p>绑定以后，用这个微信打开就是{name}，不用再收验证码。手机给别人用的，不要绑定。</p>
      <form method="post" action="/my/wechat/bind">
        <p class="do">
          <button class="press" type="submit">
            绑定这个微信
          </button>
        </p>
      </form>
      {bound && (
        <form method="post" action="/my/wechat/unbind">
          <p>您已经绑定过微信。换了手机，或者给过别人，可以全部解除。</p>
          <p class="do">
            <button class="press second" type="submit">
              解除绑定
            </button>
          </p>
        </form>
      )}
    </div>
  ),
})

/** Nobody has bound this WeChat yet. */
export const unboundPage = (): Shown => ({
  title: '用微信登录',
  body: (
    <div class="text">
      <h1>这个微信还没有绑定</h1>
      <p>先用手机号或者家里的邀请条登录一次，再在“我的”里按“下次用微信登录”，就能绑定。</p>
      <p class="do">
        <a class="press" href="/my/sign-in">
          用手机号登录
        </a>
      </p>
    </div>
  ),
})
