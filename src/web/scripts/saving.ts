/**
 * Pages that were opened can be read without network. Begun with the second page that somebody opens: whoever looks once
 * loads nothing more. Once a day what one's own village shows is asked for as well.
 */
export function saving(page: Document) {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  try {
    if (localStorage.getItem('seen') === null) return localStorage.setItem('seen', '1')
  } catch {
    // Nothing may be kept on this phone.
    return
  }
  addEventListener('load', () => {
    void navigator.serviceWorker
      .register('/saved-worker.js', { scope: '/' })
      .then(() => navigator.serviceWorker.ready)
      .then(({ active }) => {
        leadToCopies(page)
        keepOwn(page, active)
      })
      .catch(() => undefined)
  })
}

/** Where there are copies, the foot of every page leads to them. */
function leadToCopies(page: Document) {
  const row = page.createElement('li')
  row.append(Object.assign(page.createElement('a'), { href: '/saved', textContent: '没网也能看的' }))
  page.querySelector('.foot ul')?.append(row)
}

function keepOwn(page: Document, worker: ServiceWorker | null) {
  const slug = /^\/v\/([a-z0-9-]+)$/.exec(location.pathname)?.[1]
  const own = /(?:^|;\s*)villages=([^;]*)/.exec(page.cookie)?.[1]?.split('.') ?? []
  if (!worker || !slug || !own.includes(slug)) return
  const today = new Date().toISOString().slice(0, 10)
  if (localStorage.getItem('kept') === `${slug} ${today}`) return
  localStorage.setItem('kept', `${slug} ${today}`)
  const newest = [...page.querySelectorAll<HTMLAnchorElement>('main a[href^="/d/"]')].map((a) => a.pathname)
  worker.postMessage({ keep: [location.pathname, `/v/${slug}/notices`, ...new Set(newest)].slice(0, 8) })
}
