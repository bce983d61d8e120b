/**
 * Checks a notice in the visitor's own browser: fetches content, salt, entry and proof, and computes everything anew.
 */
import { sayStep, verifyNotice, type NoticeEvidence, type Step } from '../../../../kernel/ledger/browser/index.ts'
import { part } from '../../../../web/scripts/dom.ts'

for (const box of document.querySelectorAll<HTMLElement>('[data-verify]')) {
  box.hidden = false
  box.querySelector('button')?.addEventListener('click', () => void check(box))
}

async function check(box: HTMLElement) {
  const status = box.querySelector<HTMLElement>('[role=status]')
  if (!status) return
  status.textContent = '正在核对……'
  try {
    const response = await fetch(box.dataset.verify!)
    if (!response.ok) throw new Error(String(response.status))
    const steps = verifyNotice((await response.json()) as NoticeEvidence)
    status.textContent = verdict(steps)
    box.querySelector('ul')?.replaceChildren(...steps.map((s) => part('li', { text: sayStep(s) })))
  } catch {
    status.textContent = '没有取到凭据，暂时不能核对。请检查网络后再试。'
  }
}

function verdict(steps: readonly Step[]): string {
  if (steps.some((s) => s.ok === false)) return '核对不通过。请保存这一页，并向乡镇或县里反映。'
  return steps.every((s) => s.ok) ? '核对通过：这一版自公开以来没有改动。' : '能核对的都通过了，还有一步这里核对不了。'
}
