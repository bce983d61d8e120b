/** What is kept on this phone for reading without network. The list is made by the script: the server knows nothing of it. */
import type { Shown, Visit } from '../../modules/disclosure/index.pages.ts'

export const savedPage = (visit: Visit): Shown => ({
  title: '没网也能看的',
  scripts: ['saved'],
  crumbs: [{ href: '/', text: visit.frame.county }],
  body: (
    <div class="text">
      <h1>没网也能看的</h1>
      <p id="copies-sum" role="status">
        正在看这个手机里存了哪些…
      </p>
      <ul id="copies" class="rows" aria-label="存下的" hidden />
      <p class="do">
        <button id="copies-clear" type="button" class="press second" hidden>
          全部删掉
        </button>
      </p>
      <p class="quiet">
        只存在这个手机里，本站不知道您存了哪些。村里撤下的，下次有网时自己会删；有名字的名单，最多留七天。
      </p>
    </div>
  ),
})
