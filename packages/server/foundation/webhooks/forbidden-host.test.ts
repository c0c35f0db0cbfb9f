import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causeOf } from './deliver.ts'
import { ForbiddenAddress, isForbiddenHost, refuseForbidden } from './forbidden-host.ts'

const CREDENTIALS = ['169.254.169.254', '100.100.100.200', '::ffff:169.254.169.254', 'fd00:ec2::254']

test('Addresses of credentials are known however they are written; neighbours are not taken for them.', () => {
  for (const url of [
    'http://2852039166/',
    'http://0xa9.0xfe.0xa9.0xfe/',
    'http://[::ffff:100.100.100.200]/',
    'http://metadata.tencentyun.com/',
  ])
    assert.ok(isForbiddenHost(new URL(url).hostname), url)
  for (const host of ['100.100.100.201', '100.100.100.20', '127.0.0.1', 'example.com'])
    assert.ok(!isForbiddenHost(host), host)
})

test('A name that leads to an address of credentials is refused by its word; other names and unknown ones are not.', async () => {
  for (const address of CREDENTIALS)
    await assert.rejects(
      refuseForbidden('harmless.example', async () => [{ address: '203.0.113.7' }, { address }]),
      ForbiddenAddress,
    )
  await refuseForbidden('harmless.example', async () => [{ address: '10.0.0.5' }])
  await refuseForbidden('nobody.example', () => Promise.reject(new Error('ENOTFOUND')))
  assert.equal(causeOf(new ForbiddenAddress()), 'forbidden')
})
