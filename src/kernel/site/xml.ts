/** Texts and elements of feeds, sitemaps and Open311. */
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text for XML; control characters that XML 1.0 forbids are dropped. */
export function xmlText(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (c) => escapes[c]!)
  )
}

export const element = (name: string, text: string) => `<${name}>${xmlText(text)}</${name}>`
