import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kindOf } from '@salesloom/contract'
import { setSampleTargets } from '../../../cli/set-sample-targets.ts'
import { SAMPLE_CODE } from '../../../connectors/sample-company/index.ts'
import { editEntry, getEntry, putEntries } from '../../../foundation/entries/index.ts'
import type { Mailer, Message } from '../../../foundation/mail/index.ts'
import { computeTargets } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { sampleCompanyAt } from '../../../testing/fillings.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { acceptProposal } from '../../1-targets/calibration/accept-proposal.ts'
import { findProposals } from '../../1-targets/calibration/find-proposals.ts'
import { approveScenario, findScenarios, proposeFromResponse, submitScenario } from '../../1-targets/index.ts'
import { openDeviation } from '../deviation/open-deviation.ts'
import { findResponses } from '../response/find-responses.ts'
import { createResponse } from '../response/save-response.ts'
import { proposeTargets } from '../response/take-steps.ts'
import { decideQuoteApproval, requestQuoteApproval } from './approve-quote.ts'
import { findQuoteApprovals, findQuotesToApprove } from './find-approvals.ts'
import { getAuthority, setDiscountLimits } from './get-authority.ts'
import { grantAuthority, revokeAuthority } from './grant-authority.ts'

const DAY = '2026-05-20'
const LATER = '2026-06-01'
let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let representative: CallContext
let quotes: { id: number; customer: number; product: number; version: number }[]

/** Mails as they were posted, with the addresses that they go to. */
const posted: Message[] = []
const mailer: Mailer = {
  server: {} as Mailer['server'],
  post: async (_tx, _workspaceId, message) => posted.push(message),
}

const code = (expected: string) => (error: unknown) => error instanceof AppError && error.code === expected
const later = (context: CallContext) => ({ ...context, clock: fixedClock(`${LATER}T02:00:00Z`) })
const PAGE = { page: 1, pageSize: 50 }

/** Gives a quote of the representative a discount of its own. */
async function quoteWith(index: number, percent: number, status = 'draft') {
  const quote = quotes[index]
  assert.ok(quote !== undefined)
  await opened.database.pool.query(
    `update quote set list_amount = 100000, amount = 1000 * (100 - $3::numeric), status = $4
      where workspace_id = $1 and quote_id = $2`,
    [director.workspaceId, quote.id, percent, status],
  )
  return quote
}

async function statusOf(quoteId: number) {
  const { rows } = await opened.database.pool.query<{ status: string; by: number | null }>(
    'select status, approved_by_id as by from quote where workspace_id = $1 and quote_id = $2',
    [director.workspaceId, quoteId],
  )
  return rows[0]?.status
}

before(async () => {
  const now = `${DAY}T02:00:00Z`
  opened = await openFilled(sampleCompanyAt(now))
  const { workspaceId } = opened
  const clock = fixedClock(now)
  const caller = async (role: 'director' | 'manager' | 'representative') => ({
    ...(await sampleCaller(opened, workspaceId, SAMPLE_CODE, role)),
    clock,
  })
  director = await caller('director')
  manager = await caller('manager')
  representative = await caller('representative')
  await setSampleTargets(director, DAY)
  const { rows } = await opened.database.pool.query<(typeof quotes)[number]>(
    `select quote_id as id, customer_id as customer, product_id as product, version from quote
      where workspace_id = $1 and person_id = $2 and customer_id is not null order by quote_id desc limit 9`,
    [workspaceId, representative.actor.personId],
  )
  quotes = rows
  assert.equal(quotes.length, 9)
})
after(() => opened.close())

test('within the own limit a quote is approved at once; beyond it somebody with more decides', async () => {
  const small = await quoteWith(0, 10)
  assert.equal(
    (await requestQuoteApproval(representative, mailer, { quoteId: small.id, note: '' })).state,
    'approved',
  )
  assert.equal(await statusOf(small.id), 'approved')
  const large = await quoteWith(1, 15)
  const asked = await requestQuoteApproval(representative, mailer, { quoteId: large.id, note: 'to win' })
  assert.equal(asked.state, 'requested')
  assert.equal(await statusOf(large.id), 'submitted')
  const [waiting] = (await findQuoteApprovals(representative, { state: 'requested', ...PAGE })).rows
  assert.deepEqual(
    [waiting?.quoteId, waiting?.discountPercent, waiting?.mayDecide, waiting?.neededRole],
    [large.id, 15, false, 'manager'],
  )
  const decision = { approvalId: asked.approvalId, approve: true, reason: '' }
  await assert.rejects(decideQuoteApproval(representative, mailer, decision), code('discountBeyondAuthority'))
  assert.equal((await decideQuoteApproval(manager, mailer, decision)).state, 'approved')
  await assert.rejects(decideQuoteApproval(manager, mailer, decision), code('approvalDecided'))
  assert.equal(await statusOf(large.id), 'approved')
  await assert.rejects(
    requestQuoteApproval(representative, mailer, { quoteId: large.id, note: '' }),
    code('quoteNotOpen'),
  )
})

