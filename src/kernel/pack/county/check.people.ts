/**
 * Posts and who holds them: known codes, terms that do not overlap, and nobody who supervises himself or his relatives.
 */
import { doubles } from '../doubles.ts'
import type { Fault, Placed } from '../fault.ts'
import { fitsLevel, onlyAbove } from '../../people/functions.ts'
import type { PersonRow } from './pack.schema.ts'
import type { PackedPeople } from './people.part.ts'
import type { PackedPlaces } from './places.part.ts'

export function checkPeople(people: PackedPeople, places: PackedPlaces): Fault[] {
  return [
    ...doubles(people.posts.rows, 'posts.csv', '编码', (p) => p.code),
    ...people.posts.rows.flatMap(levelFaults),
    ...people.people.rows.flatMap((row) => appointmentFaults(row, people, places)),
    ...doubles(
      people.people.rows,
      'people.csv',
      '人员编码',
      (p) => p.code,
      (p) => `${p.code}/${p.post}/${p.region}/${p.from}`,
    ),
    ...identityFaults(people.people.rows),
    ...seatFaults(people),
    ...supervisionFaults(people),
    ...kinFaults(people),
    ...groupFaults(people, places),
  ]
}

const person = (line: number, field: string, say: string, remedy: string): Fault => ({
  file: 'people.csv',
  line,
  field,
  say,
  remedy,
})

function levelFaults({ line, value }: PackedPeople['posts']['rows'][number]): Fault[] {
  if (fitsLevel(value.function, value.level)) return []
  return [{ file: 'posts.csv', line, field: '层级', say: onlyAbove, remedy: '请改正层级，或者换一个职能。' }]
}

function appointmentFaults({ line, value }: Placed<PersonRow>, people: PackedPeople, places: PackedPlaces): Fault[] {
  const faults: Fault[] = []
  const post = people.posts.rows.find((p) => p.value.code === value.post)?.value
  if (!post && !people.posts.codes.has(value.post))
    faults.push(
      person(line, '岗位编码', `没有岗位 ${value.post}。`, '请改成 posts.csv 里有的编码，或者先在那里加上这个岗位。'),
    )
  const level = places.departments.codes.has(value.region)
    ? 'bureau'
    : places.regions.rows.find((r) => r.value.code === value.region)?.value.level
  if (!level && !places.regions.codes.has(value.region))
    faults.push(
      person(line, '单位编码', `没有单位 ${value.region}。`, '请改成 regions.csv 或者 departments.csv 里有的编码。'),
    )
  // The posts of a county are those of a city, too, as in the console.
  if (post && level && post.level !== level && !(post.level === 'county' && level === 'city'))
    faults.push(person(line, '岗位编码', `岗位“${post.name}”不属于这一级单位。`, '请换一个岗位，或者改正单位编码。'))
  if (value.to !== '' && value.to < value.from)
    faults.push(person(line, '任职止', '任职止早于任职起。', '请改正两个日期。'))
  if (value.until !== '' && value.until < value.from)
    faults.push(person(line, '任期届满', '任期届满早于任职起。', '请改正两个日期。'))
  if (post && post.ended !== '' && value.from > post.ended)
    faults.push(
      person(line, '岗位编码', `岗位“${post.name}”已经在 ${post.ended} 停用了。`, '请换一个岗位，或者改正任职起。'),
    )
  return faults
}

/** One code is one person: one name, one user name; a user name belongs to one person. */
function identityFaults(rows: readonly Placed<PersonRow>[]): Fault[] {
  const names = new Map<string, { name: string; line: number }>()
  const owners = new Map<string, { code: string; line: number }>()
  return rows.flatMap(({ line, value }) => {
    const faults: Fault[] = []
    const known = names.get(value.code)
    if (known && known.name !== value.name)
      faults.push(
        person(
          line,
          '姓名',
          `人员编码 ${value.code} 在第 ${known.line} 行是“${known.name}”，这里是“${value.name}”。`,
          '一个编码只能是一个人，请改正编码或者姓名。',
        ),
      )
    if (!known) names.set(value.code, { name: value.name, line })
    const owner = value.username === '' ? undefined : owners.get(value.username)
    if (owner && owner.code !== value.code)
      faults.push(
        person(line, '用户名', `用户名 ${value.username} 在第 ${owner.line} 行已经给了别人。`, '请换一个用户名。'),
      )
    if (value.username !== '' && !owner) owners.set(value.username, { code: value.code, line })
    return faults
  })
}

