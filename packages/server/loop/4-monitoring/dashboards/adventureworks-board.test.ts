import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Tile } from '@salesloom/contract'
import { importAdventureWorks } from '../../../connectors/adventureworks/index.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { ADVENTUREWORKS, WITHOUT_ADVENTUREWORKS } from '../../../testing/shared-data.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type OpenTestDatabase, openTestDatabase } from '../../../testing/test-database.ts'
import { computeTile } from './compute-tile.ts'

const CODE = 'adventureworks'

/** Reseller sales from the first day to the last, as published with the data: by territory, and in all. */
const TERRITORIES = {
  Southwest: 1_846_645_879,
  Canada: 1_437_792_560,
  Northwest: 1_243_507_600,
  Central: 790_600_818,
  Southeast: 786_741_623,
  Northeast: 693_284_201,
  France: 460_753_794,
  'United Kingdom': 427_900_883,
  Germany: 198_398_804,
  Australia: 159_433_538,
}
const TOTAL = 8_045_059_698
const YEARS = ['2010', '2011', '2012', '2013']

const TILE: Omit<Tile, 'key' | 'title' | 'width' | 'height'> = {
  form: 'number',
  metric: 'sales',
  by: [],
  filter: { channel: 'reseller' },
  period: 'year',
  compare: 'none',
}

describe('A board on AdventureWorks', { skip: WITHOUT_ADVENTUREWORKS }, () => {
  let opened: OpenTestDatabase
  let director: CallContext

  before(async () => {
    opened = await openTestDatabase()
    const clock = fixedClock('2013-11-30T08:00:00Z')
    const { workspaceId } = await importAdventureWorks(opened.database, ADVENTUREWORKS, {
      workspaceCode: CODE,
      clock,
    })
    director = { ...(await sampleCaller(opened, workspaceId, CODE, 'analyst')), clock }
  })
  after(() => opened.close())

  /** A tile of a calendar year, as it is seen in its November. */
  const show = (year: string, tile: Partial<Tile>, filter: Tile['filter'] = {}) =>
    computeTile(
      { ...director, clock: fixedClock(`${year}-11-30T08:00:00Z`) },
      { tile: { ...TILE, ...tile }, period: 'year', filter },
    )

  test('its numbers add up to the published total', async () => {
    const tiles = await Promise.all(YEARS.map((year) => show(year, {})))
    assert.equal(
      tiles.reduce((sum, { total }) => sum + total.numerator, 0),
      TOTAL,
    )
  })

  test('drilled down from the continents, its territories are the published ones', async () => {
    const found = new Map<string, number>()
    const drill = async (year: string, name: string, filter: Tile['filter']): Promise<void> => {
      const tile = await show(year, { form: 'bars', by: ['region'] }, filter)
      if (tile.by[0] !== 'region') {
        found.set(name, (found.get(name) ?? 0) + tile.total.numerator)
        return
      }
      for (const { members } of tile.rows) {
        const [member] = members
        if (member?.id != null) await drill(year, member.name.en, { regionId: member.id })
      }
    }
    for (const year of YEARS) await drill(year, '', {})
    const published = Object.entries(TERRITORIES)
    assert.deepEqual([...found.keys()].toSorted(), published.map(([name]) => name).toSorted())
    // Each year of a territory is rounded once, the published figure over all of them.
    for (const [name, amount] of published)
      assert.ok(Math.abs((found.get(name) ?? 0) - amount) <= 2, `${name} ${found.get(name)} ${amount}`)
  })

  test('a year under way is projected past what is there', async () => {
    const { projection, total } = await show('2013', {})
    assert.ok(projection)
    assert.equal(projection.basis, 'history')
    assert.ok(projection.low < projection.value && projection.value < projection.high)
    assert.ok(projection.value > total.numerator)
  })
})
