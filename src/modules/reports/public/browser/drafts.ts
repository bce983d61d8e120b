/** Reports that are being written or wait for the network, kept on this phone: in IndexedDB, so that a closed browser loses nothing. */
export type DraftFile = { id: string; name: string; kind: string; blob: Blob; address?: string; done?: boolean }
export type Draft = {
  key: string
  /** The form's address, `/v/x/reports/new`. */
  path: string
  /** draft: being written; waiting: sent by the person, not yet arrived; sent: arrived while nobody looked. */
  state: 'draft' | 'waiting' | 'sent'
  fields: Record<string, string>
  files: DraftFile[]
  at: number
  receipt?: { code: string; digits: string; href: string }
  refused?: boolean
}

const store = 'reports'
let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  return (opened ??= new Promise((done, fail) => {
    const request = indexedDB.open('sunlit-reports', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'key' })
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error ?? new Error('indexedDB'))
  }))
}

async function run<T>(mode: IDBTransactionMode, work: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  return new Promise((done, fail) => {
    const t = db.transaction(store, mode)
    const request = work(t.objectStore(store))
    t.oncomplete = () => done(request.result)
    t.onabort = t.onerror = () => fail(t.error ?? new Error('indexedDB'))
  })
}

export const allDrafts = () => run<Draft[]>('readonly', (s) => s.getAll() as IDBRequest<Draft[]>)
export const findDraft = (key: string) => run<Draft | undefined>('readonly', (s) => s.get(key) as IDBRequest<Draft | undefined>)
export const keepDraft = (draft: Draft) => run('readwrite', (s) => s.put(draft))
export const dropDraft = (key: string) => run('readwrite', (s) => s.delete(key))

/** A key that only this phone knows; the server stores one report per key. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18))
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, '0')
}
