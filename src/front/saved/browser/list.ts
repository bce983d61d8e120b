/** The list of copies on this phone: what, of when, how large; each can be taken away, and all at once. */
import { copies, isPage, list, mostBytes, noted, openStore, type Copy } from './copies.ts'

const rows = document.querySelector<HTMLElement>('#copies')!
const sum = document.querySelector<HTMLElement>('#copies-sum')!
const clear = document.querySelector<HTMLButtonElement>('#copies-clear')!
const mega = (bytes: number) => (bytes / 1_048_576).toFixed(1)

function rowOf(c: Copy, cache: Cache): HTMLElement {
  const [what, ...where] = c.title.split(' · ')
  const at = new Date(c.at)
  const line = (name: string, text: string) =>
    Object.assign(document.createElement('span'), { className: name, textContent: text })
  const link = Object.assign(document.createElement('a'), { href: c.href })
  const when = `${at.getMonth() + 1} 月 ${at.getDate()} 日存的`
  link.append(line('what', what!), line('more', [...where, when].join(' · ')))
  const away = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'ring',
    textContent: '删掉',
  })
  // Of this page alone: the style sheet is every page’s.
  Object.assign(away.style, { background: 'none', borderWidth: '0 0 0 1px', font: 'inherit', minWidth: '44px' })
  away.setAttribute('aria-label', `删掉：${what}`)
  away.addEventListener('click', () => void cache.delete(c.href).then(show))
  const row = Object.assign(document.createElement('li'), { className: 'with-call' })
  row.append(link, away)
  return row
}

async function show(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) {
    sum.textContent = '这个浏览器不能存。在微信里打开的，请点右上角，用手机自己的浏览器打开。'
    return
  }
  const cache = await openStore()
  const all = await copies(cache)
  const pages = all.filter((c) => isPage(c) && c.href !== list)
  const bytes = all.reduce((n, c) => n + c.bytes, 0)
  sum.textContent =
    pages.length === 0
      ? '还没有存下的。打开过的公开会自己存下来，没有网也能看。'
      : `存了 ${pages.length} 页，连附件一共 ${mega(bytes)} 兆，最多 ${mega(mostBytes).replace('.0', '')} 兆，满了先去掉最早的。`
  const full = new Date(await noted('full'))
  if (full.getTime() > 0)
    sum.textContent += `${full.getMonth() + 1} 月 ${full.getDate()} 日手机存满了，去掉了较早的一半。`
  rows.hidden = pages.length === 0
  rows.replaceChildren(...pages.map((c) => rowOf(c, cache)))
  clear.hidden = pages.length === 0
}

clear.addEventListener('click', () => {
  if (!window.confirm('把存在这个手机里的公开全部删掉？以后打开过的还会存。')) return
  void openStore()
    .then(async (cache) =>
      Promise.all((await copies(cache)).filter((c) => c.href !== list).map((c) => cache.delete(c.href))),
    )
    .then(show)
})
void show()
