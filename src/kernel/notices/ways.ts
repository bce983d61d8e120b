/** How whoever handed a matter in is told of it: the ways that cost nobody anything first, the telephone after them. */
import type { Tx } from '../../platform/db.ts'
import type { Way } from './deliver.ts'

/** What was handed in; `residentId` where it says whose it is. */
export type Matter = { kind: 'report' | 'application'; id: string; residentId?: string | null | undefined }
export type Reach = (tx: Tx, secret: string, matter: Matter) => Promise<Way[]>

let reaches: readonly Reach[] = []

/** The rooms' ways (kernel/room.ts). */
export function holdReaches(all: readonly Reach[]): void {
  reaches = all
}

/** The ways of one matter, best first. `phone`: a mobile number; undefined where none was left. */
export async function waysTo(tx: Tx, secret: string, matter: Matter, phone: string | undefined): Promise<Way[]> {
  const ways: Way[] = []
  for (const reach of reaches) ways.push(...(await reach(tx, secret, matter)))
  return phone === undefined ? ways : [...ways, { channel: 'sms', to: phone }]
}
