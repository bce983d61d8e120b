/**
 * Checks papers by their codes: from photographs, files or pasted text, with a key that this browser has kept. Nothing
 * leaves the phone.
 */
import { decodeQRBatch } from 'qr/decode.js'
import { parseVkey } from '../../kernel/ledger/note.ts'
import { noticesRead, nothingRead, takeCode } from '../../kernel/ledger/paper.ts'
import { noticeSection, receiptSection, type Names } from './found.ts'

const keptAs = 'sunlit-key'
/** Wider photographs are made smaller first: a code of 60 mm keeps more than six dots to a square. */
const widest = 2600

const box = document.querySelector<HTMLElement>('[data-reader]')
if (box) start(box)

function start(box: HTMLElement) {
  const one = <T extends HTMLElement>(q: string) => box.querySelector<T>(q)!
  const [file, text, key] = [
    one<HTMLInputElement>('#file'),
    one<HTMLTextAreaElement>('#scanned'),
    one<HTMLTextAreaElement>('#key'),
  ]
  const [status, found, again] = [one('[role=status]'), one('[data-found]'), one<HTMLButtonElement>('[data-again]')]
  const names = JSON.parse(box.dataset['names']!) as Names
  let read = nothingRead()
  let receipts: string[] = []
  box.hidden = false
  keepKey(key, one('[data-kept]'))

  const show = () => {
    const vkey = key.value.trim()
    if (!parseVkey(vkey)) return void (status.textContent = '公钥写法不对，请从另行公布的地方整行复制。')
    const notices = noticesRead(read, vkey)
    found.replaceChildren(
      ...receipts.map((r) => receiptSection(r, vkey)),
      ...notices.map((n) => noticeSection(n, names)),
    )
    again.hidden = found.childElementCount === 0
    if (found.childElementCount > 0) status.textContent = ''
  }
  const take = (texts: readonly string[]): number => {
    let taken = 0
    for (const t of texts) {
      if (t.trim().startsWith('SUNLIT-R1.')) receipts = [...new Set([...receipts, t.trim()])]
      else if (!takeCode(read, t)) continue
      taken += 1
    }
    return taken
  }
  file.addEventListener('change', async () => {
    status.textContent = '正在看图片……'
    let taken = 0
    for (const f of file.files ?? []) taken += take(await textsIn(f))
    file.value = ''
    show()
    if (taken === 0)
      status.textContent =
        '没有认出阳光村务的二维码。请把码拍满画面，拍正、拍清楚，不要反光，再试一次；也可以用别的扫码工具扫出文字，贴在下面。'
  })
  one('[data-check]').addEventListener('click', () => {
    const typed = text.value
    if (typed.trim() === '') return void (status.textContent = '请先拍二维码，或贴上扫出来的文字。')
    // Several texts may have been pasted under one another; a proof has lines of its own.
    const lines = typed.split('\n').filter((l) => l.startsWith('SUNLIT-'))
    const proof = /c2sp\.org\/tlog-proof@v1[^]*?(?=\nSUNLIT-|$)/.exec(typed)?.[0]
    const taken = take([...lines, ...(proof ? [`${proof.trim()}\n`] : [])])
    show()
    if (taken === 0) status.textContent = '这不是阳光村务的二维码里的文字，或者没有贴完整。'
  })
  again.addEventListener('click', () => {
    read = nothingRead()
    receipts = []
    text.value = ''
    show()
    file.focus()
  })
}

/** Keeps the key at the first visit; says so when the site names another one later. */
function keepKey(key: HTMLTextAreaElement, place: HTMLElement) {
  const theirs = key.dataset['theirs']!
  try {
    const kept = localStorage.getItem(keptAs)
    if (kept === null) localStorage.setItem(keptAs, theirs)
    place.textContent =
      kept === null || kept === theirs
        ? '这把公钥已经存在这个浏览器里，以后换了会告诉您。'
        : '注意：这里给的公钥和您的浏览器以前存的不一样。下面用的是以前存的那把；为什么换，请向办这个网站的单位问清楚。'
    if (kept !== null && kept !== theirs) {
      key.value = kept
      place.closest('details')!.open = true
    }
  } catch {
    // A saved file or a private window keeps nothing: the key is the one written in it.
    place.textContent = ''
  }
}

/** Texts in a file: of every code in a picture, or the file's own. */
async function textsIn(file: File): Promise<string[]> {
  if (!file.type.startsWith('image/')) return file.size > 100_000 ? [] : [await file.text()]
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (!bitmap) return []
  const scale = Math.min(1, widest / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  const pen = canvas.getContext('2d', { willReadFrequently: true })!
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height)
  const [results] = await decodeQRBatch([{ data, width, height }], { effort: 10, timeLimit: 4000 })
  return (results ?? []).filter((r): r is string => typeof r === 'string')
}
