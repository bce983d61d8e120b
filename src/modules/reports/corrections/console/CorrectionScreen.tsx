/**
 * What must be corrected after an upheld complaint, for the place that published it: what, by when, and where to do it.
 * Nothing of who complained.
 */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { StepClocks } from '../../../../console/parts/StepClocks.tsx'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayLimit, sayTime } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { go, Link } from '../../../../console/router.tsx'
import type { ScreenProps } from '../../../../console/screen.ts'
import { correctionEnds } from '../../reports.words.ts'
import { postAt } from '../../../../kernel/people/postAt.ts'

export default function CorrectionScreen({ params }: ScreenProps) {
  const id = params['id']!
  const task = useQuery({
    queryKey: ['correction', id],
    refetchOnMount: 'always',
    queryFn: () => ask(api.corrections[':id'].$get({ param: { id } })),
  })
  return (
    <div className="page narrow">
      <p>
        <Link to="/">我的任务</Link>
      </p>
      <Shown query={task} what="这件更正">
        {(t) => (
          <>
            <div className="head">
              <h1>更正：{t.notice_title}</h1>
              <Lamp colour={t.lamp} />
              <span className="step">{t.met_how ? correctionEnds[t.met_how] : '等更正'}</span>
            </div>
            <section className="sheet">
              <p>有村民反映这一项公开有问题，{t.by_place}核查属实。反映人是谁，这里不显示。</p>
              <h2>要更正什么</h2>
              <p className="told">{t.text}</p>
              <p className="quiet">
                {postAt(t.by_place, t.by_post)}　{sayTime(t.asked_at)}　由{t.holder}更正
              </p>
            </section>
            <section className="sheet" aria-labelledby="clock">
              <h2 id="clock">期限</h2>
              {t.met_at && (
                <p>
                  {sayTime(t.met_at)} {correctionEnds[t.met_how!]}。
                </p>
              )}
              {!t.met_at && t.due_at && (
                <p>
                  <b>{sayLimit(t.due_at)} 前要公开更正后的内容</b>
                </p>
              )}
              <StepClocks clock={t.clock} past={t.pastClocks} />
              <p className="quiet">
                更正要重新审查、签字。签完公开了，这件事就自动办结；村民反映的那一件也接着往下办。
              </p>
            </section>
            <div className="do">
              <Button type={t.met_at ? 'default' : 'primary'} onClick={() => go(`/notices/${t.noticeId}`)}>
                打开这项公开
              </Button>
              <a href={`/d/${t.notice_code}`} target="_blank" rel="noreferrer">
                看村民看到的页面
              </a>
            </div>
          </>
        )}
      </Shown>
    </div>
  )
}