test('two who decide on one quote at once: one does, the other is told who did, and the quote says the one thing', async () => {
  const quote = await quoteWith(8, 15)
  const { approvalId } = await requestQuoteApproval(representative, mailer, { quoteId: quote.id, note: '' })
  const settled = await Promise.allSettled([
    decideQuoteApproval(manager, mailer, { approvalId, approve: true, reason: 'fine' }),
    decideQuoteApproval(director, mailer, { approvalId, approve: false, reason: 'too much' }),
    requestQuoteApproval(representative, mailer, { quoteId: quote.id, note: 'again' }),
  ])
  const [byManager, byDirector] = settled
  const done = [byManager, byDirector].filter(({ status }) => status === 'fulfilled')
  assert.equal(done.length, 1)
  const lost = [byManager, byDirector].find((one) => one.status === 'rejected')
  assert.ok(lost?.status === 'rejected' && code('approvalDecided')(lost.reason), String(lost))
  assert.equal(await statusOf(quote.id), byManager.status === 'fulfilled' ? 'approved' : 'rejected')
  const { rows } = await opened.database.pool.query<{ decisions: number }>(
    `select count(*)::int as decisions from audit_entry where workspace_id = $1 and subject = $2
      and action = 'monitoring.decideQuoteApproval'`,
    [director.workspaceId, `quote:${quote.id}`],
  )
  assert.equal(rows[0]?.decisions, 1)
})

test('who may decide is mailed that a quote waits, who asked what was decided, each in their language', async () => {
  const addresses = (message: Message | undefined) => message?.to.map(({ email }) => email.split('@')[0])
  posted.length = 0
  // Within the manager's authority it is the manager's; the director is not asked.
  const near = await quoteWith(6, 18)
  const asked = await requestQuoteApproval(representative, mailer, { quoteId: near.id, note: 'to win' })
  assert.deepEqual(posted.map(addresses), [['manager']])
  assert.equal(posted[0]?.key, `quoteAsked:${asked.approvalId}`)
  const read = (message: Message | undefined, locale: 'zh-CN' | 'zh-TW' | 'en') => message?.content(locale)
  assert.match(read(posted[0], 'zh-CN')?.subject ?? '', /待您审批$/)
  assert.match(read(posted[0], 'en')?.lines.join(' ') ?? '', /discount of 18\.0 %\..* Note: to win/)
  assert.equal(read(posted[0], 'zh-TW')?.action?.path, '/monitoring/authority')
  // Asked again while it waits, nobody is mailed again.
  await requestQuoteApproval(representative, mailer, { quoteId: near.id, note: '' })
  assert.equal(posted.length, 1)
  await decideQuoteApproval(manager, mailer, { ...asked, approve: false, reason: 'too much' })
  assert.deepEqual(addresses(posted[1]), ['representative'])
  assert.match(read(posted[1], 'en')?.subject ?? '', /is refused$/)
  assert.match(read(posted[1], 'zh-CN')?.lines.join(' ') ?? '', /理由: too much/)

  // Who stands in for the manager that day is mailed too.
  const { rows } = await opened.database.pool.query<{ id: number }>(
    `insert into stand_in (workspace_id, covered_person_id, standing_person_id, role, valid_from, valid_to, arranged_by, arranged_at)
      values ($1, $2, $3, 'manager', $4, $4::date + 1, 'x', now()) returning stand_in_id as id`,
    [director.workspaceId, manager.actor.personId, director.actor.personId, DAY],
  )
  const away = await quoteWith(5, 12)
  const covered = await requestQuoteApproval(representative, mailer, { quoteId: away.id, note: '' })
  assert.deepEqual(addresses(posted[2])?.toSorted(), ['director', 'manager'])
  await decideQuoteApproval(manager, mailer, { ...covered, approve: false, reason: 'x' })
  await opened.database.pool.query('delete from stand_in where workspace_id = $1 and stand_in_id = $2', [
    director.workspaceId,
    rows[0]?.id,
  ])
  posted.length = 2

  // Beyond the manager's, it goes up to the director.
  const far = await quoteWith(7, 30)
  const further = await requestQuoteApproval(representative, mailer, { quoteId: far.id, note: '' })
  assert.deepEqual(addresses(posted[2]), ['director'])
  await decideQuoteApproval(director, mailer, { ...further, approve: true, reason: '' })
  assert.deepEqual(addresses(posted[3]), ['representative'])
  // Within the own authority nobody waits, and nobody is mailed.
  const own = await quoteWith(6, 5)
  await requestQuoteApproval(representative, mailer, { quoteId: own.id, note: '' })
  assert.equal(posted.length, 4)
})

