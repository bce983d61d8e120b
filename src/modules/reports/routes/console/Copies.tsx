/** What my unit reads along, newest first: nothing to do here, and nothing of the reporter. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { go } from '../../../../console/router.tsx'
import { ofWhole } from '../../../../console/whole.ts'

export default function Copies() {
  const copies = useQuery({
    queryKey: ['report-copies'],
    refetchOnMount: 'always',
    queryFn: () => ask(api['report-copies'].$get()),
  })
  return (
    <div className="page narrow">
      <h1>抄送的民情</h1>
      <p className="quiet">{ofWhole('县里定好的类别会抄送给本单位，供了解情况。要您办的在“我的任务”里。')}</p>
      <Shown query={copies} what="抄送">
        {({ copies: all }) =>
          all.length === 0 ? (
            <Nothing>还没有抄送给本单位的。</Nothing>
          ) : (
            <ul className="rows">
              {all.map((c) => (
                <li key={c.id} className="row">
                  <Lamp colour={c.lamp} />
                  <span className="grow">
                    <b>{c.title}</b>
                    <span className="under quiet">
                      {c.place}，{c.category}，现在在“{c.step}”，{sayTime(c.at)} 抄送
                    </span>
                  </span>
                  <Button onClick={() => go(`/cases/${c.id}`)} aria-label={`看一看：${c.title}`}>
                    看一看
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  )
}
