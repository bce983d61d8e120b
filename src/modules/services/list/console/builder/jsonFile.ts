/** Saves a value as a JSON file in the browser's downloads. */
export function saveJson(name: string, what: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(what, null, 2)], { type: 'application/json' }))
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  URL.revokeObjectURL(url)
}

/** @throws Error with a sentence where the text is no JSON. `from`: what to choose instead. */
export function jsonOf(text: string, from: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`这个文件不是 JSON，请选${from}。`)
  }
}