test('who waits is told the role that is enough by the exact discount, not by what is shown of it', async () => {
  const quote = await quoteWith(0, 10)
  await opened.database.pool.query(
    'update quote set amount = 89999.99 where workspace_id = $1 and quote_id = $2',
    [director.workspaceId, quote.id],
  )
  const { approvalId } = await requestQuoteApproval(representative, mailer, { quoteId: quote.id, note: '' })
  const waiting = (await findQuoteApprovals(representative, { state: 'requested', ...PAGE })).rows
  assert.equal(waiting.find((row) => row.approvalId === approvalId)?.neededRole, 'manager')
  await decideQuoteApproval(manager, mailer, { approvalId, approve: true, reason: '' })
})

test('the form of a quote does not lead around the authority', async () => {
  const quote = await quoteWith(2, 12)
  const edit = (context: CallContext, values: Record<string, string>) =>
    editEntry(context, { kind: 'quote', id: quote.id, version: quote.version, values })
  await assert.rejects(edit(representative, { status: 'approved' }), code('discountBeyondAuthority'))
  await assert.rejects(edit(representative, { status: 'accepted' }), code('discountBeyondAuthority'))
  assert.equal(await statusOf(quote.id), 'draft')
  await edit(manager, { status: 'approved' })
  assert.equal(await statusOf(quote.id), 'approved')
  // More discount on what was approved is a decision again; accepting it as it stands is none.
  const next = (values: Record<string, string>) =>
    editEntry(representative, { kind: 'quote', id: quote.id, version: quote.version + 1, values })
  await assert.rejects(next({ amount: '80000.00' }), code('discountBeyondAuthority'))
  await next({ status: 'accepted' })
  // What the quote says of its discount follows from its amounts.
  const { version } = await getEntry(manager, { kind: 'quote', id: quote.id }).then(({ row }) => row)
  await editEntry(manager, { kind: 'quote', id: quote.id, version, values: { amount: '85000.00' } })
  const { rows } = await opened.database.pool.query<{ rate: string }>(
    'select discount_rate::text as rate from quote where workspace_id = $1 and quote_id = $2',
    [director.workspaceId, quote.id],
  )
  assert.equal(Number(rows[0]?.rate), 0.15)
  assert.equal(await statusOf(quote.id), 'accepted')
})

test('a file does not lead around the authority either, but for who keeps the ledger', async () => {
  const [quote] = quotes
  assert.ok(quote !== undefined)
  const bring = (context: CallContext, externalId: string) =>
    inWorkspace(context.database, context.workspaceId, (tx) =>
      putEntries(tx, context, kindOf('quote'), 'file', [
        {
          externalId,
          values: {
            number: externalId,
            day: DAY,
            customer: quote.customer,
            listAmount: '100000',
            amount: '40000',
            status: 'approved',
          },
        },
      ]),
    )
  const refused = await bring(representative, 'F-1')
  assert.deepEqual(
    [refused.created, refused.failures.map(({ code }) => code)],
    [0, ['discountBeyondAuthority']],
  )
  assert.equal((await bring(director, 'F-2')).failures.length, 1)
  const keeper = { ...director, actor: { ...director.actor, role: 'analyst' as const } }
  assert.deepEqual((await bring(keeper, 'F-3')).failures, [])
})

