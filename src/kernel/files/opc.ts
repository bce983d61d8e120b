/**
 * Office packages as Open Packaging Conventions mean them (ECMA-376 part 2): what a part is stands in the content
 * types, where it is in the relations. Names and folders are the writer's choice; compared without regard to case
 * (10.2.3).
 */
import { readXml } from './xml.ts'
import { defaultZipLimits, zipNames, zipPieces, type ZipLimits } from './zip.ts'

export interface Relation {
  id: string
  /** The last word of the type's address, which is the same in both editions: "worksheet", "sharedStrings". */
  kind: string
  /** A part's name; undefined where the relation leads out of the file. */
  target: string | undefined
}
export interface OfficePackage {
  parts: string[]
  /** "" where the part has no type. */
  typeOf(part: string): string
  /** Parts of a content type that fits. */
  partsOf(type: RegExp): string[]
  /** Of the package itself for "". */
  relationsOf(part: string): Relation[]
  pieces(part: string): Generator<Uint8Array>
}

/** @throws FileRefused where the container or its tables are damaged. */
export function openPackage(bytes: Uint8Array, limits: ZipLimits = defaultZipLimits): OfficePackage {
  const names = new Map(zipNames(bytes, limits).map((name) => [name.toLowerCase(), name]))
  const pieces = (part: string): Generator<Uint8Array> => zipPieces(bytes, names.get(part.toLowerCase()) ?? '', limits)
  const overrides = new Map<string, string>()
  const endings = new Map<string, string>()
  for (const [table, key, type] of readXml<[Map<string, string>, string, string]>(
    pieces('[Content_Types].xml'),
    (emit) => ({
      open(name, attributes) {
        const type = attributes['ContentType'] ?? ''
        if (name === 'Override')
          emit([overrides, resolve('', partName(attributes['PartName'] ?? '')).toLowerCase(), type])
        if (name === 'Default') emit([endings, (attributes['Extension'] ?? '').toLowerCase(), type])
      },
    }),
  ))
    table.set(key, type)
  const typeOf = (part: string): string =>
    overrides.get(part.toLowerCase()) ?? endings.get(part.toLowerCase().split('.').at(-1) ?? '') ?? ''
  return {
    parts: [...names.values()],
    typeOf,
    partsOf: (type) => [...names.values()].filter((name) => type.test(typeOf(name))),
    relationsOf: (part) => [...relationsOf(part, pieces)],
    pieces,
  }
}

function relationsOf(part: string, pieces: (part: string) => Generator<Uint8Array>): Generator<Relation> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  return readXml<Relation>(pieces(`${folder}_rels/${part.slice(folder.length)}.rels`), (emit) => ({
    open(name, attributes) {
      if (name !== 'Relationship') return
      emit({
        id: attributes['Id'] ?? '',
        kind: (attributes['Type'] ?? '').split('/').at(-1) ?? '',
        target:
          attributes['TargetMode'] === 'External' ? undefined : resolve(folder, partName(attributes['Target'] ?? '')),
      })
    },
  }))
}

/** "xl/" + "../book/one.xml" → "book/one.xml"; one that begins with "/" counts from the root. */
function resolve(folder: string, target: string): string {
  const path: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}

/** Some writers use Windows' backslashes, some percent signs. */
function partName(name: string): string {
  const path = name.replaceAll('\\', '/')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
