/**
 * A key that only this browser knows; the server stores one form per key. Not `crypto.randomUUID`: without https
 * browsers have none.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18))
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, '0')
}