test('a grant lets a quote through until its last day; expired it no longer does, and what went through stays', async () => {
  const person = representative.actor.personId ?? 0
  const [first, second, other] = [await quoteWith(3, 18), await quoteWith(4, 18), await quoteWith(5, 18)]
  const grant = {
    responseId: null,
    personId: person,
    limitPercent: 18,
    customerIds: [first.customer, second.customer],
    productIds: [],
    from: DAY,
    until: '2026-05-31',
    reason: 'against the price cut',
  }
  const { grantId } = await grantAuthority(manager, grant)
  assert.equal(
    (await requestQuoteApproval(representative, mailer, { quoteId: first.id, note: '' })).state,
    'approved',
  )
  const approvals = await findQuoteApprovals(manager, { state: 'approved', ...PAGE })
  assert.equal(approvals.rows.find(({ quoteId }) => quoteId === first.id)?.grantId, grantId)
  if (!grant.customerIds.includes(other.customer))
    assert.equal(
      (await requestQuoteApproval(representative, mailer, { quoteId: other.id, note: '' })).state,
      'requested',
    )
  const expired = await requestQuoteApproval(later(representative), mailer, { quoteId: second.id, note: '' })
  assert.equal(expired.state, 'requested')
  await assert.rejects(
    decideQuoteApproval(later(representative), mailer, {
      approvalId: expired.approvalId,
      approve: true,
      reason: '',
    }),
    code('discountBeyondAuthority'),
  )
  assert.equal(await statusOf(first.id), 'approved')
  assert.equal(await statusOf(second.id), 'submitted')
  const states = (await getAuthority(later(manager))).grants.map((one) => [one.grantId, one.state])
  assert.deepEqual(states, [[grantId, 'expired']])
})

test('nobody lends more than their role holds, nor to others than their own people; a grant is taken back', async () => {
  const grant = {
    responseId: null,
    personId: representative.actor.personId ?? 0,
    limitPercent: 20.5,
    customerIds: [],
    productIds: [],
    from: DAY,
    until: '2026-06-30',
    reason: 'x',
  }
  await assert.rejects(grantAuthority(manager, grant), code('grantBeyondAuthority'))
  const { rows } = await opened.database.pool.query<{ id: number }>(
    `select o.person_id as id from position o where o.workspace_id = $1 and o.valid_to is null
      and not (o.org_unit_id = any($2)) limit 1`,
    [director.workspaceId, manager.visibility.whole ? [] : manager.visibility.orgUnitIds],
  )
  const foreign = { ...grant, limitPercent: 15, personId: rows[0]?.id ?? 0 }
  await assert.rejects(grantAuthority(manager, foreign), code('outsideSubtree'))
  await assert.rejects(grantAuthority(director, { ...grant, until: '2026-05-01' }), code('invalidInput'))
  // Lent to oneself it would outlive the role's own limit.
  const own = { ...grant, limitPercent: 20, personId: manager.actor.personId ?? 0 }
  await assert.rejects(grantAuthority(manager, own), code('invalidInput'))
  const { grantId } = await grantAuthority(director, { ...grant, limitPercent: 30 })
  assert.equal((await getAuthority(representative)).own, 30)
  await assert.rejects(revokeAuthority(manager, { grantId }), code('outsideSubtree'))
  await revokeAuthority(director, { grantId })
  assert.equal((await getAuthority(representative)).own, 10)
  const quote = await quoteWith(6, 25)
  assert.equal(
    (await requestQuoteApproval(representative, mailer, { quoteId: quote.id, note: '' })).state,
    'requested',
  )
  const list = await findQuotesToApprove(representative, { search: '', ...PAGE })
  assert.ok(list.rows.every(({ quoteId }) => quoteId !== quote.id))
})

