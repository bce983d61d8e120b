/** What searching machines read of a notice (schema.org): nothing that the page does not show. */
import type { Found } from './notice.read.ts'
import type { Visit } from '../site.ts'

export function noticeJsonLd(visit: Visit, { notice: n, item }: Found, title: string): object | undefined {
  if (n.names_people || n.content === null || n.superseded_at !== null) return undefined
  const url = visit.fixed ? `${visit.origin}/d/${n.code}` : undefined
  return {
    '@context': 'https://schema.org',
    '@type': 'Report',
    name: title,
    identifier: n.code,
    url,
    inLanguage: 'zh-CN',
    version: String(n.version),
    datePublished: n.versions.at(-1)?.published_at,
    dateModified: n.published_at.toISOString(),
    genre: item.name,
    isAccessibleForFree: true,
    publisher: {
      '@type': 'GovernmentOrganization',
      name: n.place_name,
      parentOrganization:
        n.parent_name === null ? undefined : { '@type': 'GovernmentOrganization', name: n.parent_name },
    },
  }
}
