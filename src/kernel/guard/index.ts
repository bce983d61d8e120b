/** The privacy guard's public face. */
export { guardContent, guardFileName, guardText } from './guard.ts'
export { blocking, type Finding } from './finding.ts'
export { ownNumberIn, personalIn, personalTexts, refusePersonal } from './refuse.ts'
export { namesTold } from './names.ts'
export { inReadingOrder, nameLetters, writtenAs } from './nameLetters.ts'
export { ownersTold } from './owners.ts'
export { redact } from './detect.ts'
