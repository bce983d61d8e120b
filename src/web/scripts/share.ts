/** Hands the page's address on: the phone's own share sheet, else copied. */
export function share(page: Document) {
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-share]')) {
    if (!navigator.share && !navigator.clipboard) continue
    button.hidden = false
    button.addEventListener('click', () => void hand(button))
  }
}

async function hand(button: HTMLButtonElement) {
  const address = location.origin + location.pathname
  try {
    if (navigator.share) await navigator.share({ title: document.title, url: address })
    else await copy(button, address)
  } catch (error) {
    if ((error as DOMException).name !== 'AbortError') button.textContent = '没有分享成功，请复制网址'
  }
}

async function copy(button: HTMLButtonElement, address: string) {
  await navigator.clipboard.writeText(address)
  button.textContent = '网址已复制，可以粘贴给别人'
}
