/**
 * Seals an accusation in this browser and sends the ciphertext. Nothing is kept on the phone; when the network fails,
 * the same envelope is sent again.
 */
import { fromBase64url, toBase64 } from '../../../kernel/ledger/bytes.ts'
import { solvedText } from '../../../kernel/site/solve.ts'
import { sealFor, type PublicKey } from '../accusations/envelope.ts'
import type { Body, Identity } from '../accusations/accusations.schema.ts'
import { newKey } from '../../../kernel/newKey.ts'
import { clearErrors, tellErrors } from '../../../kernel/site/outbox/tell.ts'
import { cleaned } from './shrink.ts'

const form = document.querySelector<HTMLFormElement>('form[data-accuse]')
if (form && window.isSecureContext && 'subtle' in crypto) void ready(form)

function ready(form: HTMLFormElement) {
  document.querySelector<HTMLElement>('[data-cannot]')!.hidden = true
  form.hidden = false
  const proofs = photographs(form)
  // Bound to what was written: a second press, or a second try without network, is the same accusation.
  let sent: { of: string; body: FormData } | undefined
  let busy = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (busy) return
    const faults = faultsOf(form, proofs())
    clearErrors(form)
    if (faults.length > 0) return tellErrors(form, faults)
    busy = true
    try {
      const of = JSON.stringify([...Object.values(fieldsOf(form)), proofs().map((p) => `${p.name}${p.size}`)])
      if (sent?.of !== of) sent = { of, body: await envelope(form, proofs()) }
      await deliver(form, sent.body)
    } finally {
      busy = false
    }
  })
}

const fieldsOf = (form: HTMLFormElement) =>
  Object.fromEntries(
    ['about', 'text', 'evidence', 'name', 'phone', 'office'].map((n) => [
      n,
      form.querySelector<HTMLInputElement>(`[name=${n}]`)?.value.trim() ?? '',
    ]),
  ) as Record<'about' | 'text' | 'evidence' | 'name' | 'phone' | 'office', string>

function faultsOf(form: HTMLFormElement, files: readonly File[]): { field: string; say: string }[] {
  const f = fieldsOf(form)
  const [mb, most] = [Number(form.dataset.mb), Number(form.dataset.filesMost)]
  return [
    ...(f.office === '' ? [{ field: 'office', say: '请选送给哪里的纪检监察机关' }] : []),
    ...(f.about.length < 2 ? [{ field: 'about', say: '请写举报谁，姓名、单位、职务写一样也行' }] : []),
    ...(f.text.length < 10 ? [{ field: 'text', say: '请写清楚是什么事，至少 10 个字' }] : []),
    ...unanswered(form),
    ...(files.length > most ? [{ field: 'proofs', say: `照片最多 ${most} 张，请去掉几张` }] : []),
    ...(files.reduce((sum, p) => sum + p.size, 0) > mb * 1024 * 1024
      ? [{ field: 'proofs', say: `照片加起来超过 ${mb} MB，请去掉几张` }]
      : []),
  ]
}

/** Nobody but this browser reads the text: what stands under it (kernel/danger) is asked here. */
const unanswered = (form: HTMLFormElement) =>
  [
    ...form.querySelectorAll<HTMLInputElement>(
      '[data-urgent-box]:not([hidden]) input, [data-numbers-box]:not([hidden]) input',
    ),
  ]
    .filter((tick) => !tick.checked)
    .map((tick) => ({ field: tick.id, say: '请先看“想说的话”下面的提醒，看过了勾上再提交' }))

async function envelope(form: HTMLFormElement, files: readonly File[]): Promise<FormData> {
  const f = fieldsOf(form)
  const office = keyOf(form, f.office)
  const read = await Promise.all(
    files.map(async (p) => ({ name: p.name, type: p.type, data: toBase64(new Uint8Array(await p.arrayBuffer())) })),
  )
  const body: Body = { v: 1, about: f.about, text: f.text, evidence: f.evidence, files: read }
  const identity: Identity | undefined =
    f.name === '' && f.phone === '' ? undefined : { v: 1, name: f.name, phone: f.phone }
  const sent = new FormData()
  sent.set('keyId', office.id)
  sent.set('key', newKey())
  sent.set('sealed', new Blob([await sealFor(office, 'body', body)]), 'sealed')
  if (identity) sent.set('identity', new Blob([await sealFor(office, 'identity', identity)]), 'identity')
  return sent
}

function keyOf(form: HTMLFormElement, chosen: string): PublicKey {
  const [id, key] = chosen.includes(' ')
    ? chosen.split(' ')
    : [chosen, form.querySelector<HTMLElement>('[data-key]')!.dataset.key]
  return { id: id!, bytes: fromBase64url(key!)! }
}

async function deliver(form: HTMLFormElement, body: FormData) {
  const status = form.querySelector<HTMLElement>('[data-status]')!
  status.textContent = '正在加密、提交……'
  const altcha = await solvedText()
  if (altcha !== undefined) body.set('altcha', altcha)
  const answer = await fetch('/accusations', { method: 'POST', headers: { accept: 'application/json' }, body }).catch(
    () => undefined,
  )
  if (!answer) return void (status.textContent = '没有网，还没有提交。您写的还在这一页上，有了信号再按一次。')
  if (!answer.ok) return void (status.textContent = await sayOf(answer))
  const { code, digits } = (await answer.json()) as { code: string; digits: string }
  form.remove()
  const box = document.querySelector<HTMLElement>('[data-accused]')!
  box.querySelector('[data-code]')!.textContent = code
  box.querySelector('[data-digits]')!.textContent = digits
  box.hidden = false
  box.focus()
}

async function sayOf(answer: Response): Promise<string> {
  const told = (await answer.json().catch(() => ({}))) as { message?: string }
  return told.message ?? '服务器正忙，还没有提交。您写的还在这一页上，过一会儿再按一次。'
}

/** Pictures made smaller, without the camera's notes (place and time); listed, taken away again. */
function photographs(form: HTMLFormElement): () => readonly File[] {
  let kept: File[] = []
  const input = form.querySelector<HTMLInputElement>('#proofs')!
  const list = form.querySelector<HTMLElement>('[data-proofs]')!
  const show = () =>
    list.replaceChildren(
      ...kept.map((p, i) => {
        const item = document.createElement('li')
        item.className = 'file'
        const button = document.createElement('button')
        button.type = 'button'
        button.className = 'press second'
        button.textContent = '去掉'
        button.setAttribute('aria-label', `去掉第 ${i + 1} 张照片`)
        button.addEventListener('click', () => {
          kept = kept.filter((o) => o !== p)
          show()
        })
        item.append(`照片 ${i + 1}（${Math.max(1, Math.round(p.size / 1024))} KB）`, button)
        return item
      }),
    )
  input.addEventListener('change', async () => {
    const chosen = Array.from(input.files ?? [])
    input.value = ''
    const clean = await Promise.all(chosen.map(async (file) => ({ file, small: await cleaned(file) })))
    const bad = clean.filter((c) => c.small === undefined)
    kept = [
      ...kept,
      ...clean.flatMap(({ small }, i) =>
        small ? [new File([small], `${kept.length + i + 1}.jpg`, { type: small.type })] : [],
      ),
    ]
    show()
    clearErrors(form)
    if (bad.length > 0)
      tellErrors(form, [{ field: 'proofs', say: '有的照片打不开，请选 JPG 或 PNG，或者截一张图再选' }])
  })
  return () => kept
}
