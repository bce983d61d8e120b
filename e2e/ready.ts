/** Whether a server is ready; on a busy machine its database may once take longer than the second it is given. */
import { expect } from 'vitest'

/** `url`: of the server, or of a worker's probes. */
export const expectReady = (url: string, said?: string) =>
  expect.poll(async () => (await fetch(`${url}/readyz`)).status, { message: said }).toBe(200)
