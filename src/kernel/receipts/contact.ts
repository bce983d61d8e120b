/** Tells that one telephone has reported before, without keeping its number. */
import { readPhone } from '../residents/numbers.ts'
import { residentVault } from '../residents/vault.ts'

/**
 * Keyed hash of the telephone a reporter left; null for anything but a mobile number. Made for reports alone: it finds
 * nobody in the register.
 */
export function contactIndex(secret: string, phone: string): string | null {
  const number = readPhone(phone)
  return number === undefined ? null : residentVault(secret).index('phone', `report ${number}`)
}
