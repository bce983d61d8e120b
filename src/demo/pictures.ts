/**
 * Made photographs of the demo: drawn, with the words 示例图片 in them, so that nobody takes one for a real place. A
 * village would have them with what was told and mended, with its activities and its works.
 */
import sharp from 'sharp'
import type { FileStore } from '../kernel/files/store.ts'
import { wordPath } from '../kernel/files/wordPath.ts'

export const subjects = ['pipe', 'lamp', 'rubbish', 'ditch', 'road', 'works', 'meeting', 'oldFolks'] as const
export type Subject = (typeof subjects)[number]
export type Picture = { sha256: string; shown: string; bytes: number; type: 'image/jpeg' }
/** Of each the state that was told, and how it looks since. */
export type DemoPictures = ReadonlyMap<Subject, { before: Picture; after: Picture }>

const [width, height] = [720, 480]

/** Draws and stores them: about a dozen small files. */
export async function drawPictures(files: Pick<FileStore, 'put'>): Promise<DemoPictures> {
  const store = async (subject: Subject, mended: boolean): Promise<Picture> => {
    const bytes = await sharp(Buffer.from(sceneOf(subject, mended)))
      .resize({ width: 560 })
      .jpeg({ quality: 55, mozjpeg: true })
      .toBuffer()
    const [sha256, shown] = await Promise.all([files.put('original', bytes), files.put('public', bytes)])
    return { sha256, shown, bytes: bytes.length, type: 'image/jpeg' }
  }
  const drawn = subjects.map(async (s) => [s, { before: await store(s, false), after: await store(s, true) }] as const)
  return new Map(await Promise.all(drawn))
}

/** The works under way, as a PNG: what a step by the list of powers photographs. */
export const worksPng = (): Promise<Buffer> =>
  sharp(Buffer.from(sceneOf('works', false)))
    .resize({ width: 560 })
    .png({ palette: true })
    .toBuffer()

/** What a report of this category or with these words shows; nothing where a picture would show people or papers. */
export function subjectOf(words: string, category: string): Subject | undefined {
  if (/路|桥|坑/.test(words) && !/路灯/.test(words)) return 'road'
  const of: Readonly<Record<string, Subject>> = {
    饮水用水: 'pipe',
    供电照明: 'lamp',
    环境卫生: 'rubbish',
    农业生产: 'ditch',
    道路交通: 'road',
  }
  return of[category]
}

const house = (x: number, y: number, wall: string, roof: string) =>
  `<path d="M${x - 12} ${y}l72-46 72 46z" fill="${roof}"/>
    <rect x="${x}" y="${y}" width="120" height="78" fill="${wall}"/>
    <rect x="${x + 16}" y="${y + 20}" width="28" height="26" fill="#7d97a3"/>
    <rect x="${x + 70}" y="${y + 22}" width="30" height="56" fill="#7b5a3c"/>`
const tree = (x: number, y: number) =>
  `<rect x="${x - 5}" y="${y}" width="10" height="60" fill="#6d5137"/>
    <circle cx="${x}" cy="${y - 14}" r="38" fill="#4f7d43"/>
    <circle cx="${x + 26}" cy="${y + 6}" r="26" fill="#5d8d4f"/>`
const person = (x: number, y: number, coat: string) =>
  `<circle cx="${x}" cy="${y}" r="17" fill="#e2b58f"/>
    <path d="M${x - 17} ${y - 4}a17 17 0 0134 0z" fill="#4a433c"/>
    <path d="M${x - 27} ${y + 74}v-34q0-22 27-22t27 22v34z" fill="${coat}"/>`

const row = (xs: readonly number[], y: number, coats: readonly string[]) =>
  xs.map((x, i) => person(x, y, coats[i]!)).join('')

