/** Open Packaging Conventions (ECMA-376 part 2) as far as cleaning needs it: parts, relationships, content types. */

export type Parts = Map<string, Uint8Array>

const decoder = new TextDecoder()
const encoder = new TextEncoder()

export const xmlOf = (parts: Parts, name: string): string => decoder.decode(parts.get(name) ?? new Uint8Array())

/** Rewrites a part's XML where it is there. */
export function editXml(parts: Parts, name: string, edit: (xml: string) => string): void {
  if (parts.has(name)) parts.set(name, encoder.encode(edit(xmlOf(parts, name))))
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(tag)
    ?.slice(1)
    .find((v) => v !== undefined)

const relationshipTag = /<(?:\w+:)?Relationship\s[^>]*?(?:\/>|>\s*<\/(?:\w+:)?Relationship>)/g

/** Removes parts, their content types and the relationships that point to them. */
export function dropParts(parts: Parts, unwanted: (name: string) => boolean): string[] {
  const dropped = [...parts.keys()].filter(unwanted)
  if (dropped.length === 0) return []
  const gone = new Set(dropped)
  for (const name of dropped) parts.delete(name)
  editXml(parts, '[Content_Types].xml', (xml) =>
    xml.replace(/<(?:\w+:)?Override\s[^>]*?\/>/g, (tag) =>
      gone.has((attribute(tag, 'PartName') ?? '').replace(/^\//, '')) ? '' : tag,
    ),
  )
  for (const name of [...parts.keys()].filter((n) => n.endsWith('.rels'))) {
    editXml(parts, name, (xml) =>
      xml.replace(relationshipTag, (tag) => (gone.has(resolveTarget(name, attribute(tag, 'Target') ?? '')) ? '' : tag)),
    )
  }
  return dropped
}

/**
 * Marks in the parts that point to what was dropped: Office would call the file damaged. An element that is more than
 * its mark keeps its content.
 */
export function dropDangling(parts: Parts): void {
  for (const name of [...parts.keys()].filter(
    (n) => n.endsWith('.xml') && n.includes('/') && !n.startsWith('docProps/'),
  )) {
    const rels = xmlOf(parts, name.replace(/([^/]+)$/, '_rels/$1.rels'))
    const known = new Set([...rels.matchAll(/\sId\s*=\s*["']([^"']*)["']/g)].map((m) => m[1]))
    const gone = (mark: string) => !known.has(/"([^"]*)"/.exec(mark)?.[1])
    editXml(parts, name, (xml) =>
      xml
        .replace(/<[\w:]+\s[^<>]*?\br:(?:id|embed|link|pict)="[^"]*"[^<>]*?\/>/g, (tag) =>
          gone(/\br:(?:id|embed|link|pict)="[^"]*"/.exec(tag)![0]) ? '' : tag,
        )
        .replace(/\sr:(?:id|embed|link|pict)="[^"]*"/g, (mark) => (gone(mark) ? '' : mark))
        .replace(/<(pivotCaches|externalReferences|tableParts|customProperties)(?:\s[^>]*)?>\s*<\/\1>/g, ''),
    )
  }
}

/**
 * Relationships that lead out of the file: hyperlinks to web pages stay, everything else (linked pictures, templates,
 * data) leads nowhere.
 */
export function blindExternal(parts: Parts): number {
  let count = 0
  for (const name of [...parts.keys()].filter((n) => n.endsWith('.rels'))) {
    editXml(parts, name, (xml) =>
      xml.replace(relationshipTag, (tag) => {
        if (attribute(tag, 'TargetMode') !== 'External') return tag
        if (attribute(tag, 'Type')?.endsWith('/hyperlink') && /^https?:\/\//i.test(attribute(tag, 'Target') ?? ''))
          return tag
        count++
        return tag.replace(/(\sTarget\s*=\s*)(?:"[^"]*"|'[^']*')/, '$1"about:blank"')
      }),
    )
  }
  return count
}

/** "xl/worksheets/_rels/sheet1.xml.rels" + "../comments1.xml" → "xl/comments1.xml". */
function resolveTarget(rels: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const path = rels
    .replace(/_rels\/[^/]*$/, '')
    .split('/')
    .filter((p) => p !== '')
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.') path.push(step)
  }
  return path.join('/')
}
