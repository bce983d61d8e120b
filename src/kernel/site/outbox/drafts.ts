/**
 * Forms that are being filled in or wait for the network, kept on this phone: in IndexedDB, so that a closed browser
 * loses nothing.
 */
export type DraftFile = {
  id: string
  name: string
  kind: string
  blob: Blob
  /** Where its pieces go. */
  address?: string
  done?: boolean
}
export type Receipt = { code: string; digits: string; href: string }
export type Draft = {
  key: string
  /** The form's address, `/v/x/reports/new`. */
  path: string
  /** draft: being written; waiting: sent by the person, not yet arrived; sent: arrived while nobody looked. */
  state: 'draft' | 'waiting' | 'sent'
  files: DraftFile[]
  at: number
  receipt?: Receipt
  refused?: boolean
}
export type Drafts<D extends Draft> = {
  all(): Promise<D[]>
  find(key: string): Promise<D | undefined>
  keep(draft: D): Promise<unknown>
  drop(key: string): Promise<unknown>
}

/** `name`: of the kind of forms; each has a database of its own. */
export function draftsOf<D extends Draft>(name: string): Drafts<D> {
  let opened: Promise<IDBDatabase> | undefined
  const open = (): Promise<IDBDatabase> =>
    (opened ??= new Promise((done, fail) => {
      const request = indexedDB.open(`sunlit-${name}`, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(name, { keyPath: 'key' })
      request.onsuccess = () => done(request.result)
      request.onerror = () => fail(request.error ?? new Error('indexedDB'))
    }))
  const run = async <T>(mode: IDBTransactionMode, work: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const db = await open()
    return new Promise((done, fail) => {
      const t = db.transaction(name, mode)
      const request = work(t.objectStore(name))
      t.oncomplete = () => done(request.result)
      t.onabort = t.onerror = () => fail(t.error ?? new Error('indexedDB'))
    })
  }
  return {
    all: () => run('readonly', (s) => s.getAll() as IDBRequest<D[]>),
    find: (key) => run('readonly', (s) => s.get(key) as IDBRequest<D | undefined>),
    keep: (draft) => run('readwrite', (s) => s.put(draft)),
    drop: (key) => run('readwrite', (s) => s.delete(key)),
  }
}
