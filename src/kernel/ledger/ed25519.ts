/** Ed25519 (RFC 8032) through WebCrypto, which Node and newer browsers have; older browsers, and pages over plain http, do not. */

/** Whether the signature is right; `undefined` where this machine cannot check Ed25519 signatures. */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (!subtle) return undefined
  let key: CryptoKey
  try {
    key = await subtle.importKey('raw', new Uint8Array(publicKey), { name: 'Ed25519' }, false, ['verify'])
  } catch (error) {
    // A browser without Ed25519 says NotSupportedError; anything else means that the key is none.
    return error instanceof Error && error.name === 'NotSupportedError' ? undefined : false
  }
  return subtle.verify({ name: 'Ed25519' }, key, new Uint8Array(signature), new Uint8Array(message))
}
