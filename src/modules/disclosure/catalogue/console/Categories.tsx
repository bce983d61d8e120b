/** The categories of the catalogue: named, put in order, made, also pasted from a sheet. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../../console/client.ts'
import { NamedList } from '../../../../console/editor/NamedList.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { Link } from '../../../../console/router.tsx'
import { api } from '../../client.ts'

export default function Categories() {
  const queries = useQueryClient()
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => ask(api.categories.$get()) })
  const save = async (list: { code: string; name: string }[], seen: { code: string; name: string }[]) => {
    const now = await ask(api.categories.$post({ json: { categories: list, seen } }))
    await Promise.all([['categories'], ['catalogue']].map((queryKey) => queries.invalidateQueries({ queryKey })))
    return now.categories
  }
  return (
    <div className="page narrow">
      <h1>公开类别</h1>
      <p className="quiet">
        村里的页面按这些类别分组。名单很长的，也可以用<Link to="/imports">名单导入</Link>里的“公开类别”。
      </p>
      <Shown query={categories} what="公开类别">
        {(kept) => <NamedList kept={kept.categories} what="类别" letter="C" most={20} save={save} />}
      </Shown>
    </div>
  )
}
