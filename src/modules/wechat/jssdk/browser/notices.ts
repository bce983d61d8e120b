/** The page on which a follower says yes: WeChat's script is loaded, told who asks, and what was pressed is said. */

type Sdk = {
  config(c: object): void
  ready(then: () => void): void
  error(then: () => void): void
}

const page = document.querySelector<HTMLElement>('#wechat-page')!
const said = document.querySelector<HTMLElement>('#wechat-said')!
const { sdk, appId, nonce, timestamp, signature } = JSON.parse(page.dataset['signed']!) as Record<string, string>
const say = (text: string) => {
  said.textContent = text
}

const script = document.createElement('script')
script.src = sdk!
script.addEventListener('error', () => say('现在连不上微信，请过一会儿再打开这一页。'))
script.addEventListener('load', () => {
  const wx = (window as unknown as { wx: Sdk }).wx
  wx.error(() => say('微信没有放行这一页，请告诉县里管公众号的人。'))
  wx.ready(() => say('请按上面的按钮。'))
  const openTagList = ['wx-open-subscribe']
  wx.config({ appId, timestamp: Number(timestamp), nonceStr: nonce, signature, jsApiList: [], openTagList })
})
document.head.append(script)

document.querySelector('#say-yes')!.addEventListener('success', (event) => {
  const details = (event as CustomEvent<{ subscribeDetails?: string }>).detail?.subscribeDetails ?? ''
  say(details.includes('accept') ? '好了，以后有新的会发到您的微信。' : '没有同意，什么也不会发。想收的时候再来。')
})
document.querySelector('#say-yes')!.addEventListener('error', () => {
  say('没有办成，请再按一次；还不行，请升级微信。')
})