test('limits of roles are set over the version that was read, and every step is in the trail', async () => {
  const { limits, version } = await getAuthority(director)
  const tighter = limits.map(({ role, percent }) => ({ role, percent: role === 'manager' ? 12 : percent }))
  await setDiscountLimits(director, { version, limits: tighter })
  await assert.rejects(setDiscountLimits(director, { version, limits }), code('versionConflict'))
  const quote = await quoteWith(7, 15)
  const { approvalId } = await requestQuoteApproval(representative, mailer, { quoteId: quote.id, note: '' })
  const decision = { approvalId, approve: false, reason: 'too much' }
  await assert.rejects(decideQuoteApproval(manager, mailer, decision), code('discountBeyondAuthority'))
  await assert.rejects(
    decideQuoteApproval(director, mailer, { ...decision, reason: '' }),
    (error: unknown) => code('invalidInput')(error) && (error as AppError).detail['reason'] === 'missing',
  )
  assert.equal((await decideQuoteApproval(director, mailer, decision)).state, 'refused')
  assert.equal(await statusOf(quote.id), 'rejected')
  const { rows } = await opened.database.pool.query<{ action: string }>(
    `select distinct action from audit_entry where workspace_id = $1 and action like 'monitoring.%' order by 1`,
    [director.workspaceId],
  )
  assert.deepEqual(
    rows.map(({ action }) => action.slice(11)),
    ['decideQuoteApproval', 'grantAuthority', 'requestQuoteApproval', 'revokeAuthority', 'setDiscountLimits'],
  )
})

test('what a response asks of the targets becomes a proposal, and once accepted the next quarter’s targets', async () => {
  const { rows: units } = await opened.database.pool.query<{ id: number }>(
    `select org_unit_id as id from org_unit where workspace_id = $1 and code = 'area:east'`,
    [director.workspaceId],
  )
  const orgUnitId = units[0]?.id ?? 0
  const targetOf = async (from: string, to: string) => {
    const targets = await computeTargets(director, {
      metric: 'sales',
      slice: { from, to, orgUnitId },
      by: ['month'],
    })
    return (targets ?? []).reduce((sum, { amount }) => sum + amount, 0)
  }
  const quarters = [
    ['2026-04-01', '2026-06-30'],
    ['2026-07-01', '2026-09-30'],
    ['2026-10-01', '2026-12-31'],
  ] as const
  const before = await Promise.all(quarters.map(([from, to]) => targetOf(from, to)))
  const { deviationId } = await openDeviation(director, { place: { orgUnitId }, period: '2026-2' })
  const { responseId } = await createResponse(director, {
    deviationId,
    title: 'East',
    people: [{ personId: representative.actor.personId ?? 0, role: '' }],
  })
  const ask = { responseId, fromMonth: '2026-07', untilMonth: '2026-09', percent: -8, note: 'price cut' }
  await assert.rejects(proposeTargets(director, { ...ask, fromMonth: '2026-05' }), code('invalidInput'))
  await assert.rejects(
    proposeTargets(director, { ...ask, fromMonth: '2031-01', untilMonth: '2031-02' }),
    code('calibrationNoPlan'),
  )
  await proposeTargets(director, ask)
  const { rows } = await opened.database.pool.query<{ payload: Record<string, unknown> }>(
    `select payload from outbox_event where workspace_id = $1 and name = 'monitoring.targetsProposed'`,
    [director.workspaceId],
  )
  assert.equal(rows.length, 1)
  const hear = proposeFromResponse(opened.database, director.clock)
  // An event may arrive twice.
  for (const _ of [1, 2]) await hear(director.workspaceId, rows[0]?.payload ?? {})
  const proposals = (await findProposals(director, {})).filter(({ rule }) => rule === 'response')
  assert.equal(proposals.length, 1)
  const [proposal] = proposals
  assert.equal(proposal?.effect.before, before[1])
  const [response] = await findResponses(director, {})
  assert.equal(response?.measures[0]?.step?.proposalId, proposal?.proposalId)
  const accepted = await acceptProposal(director, { proposalId: proposal?.proposalId ?? 0, remedy: 'target' })
  assert.deepEqual(await targetOf(...quarters[1]), before[1])
  const successor = (await findScenarios(director)).find(
    ({ scenarioId }) => scenarioId === accepted.successorId,
  )
  const submitted = await submitScenario(director, {
    scenarioId: successor?.scenarioId ?? 0,
    version: successor?.version ?? 0,
  })
  await approveScenario(director, { scenarioId: successor?.scenarioId ?? 0, version: submitted.version })
  const after = await Promise.all(quarters.map(([from, to]) => targetOf(from, to)))
  assert.equal(after[1], accepted.after)
  assert.ok(Math.abs((after[1] ?? 0) / (before[1] ?? 1) - 0.92) < 1e-6)
  assert.deepEqual([after[0], after[2]], [before[0], before[2]])
})
