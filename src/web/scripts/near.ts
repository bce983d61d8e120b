/** Villages near me: the list comes to the phone and is sorted there; where the person stands never leaves it. */
type Place = { name: string; township: string; href: string; lng: number; lat: number }

export function near(page: Document) {
  const box = page.querySelector<HTMLElement>('[data-near]')
  const button = box?.querySelector('button')
  if (!box || !button) return
  if (!('geolocation' in navigator) || !window.isSecureContext) return box.remove()
  box.hidden = false
  button.addEventListener('click', () => {
    tell(box, '正在定位……')
    navigator.geolocation.getCurrentPosition(
      (p) => void show(box, p.coords),
      () => tell(box, '没有得到位置。请在手机里允许定位，或在下面按乡镇找。'),
      { timeout: 15_000, maximumAge: 600_000 },
    )
  })
}

async function show(box: HTMLElement, me: { longitude: number; latitude: number }) {
  try {
    const places = (await (await fetch('/near.json')).json()) as Place[]
    const sorted = places
      .map((p) => ({ ...p, km: distance(me, p) }))
      .sort((a, b) => a.km - b.km)
      .slice(0, 8)
    tell(box, sorted.length === 0 ? '县里还没有登记村子的位置，请在下面按乡镇找。' : '离您最近的村子：')
    box.querySelector('ul')?.replaceChildren(...sorted.map(line))
  } catch {
    tell(box, '没有取到村子的名单，请检查网络后再试。')
  }
}

function line(p: Place & { km: number }): HTMLLIElement {
  const [item, link] = [document.createElement('li'), document.createElement('a')]
  link.href = p.href
  link.textContent = `${p.name}（${p.township}，约 ${p.km < 1 ? '1' : Math.round(p.km)} 公里）`
  item.append(link)
  return item
}

function tell(box: HTMLElement, text: string) {
  const status = box.querySelector('[role=status]')
  if (status) status.textContent = text
}

/** Kilometres on the sphere. */
function distance(me: { longitude: number; latitude: number }, p: Place): number {
  const rad = Math.PI / 180
  const [a, b] = [me.latitude * rad, p.lat * rad]
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(((p.lng - me.longitude) * rad) / 2) ** 2
  return 12_742 * Math.asin(Math.sqrt(h))
}
