/**
 * Posts and who holds them, near relatives and leading groups in a pack (`posts.csv`, `people.csv`, `kin.csv`,
 * `groups.csv`).
 */
import { valuesOf } from '../fault.ts'
import type { Pack, PackPart } from '../part.ts'
import { readTable, type Table } from '../readTable.ts'
import { checkPeople } from './check.people.ts'
import { peopleTables } from './export.people.ts'
import { importPeople } from './import.people.ts'
import type { GroupRow, KinRow, PersonRow, PostRow } from './pack.schema.ts'
import { packedPlaces } from './places.part.ts'
import { groupsTable, kinTable, peopleTable, postsTable } from './tables.ts'

export type PackedPeople = {
  posts: Table<PostRow>
  people: Table<PersonRow>
  kin: Table<KinRow>
  groups: Table<GroupRow>
}

export const packedPeople: PackPart<PackedPeople> = {
  title: '岗位和人员',
  order: 80,
  files: { 'posts.csv': 'required', 'people.csv': 'optional', 'kin.csv': 'optional', 'groups.csv': 'optional' },
  tables: [postsTable, peopleTable, kinTable, groupsTable],
  read: (texts, faults) => ({
    posts: readTable(postsTable, texts, faults),
    people: readTable(peopleTable, texts, faults),
    kin: readTable(kinTable, texts, faults),
    groups: readTable(groupsTable, texts, faults),
  }),
  check: (people, pack) => checkPeople(people, pack.of(packedPlaces)),
  import: (tx, people, { pack, now }) => importPeople(tx, people, pack.of(packedPlaces), now),
  export: peopleTables,
}

/** User names by the code of the person. */
export function usernamesOf(pack: Pack): Map<string, string> {
  const named = valuesOf(pack.of(packedPeople).people.rows).filter((p) => p.username !== '')
  return new Map(named.map((p) => [p.code, p.username]))
}
