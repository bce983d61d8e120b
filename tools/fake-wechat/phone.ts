/** A telephone's screen: the chat with the account, its menu, and what a person may send. */
import type { FakeWechat } from './fake.ts'

type Button = { name: string; url?: string; key?: string; sub_button?: Button[] }

/** The page for the person `name`. */
export function phonePage(fake: FakeWechat, name: string): string {
  const who = fake.person(name)
  const as = `?as=${encodeURIComponent(name)}`
  const lines = who.chat.map((l) => `<li class="${l.from}"><span>${l.from === 'account' ? linked(l.text) : safe(l.text)}</span></li>`)
  const others = [...fake.followers.values()].filter((f) => f.name !== name)
  const form = (what: string, inside: string, kind = '') =>
    `<form method="post" action="/phone/${what}${as}"${kind}>${inside}</form>`
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>仿真微信 · ${safe(name)}</title><style>${css}</style>
<header><b>阳光村务</b><small>${safe(name)}${who.follows ? '' : '（没有关注）'}</small></header>
<ol>${lines.join('\n')}<li id="end"></li></ol>
<nav>${menuOf(fake.menu).map((b) => buttonOf(b, as)).join('')}</nav>
${form('say', '<input name="text" autofocus autocomplete="off" aria-label="说什么"><button>发送</button>')}
<details><summary>照片、录音、位置、扫码…</summary>
${form('file', '<input type="file" name="file" aria-label="文件"><button>发文件</button>', ' enctype="multipart/form-data"')}
${form('place', '<input name="lat" value="23.10" size="6"><input name="lng" value="113.20" size="6"><input name="label" value="村口"><button>发位置</button>')}
${form('scan', '<input name="scene" placeholder="v_村的地址" aria-label="二维码里的"><button>扫海报上的码</button>')}
${who.follows ? form('leave', '<button>取消关注</button>') : form('follow', '<button>关注</button>')}
${form('expire', '<button>让令牌全部过期</button>')}
<form action="/"><input name="as" placeholder="换一个人" aria-label="名字"><button>换人</button>
${others.map((o) => `<a href="/?as=${encodeURIComponent(o.name)}">${safe(o.name)}</a>`).join(' ')}</form>
</details>`
}

/** Whose telephone it is that asks to sign in. */
export function peoplePage(fake: FakeWechat, asked: URLSearchParams): string {
  const link = (name: string) => {
    const to = new URLSearchParams(asked)
    to.set('as', name)
    return `<p><a href="/connect/oauth2/authorize?${safe(to.toString())}">${safe(name)}</a></p>`
  }
  const names = [...fake.followers.values()].map((f) => f.name)
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>仿真微信 · 登录</title><style>${css}</style><header><b>是谁的手机？</b></header>
<ol>${(names.length > 0 ? names : ['张新村']).map(link).join('')}</ol>`
}

const css = `body{margin:0 auto;max-width:430px;font:16px/1.5 sans-serif;background:#ededed}
header{display:flex;justify-content:space-between;padding:12px 16px;background:#ededed;border-bottom:1px solid #ccc}
ol{list-style:none;margin:0;padding:12px;min-height:40vh}li{display:flex;margin:8px 0}li.person{justify-content:end}
li span{max-width:78%;padding:8px 12px;border-radius:6px;background:#fff;white-space:pre-wrap;overflow-wrap:anywhere}
li.person span{background:#95ec69}form,details{padding:6px 12px}input{font:inherit;max-width:60%}button{font:inherit}
nav{display:flex;border-top:1px solid #ccc}nav>*{flex:1;padding:10px;text-align:center;background:#f7f7f7}`

function menuOf(menu: unknown): Button[] {
  return (menu as { button?: Button[] } | undefined)?.button ?? []
}

function buttonOf(b: Button, as: string): string {
  if (b.sub_button?.length)
    return `<details><summary>${safe(b.name)}</summary>${b.sub_button.map((s) => buttonOf(s, as)).join('<br>')}</details>`
  if (b.url !== undefined) return `<a href="${safe(b.url)}">${safe(b.name)}</a>`
  return `<form method="post" action="/phone/press${as}&key=${encodeURIComponent(b.key ?? '')}"><button>${safe(b.name)}</button></form>`
}

const safe = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What an account says: text, and of HTML its links only, as WeChat has it. */
const linked = (text: string) =>
  safe(text).replaceAll(/&lt;a href=&quot;(https?:\/\/[^&]*(?:&amp;[^&]*)*?)&quot;&gt;(.*?)&lt;\/a&gt;/g, '<a href="$1">$2</a>')
