/** The tree of places and the departments: codes, addresses, names, who is above whom. */
import { reservedSlugs } from '../../regions/reservedSlugs.ts'
import type { Fault, Placed } from '../fault.ts'
import { levelWords, type Level } from '../../regions/levels.ts'
import type { DepartmentRow, RegionRow } from './pack.schema.ts'
import type { PackedPlaces } from './places.part.ts'
import { doubles } from '../doubles.ts'

const order: readonly Level[] = ['city', 'county', 'township', 'village', 'group']

export function checkPlaces(places: PackedPlaces): Fault[] {
  const regions = places.regions.rows
  const departments = places.departments.rows
  return [
    ...doubles(regions, 'regions.csv', '编码', (r) => r.code),
    ...doubles(regions, 'regions.csv', '网址名', (r) => r.slug),
    ...doubles(regions, 'regions.csv', '统计用区划代码', (r) => r.statCode),
    ...doubles(
      regions,
      'regions.csv',
      '名称',
      (r) => r.name,
      (r) => `${r.parent}/${r.name}`,
    ),
    ...doubles(departments, 'departments.csv', '编码', (d) => d.code),
    ...doubles(departments, 'departments.csv', '网址名', (d) => d.slug),
    ...doubles(
      departments,
      'departments.csv',
      '名称',
      (d) => d.name,
      (d) => `${d.parent}/${d.name}`,
    ),
    ...departments.flatMap((d) => belongingFaults(d, places)),
    ...regions.flatMap((row) => regionFaults(row, places)),
    ...rootFaults(regions),
    ...cycles(regions),
    ...departments.flatMap(({ line, value }) => {
      const sameAddress = regions.some((r) => r.value.slug === value.slug)
      const sameCode = places.regions.codes.has(value.code)
      return [
        ...reserved('departments.csv', line, value.slug),
        ...(sameAddress
          ? [
              {
                file: 'departments.csv',
                line,
                field: '网址名',
                say: `网址名 ${value.slug} 已经给了一个村镇。`,
                remedy: '请给部门另起一个网址名，例如后面加 -ju。',
              },
            ]
          : []),
        ...(sameCode
          ? [
              {
                file: 'departments.csv',
                line,
                field: '编码',
                say: `编码 ${value.code} 已经给了一个村镇。`,
                remedy: '部门和村镇的编码不能相同，请改一个。',
              },
            ]
          : []),
      ]
    }),
  ]
}

function regionFaults({ line, value }: Placed<RegionRow>, places: PackedPlaces): Fault[] {
  const fault = (field: string, say: string, remedy: string): Fault => ({
    file: 'regions.csv',
    line,
    field,
    say,
    remedy,
  })
  const faults = reserved('regions.csv', line, value.slug)
  if (value.level === 'bureau')
    return [...faults, fault('层级', `${value.name}是部门，不能写在村镇表里。`, '请移到 departments.csv。')]
  if (value.practice === '是' && value.level !== 'village')
    faults.push(fault('练习用', '只有村可以标成练习用。', '请清空这一格。'))
  if (value.parent === '') return faults
  const parent = places.regions.rows.find((r) => r.value.code === value.parent)?.value
  if (!parent && !places.regions.codes.has(value.parent))
    return [...faults, fault('上级编码', `找不到上级 ${value.parent}。`, '请先写上级那一行，或者改正上级编码。')]
  if (parent && parent.level !== 'bureau' && order.indexOf(parent.level) >= order.indexOf(value.level)) {
    faults.push(
      fault(
        '层级',
        `${wordOf(value.level)}“${value.name}”不能放在${wordOf(parent.level)}“${parent.name}”下面。`,
        '请改正层级或者上级编码：市、县、乡镇、村、村民小组依次向下。',
      ),
    )
  }
  return faults
}

/** A bureau belongs to a city or county of the list; which department it is there has its own row. */
function belongingFaults({ line, value }: Placed<DepartmentRow>, places: PackedPlaces): Fault[] {
  const home = places.regions.rows.find((r) => r.value.code === value.parent)?.value
  const fault = (field: string, say: string, remedy: string): Fault => ({
    file: 'departments.csv',
    line,
    field,
    say,
    remedy,
  })
  return [
    ...(value.parent !== '' && home?.level !== 'county' && home?.level !== 'city'
      ? [fault('所属编码', `“${value.parent}”不是市，也不是县。`, '请写 regions.csv 里市或者县的编码，或者空着。')]
      : []),
    ...(value.is !== '' && !places.departments.codes.has(value.is)
      ? [fault('对应部门', `没有部门 ${value.is}。`, '请写市里同一个部门的编码，或者空着。')]
      : []),
  ]
}

/** One root, a city or a county: the tenant. */
function rootFaults(regions: readonly Placed<RegionRow>[]): Fault[] {
  const roots = regions.filter((r) => r.value.parent === '')
  const fault = (line: number, say: string, remedy: string): Fault => ({
    file: 'regions.csv',
    line,
    field: '上级编码',
    say,
    remedy,
  })
  if (regions.length > 0 && roots.length === 0)
    return [fault(0, '没有最上级。', '请让县（或者市）那一行的上级编码空着。')]
  return [
    ...roots
      .slice(1)
      .map(({ line, value }) => fault(line, `“${value.name}”也没有上级，最上级只能有一个。`, '请填写它的上级编码。')),
    ...roots
      .slice(0, 1)
      .filter((r) => r.value.level !== 'county' && r.value.level !== 'city')
      .map(({ line, value }) => fault(line, `最上级“${value.name}”不是县，也不是市。`, '请把县或者市放在最上级。')),
  ]
}

/** Every place whose way upward comes back to itself. */
function cycles(regions: readonly Placed<RegionRow>[]): Fault[] {
  const parentOf = new Map(regions.map((r) => [r.value.code, r.value.parent]))
  return regions
    .filter(({ value }) => {
      let at = value.parent
      for (let steps = 0; at && at !== value.code && steps <= regions.length; steps += 1) at = parentOf.get(at) ?? ''
      return at === value.code
    })
    .map(({ line, value }) => ({
      file: 'regions.csv',
      line,
      field: '上级编码',
      say: `“${value.name}”的上级绕了一圈又回到自己。`,
      remedy: '请改正这几行的上级编码。',
    }))
}

function reserved(file: string, line: number, slug: string): Fault[] {
  return reservedSlugs.has(slug)
    ? [
        {
          file,
          line,
          field: '网址名',
          say: `网址名 ${slug} 是系统自己用的。`,
          remedy: '请换一个，例如在前面加上乡镇的拼音。',
        },
      ]
    : []
}

function wordOf(level: Level): string {
  return levelWords[level][0] ?? level
}
