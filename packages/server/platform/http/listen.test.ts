import assert from 'node:assert/strict'
import { Agent, get } from 'node:http'
import { test } from 'node:test'
import { openPort } from './listen.ts'

/** Status that a request is answered with. */
function statusOf(url: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode))
    }).once('error', reject)
  })
}

test('a request under way is finished when the server ends, and one that is not answered in time is told 503', async () => {
  const port = await openPort('127.0.0.1', 0)
  const agent = new Agent({ keepAlive: true })
  const arrived = Promise.withResolvers<void>()
  const answers = new Map([
    ['/short', Promise.withResolvers<Response>()],
    ['/endless', Promise.withResolvers<Response>()],
  ])
  let count = 0
  port.serve((request) => {
    count += 1
    if (count === answers.size) arrived.resolve()
    return answers.get(new URL(request.url).pathname)?.promise ?? new Response('unknown', { status: 404 })
  })
  const short = statusOf(`${port.url}/short`, agent)
  const endless = statusOf(`${port.url}/endless`, agent)
  await arrived.promise
  const closed = port.close()
  answers.get('/short')?.resolve(new Response('done'))
  assert.equal(await short, 200)
  assert.equal(await endless, 503)
  await closed
  // Ended again it has nothing left to do.
  await port.close()
  await assert.rejects(statusOf(`${port.url}/short`, new Agent()), { code: 'ECONNREFUSED' })
  agent.destroy()
})
