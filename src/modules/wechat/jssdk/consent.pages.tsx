/** Saying yes to notices at WeChat. */
import type { Shown } from '../site.ts'

export type Signed = { sdk: string; appId: string; nonce: string; timestamp: number; signature: string }

/** WeChat draws the button itself: what stands in it is handed over as text. */
const button = (ids: readonly string[]) =>
  `<wx-open-subscribe template="${ids.join(',')}" id="say-yes">` +
  '<script type="text/wxtag-template" slot="style"><style>.yes{font-size:20px;padding:12px 24px;border:0;border-radius:8px;' +
  'background:#07c160;color:#fff}</style></script>' +
  '<script type="text/wxtag-template"><button class="yes">同意接收</button></script></wx-open-subscribe>'

export const consentPage = (signed: Signed, offered: readonly { id: string; name: string }[]): Shown => ({
  title: '接收微信通知',
  noindex: true,
  personal: true,
  scripts: ['wechatNotices'],
  body: (
    <div class="text">
      <h1>接收微信通知</h1>
      <p>同意以后，下面这些会发到您的微信“服务通知”里：</p>
      <ul>
        {offered.map((o) => (
          <li key={o.id}>{o.name}</li>
        ))}
      </ul>
      <div
        id="wechat-page"
        data-signed={JSON.stringify(signed)}
        // The ids were checked when they were entered: letters, digits, "-" and "_".
        dangerouslySetInnerHTML={{ __html: button(offered.map((o) => o.id)) }}
      />
      <p id="wechat-said" role="status">
        正在连微信…
      </p>
      <p class="quiet">村里的新公开一个村一天最多发一次。不想收了，在微信“服务通知”里点右上角关掉。</p>
    </div>
  ),
})

const why = {
  none: '这里还没有开通微信通知。',
  browser: '请在微信里关注本县的公众号，再从那里打开这一页。',
  away: '现在连不上微信，请过一会儿再打开这一页。',
}

export const elsewherePage = (reason: keyof typeof why): Shown => ({
  title: '接收微信通知',
  noindex: true,
  personal: true,
  status: reason === 'none' ? 404 : reason === 'away' ? 503 : 200,
  body: (
    <div class="text">
      <h1>接收微信通知</h1>
      <p>{why[reason]}</p>
      <p class="do">
        <a class="press" href="/">
          看村里的公开
        </a>
      </p>
    </div>
  ),
})
