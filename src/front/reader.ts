/** The checker as one file for the phone or the computer: style, script and the key of today in it, nothing fetched. */
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Asset } from '../web/assets.ts'
import { Reader } from './check.pages.tsx'

type Assets = ReadonlyMap<string, Asset>

/** What is in the file runs and nothing else; it can send nothing anywhere. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src blob: data:"

/** `county`: whose key it is; `day`: today, which the file tells. */
export function readerFile(
  assets: Assets,
  given: { county: string; vkey: string; names: Record<string, Record<string, string>>; day: string },
): string {
  const title = `核对工具：${given.county}`
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="${policy}">
<title>${escaped(title)}</title><style>${textOf(assets, 'theme').replaceAll('</', '<\\/')}</style></head>
<body><main class="wrap"><div class="text"><h1>${escaped(title)}</h1>
<p>${escaped(given.day)} 从网站存下。没有网也能用：拍打印的公开或回执上的二维码，手机自己核对，照片不会传出去。</p>
${renderToString(h(Reader, given))}
</div></main><script>${textOf(assets, 'check').replaceAll('</script', '<\\/script')}</script></body></html>
`
}

const textOf = (assets: Assets, name: string): string => new TextDecoder().decode(assets.get(name)!.raw)
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
