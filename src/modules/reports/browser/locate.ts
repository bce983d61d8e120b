/** Where it is, if the person wants to say so: asked for by a press, never by itself. */
export function locate(form: HTMLFormElement, changed: () => void) {
  const box = form.querySelector<HTMLElement>('[data-locate]')
  const button = box?.querySelector('button')
  const status = box?.querySelector<HTMLElement>('[role=status]')
  if (!box || !button || !status || !('geolocation' in navigator) || !window.isSecureContext) return
  box.hidden = false
  const set = (name: string, value: string) => {
    form.querySelector<HTMLInputElement>(`input[name=${name}]`)!.value = value
  }
  button.addEventListener('click', () => {
    status.textContent = '正在定位……'
    navigator.geolocation.getCurrentPosition(
      (p) => {
        set('lng', p.coords.longitude.toFixed(6))
        set('lat', p.coords.latitude.toFixed(6))
        status.textContent = `已经记下位置（误差约 ${Math.round(p.coords.accuracy)} 米）。请再用几个字写明地点。`
        changed()
      },
      () => {
        status.textContent = '没有得到位置。请用几个字写明地点就行。'
      },
      { timeout: 15_000, enableHighAccuracy: true },
    )
  })
}
