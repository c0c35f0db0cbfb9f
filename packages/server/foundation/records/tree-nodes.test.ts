import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { SUPERSTORE } from '../../testing/fillings.ts'
import { sampleCaller } from '../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../testing/test-database.ts'
import { getNode } from './get-node.ts'
import { closeNode, createNode, editNode, moveNode, removeNode } from './index.ts'
import { setProductPrice, setProductStage } from './product-history.ts'
import { getRegions } from './trees.ts'

let opened: FilledDatabase
let analyst: CallContext
let representative: CallContext

before(async () => {
  opened = await openFilled(SUPERSTORE)
  const { workspaceId } = opened
  analyst = await sampleCaller(opened, workspaceId, 'superstore', 'analyst')
  representative = await sampleCaller(opened, workspaceId, 'superstore', 'representative')
})
after(() => opened.close())

const refusedAs = (expected: string) => (error: unknown) => (error as { code: string }).code === expected

async function add(code: string, parentId: number | null, from = '2020-01-01'): Promise<number> {
  const { id } = await createNode(analyst, {
    tree: 'region',
    parentId,
    from,
    code,
    kind: 'area',
    name: { zh: code, en: code },
    attributes: {},
  })
  return id
}

async function parentOn(id: number, day: string): Promise<number | null | undefined> {
  const { regions } = await getRegions(analyst, { asOf: day })
  return regions.find((region) => region.regionId === id)?.parentId
}

test('A node that moves in May is where it was in April, and a later move that is known stays.', async () => {
  const root = await add('R', null)
  const [first, second, third] = [await add('A', root), await add('B', root), await add('C', root)]
  const leaf = await add('L', first)
  await moveNode(analyst, { tree: 'region', id: leaf, parentId: third, from: '2026-09-01' })
  await moveNode(analyst, { tree: 'region', id: leaf, parentId: second, from: '2026-05-01' })
  assert.deepEqual(
    [
      await parentOn(leaf, '2026-04-30'),
      await parentOn(leaf, '2026-05-01'),
      await parentOn(leaf, '2026-08-31'),
      await parentOn(leaf, '2026-09-01'),
    ],
    [first, second, second, third],
  )
})

test('A move is undone by moving back on the same day, and leaves no trace in the history of places.', async () => {
  const root = await add('UR', null)
  const [first, second] = [await add('UA', root), await add('UB', root)]
  const leaf = await add('UL', first)
  const places = async () => (await getNode(analyst, { tree: 'region', id: leaf })).placements
  await moveNode(analyst, { tree: 'region', id: leaf, parentId: second, from: '2026-09-01' })
  const before = await places()
  const { stoodUnder } = await moveNode(analyst, {
    tree: 'region',
    id: leaf,
    parentId: root,
    from: '2026-05-01',
  })
  assert.equal(stoodUnder, first)
  assert.equal((await places()).length, 3)
  await moveNode(analyst, { tree: 'region', id: leaf, parentId: stoodUnder, from: '2026-05-01' })
  assert.deepEqual(await places(), before)
  const again = await moveNode(analyst, {
    tree: 'region',
    id: leaf,
    parentId: first,
    from: '2026-05-01',
  })
  assert.equal(again.stoodUnder, first)
})

test('A node cannot stand below itself, not today and not once a later move has happened.', async () => {
  const root = await add('T', null)
  const [x, y] = [await add('X', root), await add('Y', root)]
  const z = await add('Z', x)
  await assert.rejects(
    moveNode(analyst, { tree: 'region', id: x, parentId: z, from: '2026-01-01' }),
    refusedAs('treeCircle'),
  )
  await moveNode(analyst, { tree: 'region', id: x, parentId: y, from: '2026-10-01' })
  await assert.rejects(
    moveNode(analyst, { tree: 'region', id: y, parentId: x, from: '2026-03-01' }),
    refusedAs('treeCircle'),
  )
})

test('A refusal names nodes in the language of who reads it.', async () => {
  const create = (code: string, zh: string, en: string, parentId: number | null) =>
    createNode(analyst, {
      tree: 'region',
      parentId,
      from: '2020-01-01',
      code,
      kind: 'area',
      name: { zh, en },
      attributes: {},
    })
  const { id: east } = await create('E-1', '华东', 'East', null)
  const { id: city } = await create('E-2', '上海', 'Shanghai', east)
  const said = async (doing: Promise<unknown>) => {
    const error = await doing.then(
      () => assert.fail('nothing was refused'),
      (reason: unknown) => reason as AppError,
    )
    return [error.textIn('en'), error.textIn('zh-CN')]
  }
  const circle = { tree: 'region', id: east, parentId: city, from: '2026-01-01' } as const
  assert.deepEqual(await said(moveNode(analyst, circle)), [
    '“East” stands above “Shanghai” on 2026-01-01 and cannot be put below it. Move “Shanghai” elsewhere first, or choose another parent.',
    '“华东”在 2026-01-01 位于“上海”之上, 不能移到它下面。请先把“上海”移到别处, 或选择其他上级。',
  ])
  const [inUse] = await said(removeNode(analyst, { tree: 'region', id: east }))
  assert.match(inUse ?? '', /“East”/)
  const late = { tree: 'region', id: city, parentId: null, from: '2019-01-01' } as const
  assert.match((await said(moveNode(analyst, late)))[0] ?? '', /^“Shanghai” does not exist/)
})

