/**
 * Loads what only some forms need: the camera with its frame, the signature. The page names their addresses; a phone
 * that shows neither field never gets them.
 */
const takers = {
  papers: 'input[data-takes=scan], input[data-takes=portrait], input[data-takes=file]',
  signature: 'input[data-takes=signature]',
}

export function loadTakers(): void {
  const addresses = document.querySelector<HTMLMetaElement>('meta[name=later]')?.content.split(' ') ?? []
  const named = (name: string) => addresses.find((a) => a.startsWith(`/assets/${name}-`))
  const wanted = Object.entries(takers)
    .filter(([, fields]) => document.querySelector(fields))
    .flatMap(([name]) => named(name) ?? [])
  const style = named('taking')
  if (wanted.length === 0 || !style) return
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }))
  // Where it does not arrive, the plain fields stay.
  for (const address of wanted) void import(address).catch(() => undefined)
}
