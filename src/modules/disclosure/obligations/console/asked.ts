/** What the coverage asks the server, as its address says it. Pure. */
import { today } from '../../../../console/parts/time.ts'

type Asked = { month: string; place?: string; late?: '1'; mine?: '1' }

export function askedOf(query: URLSearchParams): Asked {
  const place = query.get('place')
  return {
    month: query.get('month') ?? today().slice(0, 7),
    ...(place ? { place } : {}),
    ...(query.get('late') ? { late: '1' as const } : {}),
    ...(query.get('mine') ? { mine: '1' as const } : {}),
  }
}

/** Where it is asked. */
export const coverageAddress = (query: URLSearchParams): string =>
  `/api/coverage?${new URLSearchParams(askedOf(query)).toString()}`
