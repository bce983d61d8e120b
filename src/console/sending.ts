/** How every screen's requests go to the server: a refusal is heard once, here, whichever screen or dialog has sent it. */
import { agreeing } from './names.ts'
import { afterRefusal } from './overtaken.ts'

/** `fetch` for the rooms' clients. */
export const sending: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init)
  await afterRefusal(answer, init?.method)
  const agreed = await agreeing(answer, init?.headers)
  return agreed ? sending(input, { ...init, headers: agreed }) : answer
}