/** Never more holders at one time than the post has seats. */
function seatFaults(people: PackedPeople): Fault[] {
  const groups = Map.groupBy(people.people.rows, ({ value }) => `${value.post}@${value.region}`)
  return [...groups.values()].flatMap((rows) => {
    const post = people.posts.rows.find((p) => p.value.code === rows[0]?.value.post)?.value
    if (!post) return []
    return rows
      .filter((row, i) => rows.slice(0, i).filter((other) => overlap(row.value, other.value)).length >= post.seats)
      .map(({ line }) =>
        person(
          line,
          '任职起',
          `岗位“${post.name}”只有 ${post.seats} 个席位，任职时间和别人重叠了。`,
          '请写明前任的任职止，或者在 posts.csv 里增加人数。',
        ),
      )
  })
}

/**
 * OL Art. 37: members of the villagers' committee and their near relatives may not sit on the supervision committee.
 */
function supervisionFaults(people: PackedPeople): Fault[] {
  const committeeOf = new Map(people.posts.rows.map((p) => [p.value.code, p.value.committee]))
  const relatives = relativesOf(people)
  const inVillage = Map.groupBy(people.people.rows, ({ value }) => value.region)
  const remedy = '请另选一人（村民委员会组织法第三十七条）。'
  return people.people.rows
    .filter(({ value }) => committeeOf.get(value.post) === 'supervisionCommittee')
    .flatMap(({ line, value }) => {
      const members = (inVillage.get(value.region) ?? []).filter(
        (other) => committeeOf.get(other.value.post) === 'villageCommittee' && overlap(value, other.value),
      )
      if (members.some((m) => m.value.code === value.code))
        return [person(line, '岗位编码', `${value.name}是村民委员会成员，不能担任村务监督委员会成员。`, remedy)]
      const relative = members.find((m) => relatives.get(value.code)?.has(m.value.code))
      return relative
        ? [
            person(
              line,
              '岗位编码',
              `${value.name}是村民委员会成员${relative.value.name}的近亲属，不能担任村务监督委员会成员。`,
              remedy,
            ),
          ]
        : []
    })
}

function kinFaults(people: PackedPeople): Fault[] {
  const fault = (line: number, field: string, code: string): Fault => ({
    file: 'kin.csv',
    line,
    field,
    say: `people.csv 里没有人员 ${code}。`,
    remedy: '请改正人员编码。',
  })
  return people.kin.rows.flatMap(({ line, value }) => [
    ...(people.people.codes.has(value.person) ? [] : [fault(line, '人员编码', value.person)]),
    ...(people.people.codes.has(value.relative) ? [] : [fault(line, '亲属编码', value.relative)]),
    ...(value.person === value.relative
      ? [{ file: 'kin.csv', line, field: '亲属编码', say: '人员和亲属是同一个人。', remedy: '请改正亲属编码。' }]
      : []),
  ])
}

function groupFaults(people: PackedPeople, places: PackedPlaces): Fault[] {
  const fault = (line: number, field: string, say: string): Fault => ({
    file: 'groups.csv',
    line,
    field,
    say,
    remedy: '请改正编码。',
  })
  return people.groups.rows.flatMap(({ line, value }) => [
    ...(people.people.codes.has(value.person)
      ? []
      : [fault(line, '人员编码', `people.csv 里没有人员 ${value.person}。`)]),
    ...(places.regions.codes.has(value.region) || places.departments.codes.has(value.region)
      ? []
      : [fault(line, '单位编码', `没有单位 ${value.region}。`)]),
    ...(value.to !== '' && value.to < value.from ? [fault(line, '止', '止早于起。')] : []),
  ])
}

function relativesOf(people: PackedPeople): Map<string, Set<string>> {
  const relatives = new Map<string, Set<string>>()
  const add = (a: string, b: string) => relatives.set(a, (relatives.get(a) ?? new Set()).add(b))
  for (const { value } of people.kin.rows) {
    add(value.person, value.relative)
    add(value.relative, value.person)
  }
  return relatives
}

const overlap = (a: PersonRow, b: PersonRow) => a.from <= (b.to || '9999') && b.from <= (a.to || '9999')
