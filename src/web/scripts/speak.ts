/** Reads the page aloud, sentence by sentence, with the voice of the device. */
export function speak(page: Document) {
  for (const place of page.querySelectorAll<HTMLElement>('[data-speak]')) {
    place.hidden = false
    const button = place.querySelector('button')
    const status = place.querySelector<HTMLElement>('[role=status]')
    if (button && status) {
      whenIdle(() => void chineseVoice())
      button.addEventListener('click', () => toggle(page, button, status))
    }
  }
}

/** Asking the device for its voices can take long: not while the page is being shown. */
function whenIdle(run: () => void) {
  if ('requestIdleCallback' in window) window.requestIdleCallback(run, { timeout: 2000 })
  else setTimeout(run, 200)
}

type Piece = { block: Element; text: string }
let running = 0

async function toggle(page: Document, button: HTMLButtonElement, status: HTMLElement) {
  if (running > 0) return stop(button)
  status.textContent = '正在找中文语音…'
  const voice = await chineseVoice()
  status.textContent = ''
  if (!voice) {
    status.textContent =
      '这台设备没有中文语音，不能朗读。可以在手机“设置”里安装中文语音，或在微信里长按文字选择“听全文”。'
    return
  }
  const mine = ++running
  button.dataset.idle ??= button.textContent ?? ''
  button.textContent = '停止朗读'
  for (const piece of piecesOf(page)) {
    if (running !== mine) break
    await say(piece, voice)
  }
  if (running === mine) stop(button)
}

function stop(button: HTMLButtonElement) {
  running = 0
  window.speechSynthesis.cancel()
  button.textContent = button.dataset.idle ?? '朗读本页'
}

/**
 * Looked for as soon as the page is there, so that a press is answered at once: a voice list comes late in some
 * browsers. It is asked again once it has changed, and given up two seconds after the page came, not after the press.
 */
let looked: Promise<SpeechSynthesisVoice | undefined> | undefined
function chineseVoice(): Promise<SpeechSynthesisVoice | undefined> {
  looked ??= lookForVoice()
  return looked
}

function lookForVoice(): Promise<SpeechSynthesisVoice | undefined> {
  if (!('speechSynthesis' in window)) return Promise.resolve(undefined)
  const find = () => window.speechSynthesis.getVoices().find((v) => /^(zh|cmn)/i.test(v.lang))
  const now = find()
  if (now) return Promise.resolve(now)
  return new Promise((resolve) => {
    window.speechSynthesis.addEventListener('voiceschanged', () => resolve(find()), { once: true })
    setTimeout(() => resolve(find()), 2000)
  })
}

function say(piece: Piece, voice: SpeechSynthesisVoice): Promise<void> {
  return new Promise((resolve) => {
    const words = new SpeechSynthesisUtterance(piece.text)
    words.voice = voice
    words.lang = voice.lang
    words.rate = 0.9
    const done = () => {
      piece.block.classList.remove('speaking')
      resolve()
    }
    words.onend = done
    words.onerror = done
    piece.block.classList.add('speaking')
    piece.block.scrollIntoView({ block: 'nearest' })
    window.speechSynthesis.speak(words)
  })
}

/** What lies in a fold that is closed is not on the page for who looks, nor for who listens. */
const isFolded = (b: Element) => b.parentElement?.closest('details:not([open])') != null

/** The page's own blocks in order; a table row is read as "label, value". */
function piecesOf(page: Document): Piece[] {
  const blocks = [
    ...page.querySelectorAll('main h1, main h2, main h3, main p, main li, main dl > div, main tbody tr, main tfoot tr'),
  ]
  return blocks
    .filter(
      (b) =>
        !b.closest('form, nav, .do, .unseen, [hidden], figure .unseen') &&
        !b.querySelector('p, li, tr') &&
        !isFolded(b),
    )
    .flatMap((block) => sentences(textOf(block)).map((text) => ({ block, text })))
}

function textOf(block: Element): string {
  if (block.tagName !== 'TR') return (block.textContent ?? '').replace(/\s+/g, ' ')
  return [...block.children]
    .filter((c) => c.textContent !== '' && (c as HTMLElement).offsetParent !== null)
    .map((c) => [c.getAttribute('data-label'), shownIn(c)].filter(Boolean).join('，'))
    .join('。')
}

const sentences = (text: string): string[] =>
  (text.match(/[^。！？；\n]+[。！？；]?/g) ?? []).map((s) => s.trim()).filter((s) => /[\p{L}\p{N}]/u.test(s))

/** Of a cell that unfolds, what stands there while it is folded. */
const shownIn = (cell: Element): string => {
  const folded = cell.querySelector('details:not([open]) > summary') ?? cell
  return [...folded.querySelectorAll('b, small')].map((e) => e.textContent).join('，') || (folded.textContent ?? '')
}