const parts: Readonly<Record<Subject, (mended: boolean) => string>> = {
  pipe: (mended) =>
    `<rect x="330" y="250" width="34" height="120" rx="6" fill="#b5432f"/>
    <rect x="318" y="238" width="58" height="26" rx="8" fill="#9a3526"/>
    <rect x="296" y="286" width="102" height="22" rx="8" fill="#9a3526"/>${
      mended
        ? ''
        : `<path d="M398 297q70 6 86 92" fill="none" stroke="#9ec6dd" stroke-width="12"/>
    <ellipse cx="470" cy="404" rx="150" ry="26" fill="#a9cfe2"/>`
    }`,
  lamp: (mended) =>
    `<rect x="346" y="96" width="12" height="300" fill="#6b6f73"/>
    <path d="M352 104q56-20 92 4" fill="none" stroke="#6b6f73" stroke-width="10"/>
    <ellipse cx="446" cy="116" rx="24" ry="12" fill="${mended ? '#fff0b0' : '#55585b'}"/>${
      mended
        ? `<path d="M446 124l-90 250h180z" fill="#fff2b8" opacity=".45"/>
    <path d="M0 132q360 40 720 0" fill="none" stroke="#33373a" stroke-width="4"/>`
        : `<path d="M0 132q200 30 340 210t380-160" fill="none" stroke="#33373a" stroke-width="4"/>`
    }`,
  rubbish: (mended) =>
    `<rect x="300" y="270" width="110" height="120" rx="8" fill="#2f6f57"/>
    <rect x="292" y="256" width="126" height="22" rx="8" fill="#285e4a"/>${
      mended
        ? `<circle cx="322" cy="394" r="12" fill="#333"/>
    <circle cx="390" cy="394" r="12" fill="#333"/>`
        : `<path d="M286 262q60-84 140-6z" fill="#7a6a55"/>
    <ellipse cx="250" cy="388" rx="66" ry="30" fill="#84735c"/>
    <ellipse cx="460" cy="394" rx="74" ry="26" fill="#6f6352"/>
    <rect x="440" y="360" width="36" height="26" fill="#c7b48d"/>`
    }`,
  ditch: (mended) =>
    `<path d="M250 480L330 250h60l110 230z" fill="#8a7657"/>
    <path d="M290 480L340 262h40l70 218z" fill="${mended ? '#8fbdd2' : '#6d6142'}"/>${
      mended
        ? ''
        : `<ellipse cx="362" cy="380" rx="74" ry="28" fill="#5b6b38"/>
    <ellipse cx="350" cy="330" rx="44" ry="18" fill="#6f7b43"/>`
    }`,
  road: (mended) =>
    `<path d="M190 480L330 236h60l150 244z" fill="${mended ? '#b9bbb6' : '#a98f68'}"/>${
      mended
        ? `<path d="M362 250v220" stroke="#fff" stroke-width="6" stroke-dasharray="26 22"/>`
        : `<ellipse cx="330" cy="420" rx="58" ry="18" fill="#7c6748"/>
    <ellipse cx="408" cy="354" rx="36" ry="11" fill="#7c6748"/>
    <ellipse cx="352" cy="300" rx="22" ry="7" fill="#7c6748"/>`
    }`,
  works: (mended) =>
    `<path d="M190 480L330 236h60l150 244z" fill="#a98f68"/>
    <path d="M190 480L${mended ? '330 236h60l150 244' : '262 354h196l82 126'}z" fill="#c3c5c0"/>
    <g transform="translate(470 262)">
    <rect width="120" height="56" rx="6" fill="#e0a42c"/>
    <rect x="78" y="-40" width="42" height="44" fill="#d1941f"/>
    <circle cx="28" cy="64" r="22" fill="#333"/>
    <circle cx="94" cy="64" r="22" fill="#333"/>
    </g>${person(250, 250, '#d9772b')}`,
  meeting: (mended) =>
    `<rect x="200" y="120" width="320" height="120" fill="#b03a2e"/>
    <rect x="216" y="136" width="288" height="88" fill="#c44a3c"/>
    ${row([150, 250, 350, 450, 550], mended ? 270 : 290, ['#35586b', '#6b4b35', '#4c6b46', '#5b4a6f', '#7a5a2f'])}
    <rect x="90" y="368" width="540" height="26" fill="#8a6a45"/>`,
  oldFolks: (mended) =>
    `<ellipse cx="360" cy="380" rx="210" ry="52" fill="#8a6a45"/>
    <ellipse cx="360" cy="368" rx="210" ry="52" fill="#a98256"/>
    ${row([170, 290, 430, 550], mended ? 270 : 262, ['#6f4e57', '#486070', '#7a6a3a', '#5a5f4a'])}
    ${[280, 360, 440].map((x) => `<ellipse cx="${x}" cy="364" rx="34" ry="12" fill="#f4efe2"/>`).join('')}`,
}

/** A village under its hills, the subject before it, and the words that say what it is. */
function sceneOf(subject: Subject, mended: boolean): string {
  const sky = mended ? '#cfe3ea' : '#d9dcd6'
  const words = wordPath('示例图片')
  const [size, x] = [40, width - words.width * 40 - 24]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${sky}"/>
    <path d="M0 220q130-120 260-40t250-50 210 90v260H0z" fill="#93a98c"/>
    <path d="M0 260q200-50 400-14t320-12v246H0z" fill="${mended ? '#b7c78f' : '#bdb78c'}"/>
    ${house(60, 196, '#efe6d2', '#7a4a3b')}
    ${house(556, 188, '#e9e2d6', '#6b5048')}
    ${tree(226, 216)}${tree(510, 224)}
    ${parts[subject](mended)}
    <rect x="${x - 14}" y="${height - 62}" width="${words.width * size + 28}" height="52" rx="8" fill="#fffdf5" opacity=".86"/>
    <path d="${words.path}" fill="#3a2f25" transform="translate(${x} ${height - 24}) scale(${size})"/>
    </svg>`
}
