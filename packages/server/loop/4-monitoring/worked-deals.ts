import type { SmallWorkspace } from '../../testing/small-workspace.ts'

const EAST = { person_id: 1, org_unit_id: 2, region_id: 2, customer_id: 1, product_id: 2 }
const WEST = { person_id: 2, org_unit_id: 3, region_id: 3, customer_id: 2, product_id: 3 }
export const [CONTACT, QUOTE, WON, LOST] = [1, 2, 3, 4] as const

export type Step = readonly [stage: number, day: string]
type Deal = {
  readonly of: 'anna' | 'ben'
  readonly amount: string
  readonly steps: readonly Step[]
  readonly more?: Readonly<Record<string, string | number | null>>
}

const OUTCOME: Readonly<Record<number, string>> = { [WON]: 'won', [LOST]: 'lost' }
/** The hour at which the small workspace's clock stands, so that stays are whole days. */
const AT = 'T08:00:00Z'

/** A deal with its changes of stage, one revision for each of `due` (day believed, from a day on). */
export async function putDeal(
  { put }: SmallWorkspace,
  { of, amount, steps, more = {} }: Deal,
  due: readonly (readonly [from: string, dueOn: string, amount: string])[] = [],
): Promise<number> {
  const [first, last] = [steps[0] as Step, steps.at(-1) as Step]
  const outcome = OUTCOME[last[0]] ?? 'open'
  const id = await put('opportunity', 'opportunity', {
    ...(of === 'anna' ? EAST : WEST),
    name: `deal of ${of} for ${amount}`,
    day: first[1],
    amount,
    pipeline_id: 1,
    stage_id: last[0],
    outcome,
    closed_on: outcome === 'open' ? null : last[1],
    expected_close_on: due.at(-1)?.[1] ?? null,
    ...more,
  })
  for (const [stage, day] of steps)
    await put('stage_event', 'stageEvent', {
      opportunity_id: id,
      stage_id: stage,
      happened_at: `${day}${AT}`,
    })
  for (const [from, dueOn, believed] of due)
    await put('opportunity_revision', 'opportunity', {
      opportunity_id: id,
      stage_id: first[0],
      happened_at: `${from}${AT}`,
      expected_close_on: dueOn,
      amount: believed,
    })
  return id
}

/**
 * The four deals of docs/methods/funnel.md: in the first stage one advances on day 1, one is still open on day 2, one is
 * lost on day 3, one advances on day 4. Anna has the first two, Ben the others.
 */
export async function putFourDeals(small: SmallWorkspace): Promise<number[]> {
  const ids = [
    await putDeal(
      small,
      {
        of: 'anna',
        amount: '1000.00',
        steps: [
          [CONTACT, '2025-12-01'],
          [QUOTE, '2025-12-02'],
          [WON, '2025-12-11'],
        ],
      },
      [['2025-12-01', '2025-12-20', '900.00']],
    ),
    await putDeal(small, { of: 'anna', amount: '200.00', steps: [[CONTACT, '2025-12-29']] }, [
      ['2025-12-29', '2026-01-15', '200.00'],
    ]),
    await putDeal(
      small,
      {
        of: 'ben',
        amount: '400.00',
        steps: [
          [CONTACT, '2025-12-01'],
          [LOST, '2025-12-04'],
        ],
      },
      [['2025-12-01', '2025-12-24', '400.00']],
    ),
    await putDeal(
      small,
      {
        of: 'ben',
        amount: '600.00',
        steps: [
          [CONTACT, '2025-12-01'],
          [QUOTE, '2025-12-05'],
          [LOST, '2025-12-15'],
        ],
      },
      [
        ['2025-12-01', '2025-12-18', '500.00'],
        ['2025-12-06', '2026-01-10', '600.00'],
      ],
    ),
  ]
  return ids
}
