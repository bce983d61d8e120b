/** Compares the log with the checkpoint of this browser's last visit, or with one that the visitor pastes. */
import { checkConsistency } from '../../kernel/ledger/browser/index.ts'

const key = 'sunlit-checkpoint'

async function fetchTile(path: string): Promise<Uint8Array> {
  const response = await fetch(`/log/${path}`)
  if (!response.ok) throw new Error(String(response.status))
  return new Uint8Array(await response.arrayBuffer())
}

async function lastVisit() {
  const place = document.getElementById('last-visit')
  const now = await (await fetch('/log/checkpoint')).text()
  const before = localStorage.getItem(key)
  if (before !== null && place) {
    const step = await checkConsistency(before, now, fetchTile)
    place.textContent = `和您上次来时比：${step.label}`
    if (step.ok === false) return
  }
  localStorage.setItem(key, now)
}

function pasted(box: HTMLElement) {
  box.hidden = false
  const [text, status] = [box.querySelector('textarea'), box.querySelector('[role=status]')]
  box.querySelector('button')?.addEventListener('click', async () => {
    if (!text || !status) return
    status.textContent = '正在核对……'
    // A pasted note has often lost its last line end.
    const old = `${text.value.trim()}\n`
    status.textContent = (await checkConsistency(old, await (await fetch('/log/checkpoint')).text(), fetchTile)).label
  })
}

const box = document.getElementById('consistency')
if (box) pasted(box)
// Where the browser keeps nothing (private windows), the page simply does not compare.
void lastVisit().catch(() => undefined)
