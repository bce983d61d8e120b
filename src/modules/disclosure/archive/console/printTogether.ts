/** Puts the print sheets of many notices into one window, each from a new page, and prints them as one job. */

/**
 * Opens at once (a press of a button may open a window), fills as sheets arrive. Throws where a sheet cannot be had.
 */
export async function printTogether(codes: readonly string[], onSheet: (done: number) => void): Promise<void> {
  const target = window.open('', '_blank')
  if (!target) throw new Error('浏览器不让打开新窗口，请允许本站打开窗口后再按一次。')
  target.document.title = `打印 ${codes.length} 份公开内容`
  target.document.body.textContent = '正在准备……'
  const sheets: HTMLElement[] = []
  for (const [i, code] of codes.entries()) {
    sheets.push(await sheetOf(code, i === 0 ? target : undefined))
    onSheet(i + 1)
  }
  target.document.body.replaceChildren(...sheets.map((s) => target.document.importNode(s, true)))
  target.document.body.querySelectorAll<HTMLElement>('[data-sheet]').forEach((s) => {
    s.style.breakAfter = 'page'
  })
  target.document.querySelectorAll('.noprint').forEach((n) => n.remove())
  await Promise.all([...target.document.images].map((img) => img.decode().catch(() => undefined)))
  target.print()
}

async function sheetOf(code: string, head: Window | undefined): Promise<HTMLElement> {
  const answer = await fetch(`/d/${code}/print`).catch(() => undefined)
  if (!answer?.ok) throw new Error(`${code} 这一份没有取到，请再按一次，或一份一份打印。`)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (head) {
    head.document.documentElement.className = page.documentElement.className
    head.document.documentElement.lang = 'zh-CN'
    await Promise.all(
      [...page.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map((l) =>
        linked(head, l.getAttribute('href')!),
      ),
    )
  }
  const main = page.querySelector('main') ?? page.body
  main.setAttribute('data-sheet', code)
  return main
}

function linked(head: Window, href: string): Promise<void> {
  const link = head.document.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  const loaded = new Promise<void>((done) => {
    link.addEventListener('load', () => done())
    link.addEventListener('error', () => done())
  })
  head.document.head.append(link)
  return loaded
}
