/** What other rooms may call of 县: its parts of the pack, beside which theirs are checked. */
export { checkPack } from './pack/check.ts'
export { importPack } from './pack/import.ts'
export { packedPeople, usernamesOf } from './pack/people.part.ts'
export { packedPlaces } from './pack/places.part.ts'
export { packedRules } from './pack/rules.part.ts'
export { countyOf, packedSettings } from './pack/settings.part.ts'
