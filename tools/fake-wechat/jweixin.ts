/**
 * The script that pages load as WeChat's JSSDK: it checks their signature, and draws `wx-open-subscribe` with a choice of
 * whose telephone it is.
 */
export const jweixin = `(() => {
  const base = new URL(document.currentScript.src).origin
  const ask = (path, query) => fetch(base + path + '?' + new URLSearchParams(query)).then((a) => a.json())
  let good
  const ready = [], wrong = []
  window.wx = {
    ready: (f) => ready.push(f),
    error: (f) => wrong.push(f),
    async config({ appId, timestamp, nonceStr, signature, openTagList }) {
      const url = location.href.split('#')[0]
      good = (await ask('/jssdk/check', { appId, timestamp, nonceStr, signature, url })).ok
      for (const f of good ? ready : wrong) f({ errMsg: good ? 'config:ok' : 'config:invalid signature' })
      if (good && openTagList.includes('wx-open-subscribe')) document.querySelectorAll('wx-open-subscribe').forEach(draw)
    },
  }
  async function draw(tag) {
    const ids = tag.getAttribute('template')
    const label = new DOMParser().parseFromString(tag.querySelector('script:not([slot])').textContent, 'text/html').body.textContent
    for (const as of await ask('/jssdk/people', {}))
      for (const yes of [1, 0]) {
        const button = document.createElement('button')
        button.textContent = as + '：' + (yes ? label : '取消')
        button.onclick = async () => {
          await ask('/jssdk/press', { as, ids, yes })
          const details = {}
          for (const id of ids.split(',')) details[id] = JSON.stringify({ status: yes ? 'accept' : 'cancel' })
          tag.dispatchEvent(new CustomEvent('success', { detail: { subscribeDetails: JSON.stringify(details) } }))
        }
        tag.append(button)
      }
  }
})()`