test('Two people who would make a circle together: one of them is refused.', async () => {
  const root = await add('P', null)
  const [m, n] = [await add('M', root), await add('N', root)]
  const results = await Promise.allSettled([
    moveNode(analyst, { tree: 'region', id: m, parentId: n, from: '2026-01-01' }),
    moveNode(analyst, { tree: 'region', id: n, parentId: m, from: '2026-01-01' }),
  ])
  assert.deepEqual(results.map((result) => result.status).toSorted(), ['fulfilled', 'rejected'])
})

test('What has children or facts is not removed, and can be ended once nothing stands below it.', async () => {
  const root = await add('E', null)
  const child = await add('F', root)
  await assert.rejects(removeNode(analyst, { tree: 'region', id: root }), refusedAs('nodeInUse'))
  await assert.rejects(
    closeNode(analyst, { tree: 'region', id: root, from: '2026-01-01' }),
    refusedAs('nodeInUse'),
  )
  await closeNode(analyst, { tree: 'region', id: child, from: '2026-01-01' })
  await closeNode(analyst, { tree: 'region', id: root, from: '2026-02-01' })
  assert.equal(await parentOn(child, '2025-12-31'), root)
  assert.equal(await parentOn(child, '2026-01-01'), undefined)
  await assert.rejects(
    moveNode(analyst, { tree: 'region', id: child, parentId: null, from: '2026-03-01' }),
    refusedAs('treeNotThere'),
  )
  const alone = await add('G', null)
  await removeNode(analyst, { tree: 'region', id: alone })
  await assert.rejects(getNode(analyst, { tree: 'region', id: alone }), refusedAs('notFound'))
})

test('A region of orders names what depends on it.', async () => {
  const { rows } = await opened.database.pool.query<{ region_id: number }>(
    'select region_id from sales_order where region_id is not null limit 1',
  )
  const { dependants } = await getNode(analyst, { tree: 'region', id: rows[0]?.region_id ?? 0 })
  assert.ok(dependants.some(({ what, count }) => what === 'order' && count > 0))
})

test('A code that is taken is refused, and so is an attribute that the tree does not have.', async () => {
  const id = await add('K1', null)
  await assert.rejects(add('K1', null), refusedAs('duplicateCode'))
  await assert.rejects(
    editNode(analyst, { tree: 'region', id, attributes: { tier: 'x' } }),
    refusedAs('unknownField'),
  )
  await editNode(analyst, {
    tree: 'region',
    id,
    name: { zh: '新名', en: 'New' },
    attributes: { cityTier: '1', latitude: 31.2 },
  })
  const node = await getNode(analyst, { tree: 'region', id })
  assert.deepEqual([node.name.zh, node.attributes.cityTier, node.attributes.latitude], ['新名', '1', 31.2])
})

test('Prices and stages hold from their day on, a price between two known ones ends where the later begins.', async () => {
  const { rows } = await opened.database.pool.query<{ product_id: number }>(
    `select product_id from product where kind = 'product' order by 1 limit 1`,
  )
  const productId = rows[0]?.product_id ?? 0
  const price = (from: string, listPrice: string) =>
    setProductPrice(analyst, { productId, from, listPrice, standardCost: '1' })
  await price('2025-01-01', '10')
  await price('2026-01-01', '12')
  await price('2025-07-01', '11')
  const node = await getNode(analyst, { tree: 'product', id: productId })
  assert.deepEqual(
    node.prices.map((one) => [one.from, one.to, one.listPrice]),
    [
      ['2025-01-01', '2025-07-01', '10.0000'],
      ['2025-07-01', '2026-01-01', '11.0000'],
      ['2026-01-01', null, '12.0000'],
    ],
  )
  assert.deepEqual(
    (await getNode(representative, { tree: 'product', id: productId })).prices.map((one) => one.standardCost),
    [null, null, null],
  )
  const blind = { ...analyst, fields: [] }
  await setProductPrice(blind, { productId, from: '2026-02-01', listPrice: '13', standardCost: null })
  const kept = (await getNode(analyst, { tree: 'product', id: productId })).prices.at(-1)
  assert.deepEqual([kept?.listPrice, kept?.standardCost], ['13.0000', '1.0000'])
  await setProductStage(analyst, { productId, from: '2026-01-01', stage: 'decline' })
  assert.deepEqual((await getNode(analyst, { tree: 'product', id: productId })).stages, [
    { from: '2026-01-01', to: null, stage: 'decline' },
  ])
})
