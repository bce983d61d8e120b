/** Checks a whole county pack and names every fault at once; a pack with a fault is not imported (`npm run county -- check DIR`). */
import { checkCatalogue } from './check.catalogue.ts'
import { checkPeople } from './check.people.ts'
import { checkPlaces } from './check.places.ts'
import { checkPowers } from './check.powers.ts'
import { checkRules } from './check.rules.ts'
import { checkServices } from './check.services.ts'
import { checkTemplates } from './check.templates.ts'
import { inOrder } from '../../../kernel/pack/fault.ts'
import { readPack, type ReadPack } from './read.ts'

/** The pack as far as it could be read, all faults in order of file and line, and the files that were converted from GBK. */
export async function checkPack(folder: string): Promise<ReadPack> {
  const { pack, faults, converted } = await readPack(folder)
  const found = [
    checkPlaces,
    checkPeople,
    checkCatalogue,
    checkTemplates,
    checkServices,
    checkPowers,
    checkRules,
  ].flatMap((check) => check(pack))
  return { pack, faults: inOrder([...faults, ...found]), converted }
}
