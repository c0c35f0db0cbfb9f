import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { activityChain, shrinkRate, teamRate } from './index.ts'

test('the worked example: 400,000 needs 3 deals, 12 proposals, 20 opportunities, 40 leads and 40 visits', () => {
  const steps = activityChain(400_000, {
    averageDeal: 400_000 / 3,
    proposalWins: 0.25,
    opportunityProposals: 0.6,
    leadOpportunities: 0.5,
    visitsPerOpportunity: 2,
  })
  assert.deepEqual(
    steps.map(({ name, needed }) => [name, needed]),
    [
      ['deals', 3],
      ['proposals', 12],
      ['opportunities', 20],
      ['leads', 40],
      ['visits', 40],
    ],
  )
})

test('the worked example of shrinkage: 6 of 10, 2 of 10, 9 of 20 and nothing yet', () => {
  const records = [
    { events: 16, cases: 20 },
    { events: 4, cases: 20 },
    { events: 20, cases: 40 },
    { events: 0, cases: 0 },
  ]
  const team = teamRate('share', records)
  assert.ok(team !== null)
  // m = 40/80 = 0.5; B = 20·.09 + 20·.09 + 0 = 3.6; N − Σn²/N = 80 − 2400/80 = 50
  // τ² = (3.6 − 2·.25) ÷ (50 − 2) = 0.0645833…; strength = .25/τ² − 1 = 2.870967…
  assert.equal(team.rate, 0.5)
  assert.equal(team.people, 3)
  assert.ok(Math.abs(team.strength - (0.25 / (3.1 / 48) - 1)) < 1e-12)
  assert.ok(Math.abs(shrinkRate({ events: 16, cases: 20 }, team) - 0.762342) < 1e-6)
  assert.equal(shrinkRate({ events: 0, cases: 0 }, team), 0.5)
})

test('people who differ by no more than chance all get the team’s rate', () => {
  const team = teamRate('share', [
    { events: 5, cases: 10 },
    { events: 5, cases: 10 },
  ])
  assert.deepEqual(team, { rate: 0.5, strength: Number.POSITIVE_INFINITY, people: 2 })
  assert.equal(shrinkRate({ events: 10, cases: 10 }, team), 0.5)
  assert.equal(teamRate('share', [{ events: 0, cases: 0 }]), null)
})

test('amounts: the team’s mean weighs as chance within people against the spread between them', () => {
  // Deals of 90 and 110, and of 190 and 210: s² = (200 + 200) ÷ 2 = 200, B = 2·50² + 2·50² = 10,000,
  // τ² = (10,000 − 200) ÷ (4 − 8/4) = 4,900, strength = 200 ÷ 4,900.
  const records = [
    { events: 200, cases: 2, squares: 90 ** 2 + 110 ** 2 },
    { events: 400, cases: 2, squares: 190 ** 2 + 210 ** 2 },
  ]
  const team = teamRate('amount', records)
  assert.ok(team !== null && Math.abs(team.strength - 200 / 4_900) < 1e-12)
  assert.equal(team.rate, 150)
})

const share = fc.tuple(fc.nat(60), fc.nat(60)).map(([events, more]) => ({ events, cases: events + more }))

test('a shrunk share lies between the person’s own and the team’s, and nearer to the own one with more on record', () => {
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 12 }), share, (records, person) => {
      const team = teamRate('share', records)
      if (team === null || person.cases === 0) return
      const own = person.events / person.cases
      const shrunk = shrinkRate(person, team)
      assert.ok(shrunk >= Math.min(own, team.rate) - 1e-12 && shrunk <= Math.max(own, team.rate) + 1e-12)
      const more = shrinkRate({ events: person.events * 10, cases: person.cases * 10 }, team)
      assert.ok(Math.abs(more - own) <= Math.abs(shrunk - own) + 1e-12)
    }),
    { numRuns },
  )
})

test('with ever more on record the person’s own rate remains; with none the team’s', () => {
  fc.assert(
    fc.property(fc.array(share, { minLength: 2, maxLength: 12 }), (records) => {
      const team = teamRate('share', records)
      if (team === null || team.strength === Number.POSITIVE_INFINITY) return
      const much = shrinkRate({ events: 3e12, cases: 1e13 }, team)
      assert.ok(Math.abs(much - 0.3) < 1e-3)
      assert.equal(shrinkRate({ events: 0, cases: 0 }, team), team.rate)
    }),
    { numRuns },
  )
})

test('a chain multiplied out again gives the target, and more sales never need fewer of anything', () => {
  const rate = fc.double({ min: 0.01, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      fc.nat(1e9),
      rate,
      rate,
      rate,
      fc.double({ min: 0.1, max: 20, noNaN: true }),
      (sales, a, b, c, v) => {
        const rates = {
          averageDeal: 12_345,
          proposalWins: a,
          opportunityProposals: b,
          leadOpportunities: c,
          visitsPerOpportunity: v,
        }
        const steps = activityChain(sales, rates)
        const exact = Object.fromEntries(steps.map((step) => [step.name, step.exact]))
        const back = exact['leads']! * c * b * a * 12_345
        assert.ok(Math.abs(back - sales) <= 1e-9 * Math.max(1, sales))
        assert.ok(steps.every((step) => step.needed >= step.exact - 1e-6 * Math.max(1, step.exact)))
        const next = activityChain(sales + 1_000, rates)
        assert.ok(steps.every((step, i) => step.needed <= next[i]!.needed))
      },
    ),
    { numRuns },
  )
})

test('a rate of 0 is refused rather than answered with infinitely many', () => {
  const rates = {
    averageDeal: 1,
    proposalWins: 0,
    opportunityProposals: 1,
    leadOpportunities: 1,
    visitsPerOpportunity: 1,
  }
  assert.throws(() => activityChain(1, rates), /proposalWins is 0/)
})
