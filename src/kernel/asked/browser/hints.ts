/** Hints while somebody types: an ID number with a slip, the place where the phone is. */
import { idKind } from '../../forms/checksums.ts'

/** Told when the field is left; rows that are added later are heard, too. */
export function idHints(form: HTMLFormElement): void {
  form.addEventListener('focusout', (event) => {
    const box = (event.target as Element).closest<HTMLElement>('[data-id-number]')
    if (box) tell(box, hintFor(box.querySelector('input')!.value))
  })
}

function hintFor(text: string): string {
  const plain = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  if (plain === '') return ''
  if (/^\d{17}[\dX]$/.test(plain)) {
    const kind = idKind(plain)
    return kind === 'valid'
      ? ''
      : kind === 'wrongChecksum'
        ? '号码里可能抄错了一位，请对着身份证再看一遍。'
        : '号码里的地区或出生日期不对，请对着身份证再看一遍。'
  }
  return `身份证号是 18 位，现在是 ${plain.length} 位。`
}

function tell(box: HTMLElement, text: string): void {
  const hint =
    box.querySelector<HTMLElement>('.asked-hint') ??
    box.appendChild(Object.assign(document.createElement('p'), { className: 'asked-hint' }))
  hint.setAttribute('role', 'status')
  hint.hidden = text === ''
  hint.textContent = text
}

/** Only when pressed; what the person wrote stays behind the coordinates. */
export function locationButtons(form: HTMLFormElement): void {
  if (!('geolocation' in navigator)) return
  for (const box of form.querySelectorAll<HTMLElement>('[data-location]')) {
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'press second',
      textContent: '用我现在的位置',
    })
    button.addEventListener('click', () => {
      tell(box, '正在定位……')
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const input = box.querySelector('input')!
          input.value =
            `${coords.longitude.toFixed(5)},${coords.latitude.toFixed(5)} ${input.value.replace(/^[\d.,\s-]+/, '')}`.trim()
          tell(box, '已写上现在的位置。')
        },
        () => tell(box, '没有定到位，请用文字写清楚在哪里。'),
        { timeout: 15_000 },
      )
    })
    box.append(button)
  }
}
