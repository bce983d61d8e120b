/**
 * The camera with a frame to aim at: a phone's, a webcam or a document camera on a desk, whichever the browser offers.
 */
import { button, part } from '../../../../web/scripts/dom.ts'
import type { Overlay } from './overlay.ts'
import { drawn } from './pictures.ts'
import { frameIn, ratioIn, shapes, type Shape } from './shapes.ts'

export const hasCamera = (): boolean =>
  window.isSecureContext && typeof navigator.mediaDevices?.getUserMedia === 'function'

export interface Shot {
  canvas: HTMLCanvasElement
  shape: Shape
}
type Ask = {
  title: string
  shape: Shape
  /** Instead of the camera. */
  choose: () => void
  taken: (shot: Shot) => void
}

const cameraKept = 'sunlit-camera'

/** Shows the live picture; `taken` gets what was in it when the person pressed. */
export function aim(overlay: Overlay, { title, shape, choose, taken }: Ask): void {
  const status = part('p', { class: 'taking-say', role: 'status', text: '正在打开相机……' })
  const video = part('video', { label: '相机画面' })
  video.playsInline = true
  video.muted = true
  const guide = part('div', { class: shape === 'face' ? 'taking-guide face' : 'taking-guide' })
  guide.setAttribute('aria-hidden', 'true')
  const stage = part('div', { class: 'taking-stage' }, video, guide)
  let [stream, now, gone]: [MediaStream | undefined, Shape, boolean] = [undefined, shape, false]
  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  const place = () => {
    const [w, h] = [video.videoWidth || 1, video.videoHeight || 1]
    const [[x, y], , [x2, y2]] = frameIn(w, h, ratioIn(now, w, h))
    Object.assign(guide.style, {
      left: `${(x / w) * 100}%`,
      top: `${(y / h) * 100}%`,
      width: `${((x2 - x) / w) * 100}%`,
      height: `${((y2 - y) / h) * 100}%`,
    })
    stage.style.setProperty('--wide', String(w / h))
  }
  video.addEventListener('loadedmetadata', place)
  video.addEventListener('resize', place)
  const take = button(
    '拍',
    () => {
      if (video.videoWidth > 0) taken({ canvas: drawn(video, video.videoWidth, video.videoHeight), shape: now })
    },
    'press',
  )
  take.classList.add('taking-take')
  take.hidden = true
  const cameras = part('span', { hidden: true })
  const begin = async (device?: string) => {
    stop()
    try {
      const opened = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: {
          width: { ideal: 2560 },
          height: { ideal: 1440 },
          ...(device
            ? { deviceId: { exact: device } }
            : { facingMode: { ideal: shape === 'face' ? 'user' : 'environment' } }),
        },
      })
      stream = opened
      if (gone) return stop()
      video.srcObject = opened
      video.classList.toggle('mirrored', opened.getVideoTracks()[0]?.getSettings().facingMode === 'user')
      await video.play()
      take.hidden = false
      stage.hidden = false
      status.textContent =
        shape === 'face' ? '脸放进椭圆里，看着镜头，再按“拍”。' : '把它放进框里，四个角都看得见，再按“拍”。'
      await listCameras(cameras, opened, (id) => {
        keep(id)
        void begin(id)
      })
    } catch {
      if (device && !gone) return begin()
      status.textContent = '相机打不开。请在手机或浏览器的设置里允许本站使用相机，或者按“选照片”。'
      take.hidden = true
      stage.hidden = true
    }
  }
  overlay.show(
    title,
    [
      status,
      stage,
      part(
        'div',
        { class: 'taking-do' },
        take,
        button('选照片', choose),
        ...(shape === 'face'
          ? []
          : [
              shapeChoice(now, (chosen) => {
                now = chosen
                place()
              }),
            ]),
        cameras,
        button('不拍了', () => overlay.close()),
      ),
    ],
    () => {
      gone = true
      stop()
    },
  )
  void begin(kept())
}

function shapeChoice(chosen: Shape, change: (shape: Shape) => void): HTMLElement {
  return choice(
    '拍什么',
    (['card', 'book', 'page'] as const).map((s) => [s, shapes[s].name]),
    chosen,
    (value) => change(value as Shape),
  )
}

/** Where there is more than one camera: the one on the desk, or the phone's other side. */
async function listCameras(place: HTMLElement, stream: MediaStream, change: (id: string) => void): Promise<void> {
  const found = (await navigator.mediaDevices.enumerateDevices()).filter(
    (d) => d.kind === 'videoinput' && d.deviceId !== '',
  )
  if (found.length < 2) return
  place.hidden = false
  place.replaceChildren(
    choice(
      '哪个相机',
      found.map((d, i) => [d.deviceId, d.label || `第 ${i + 1} 个`]),
      stream.getVideoTracks()[0]?.getSettings().deviceId ?? '',
      change,
    ),
  )
}

function choice(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  change: (value: string) => void,
): HTMLElement {
  const select = part(
    'select',
    {},
    ...options.map(([value, text]) => Object.assign(part('option', { text }), { value, selected: value === chosen })),
  )
  select.addEventListener('change', () => change(select.value))
  return part('label', { class: 'taking-choice' }, label, select)
}

// The agent's document camera is chosen once, not for every paper.
const kept = (): string | undefined => {
  try {
    return localStorage.getItem(cameraKept) ?? undefined
  } catch {
    return undefined
  }
}
const keep = (id: string): void => {
  try {
    localStorage.setItem(cameraKept, id)
  } catch {
    /* Chosen again next time. */
  }
}
