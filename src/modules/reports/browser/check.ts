/** Checks a receipt in the visitor's own browser with the log's key. */
import { sayTime } from '../../../platform/clock.ts'
import { parseVkey } from '../../../kernel/ledger/note.ts'
import { readReceipt } from '../../../kernel/receipts/receipt.read.ts'

const box = document.querySelector<HTMLElement>('[data-check-receipt]')
if (box) {
  box.hidden = false
  const text = box.querySelector('textarea')!
  const status = box.querySelector<HTMLElement>('[role=status]')!
  box.querySelector('input')!.addEventListener('change', async (e) => {
    const file = (e.target as HTMLInputElement).files?.[0]
    if (file) text.value = (await file.text()).trim()
  })
  box.querySelector('button')!.addEventListener('click', async () => {
    status.textContent = await verdict(text.value, box.dataset.checkReceipt!)
  })
}

async function verdict(text: string, vkey: string): Promise<string> {
  const key = parseVkey(vkey.trim())
  const read = key && (await readReceipt(text, key.publicKey))
  if (!read) return '这不是阳光村务的回执，或者没有贴完整。'
  const said = `编号 ${read.statement.code}，${sayTime(new Date(read.statement.at), true)} 收到。`
  if (read.genuine === undefined) return `${said}这个浏览器核对不了签名，请换新一些的浏览器，或用 https 打开。`
  return read.genuine ? `✓ 回执是真的：${said}` : '✗ 签名不对：回执被改过，或者不是这里发的。'
}
