/** In the form for villagers: what their question is about. */
import { runHref } from '../addresses.ts'
import type { RunAsked } from './about.ts'

export function AboutRun({ run }: { run: RunAsked }) {
  return (
    <div class="note">
      <p>
        您问的是：
        <a href={runHref(run.slug, run.code)}>
          {run.place}《{run.title}》
        </a>
        {run.stepName !== '' && <>的“{run.stepName}”这一步</>}
      </p>
      <p class="quiet small">愿意公开的，答复以后和问题一起显示在那一步下面。</p>
      <input type="hidden" name="run" value={run.code} />
      <input type="hidden" name="step" value={run.step} />
    </div>
  )
}
