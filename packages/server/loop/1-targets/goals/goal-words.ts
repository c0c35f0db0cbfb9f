import type { GoalSlice } from '@salesloom/contract'
import type { KnownMetric, MemberKind, NamedMember } from '@salesloom/engine/goals'
import { sql } from 'kysely'
import type { findMetrics } from '../../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

export type MetricEntry = Awaited<ReturnType<typeof findMetrics>>[number]
export type Bilingual = { readonly zh: string; readonly en: string }
export type WordMember = NamedMember & { readonly name: Bilingual; readonly number: number }

/** Everything that a sentence may name: the catalogue, and the members that the caller knows of. */
export type GoalWordsOf = {
  readonly metrics: readonly MetricEntry[]
  readonly known: readonly KnownMetric[]
  readonly members: readonly WordMember[]
  readonly member: (kind: MemberKind, number: number) => WordMember | undefined
}

/** Which part of a slice a kind of member is. */
export const SLICE_PART = {
  product: 'productId',
  region: 'regionId',
  customerType: 'customerTypeId',
  orgUnit: 'orgUnitId',
  person: 'personId',
} as const satisfies Record<MemberKind, keyof GoalSlice>

type Row = { kind: MemberKind; number: number; code: string; zh: string; en: string }

/** Short names too: 深莞团队 is also 深莞 where no other member is called so, a product is also its code. */
function namesOf({ kind, code, zh, en }: Row): string[] {
  const parts = kind === 'product' && /\d/.test(code) ? [code] : []
  return [...new Set([zh, en, ...parts])].filter((name) => name.length > 1)
}

async function findMembers(tx: WorkspaceTransaction, context: CallContext, day: string): Promise<Row[]> {
  const { workspaceId, visibility } = context
  const seen = visibility.whole
    ? sql`true`
    : sql`(o.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[]) or o.person_id = any(${[...visibility.personIds]}::bigint[]))`
  const units = visibility.whole ? sql`true` : sql`org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])`
  const { rows } = await sql<Row>`
    select 'product' as kind, product_id as number, code, name_zh as zh, name_en as en from product where workspace_id = ${workspaceId}
    union all select 'region', region_id, code, name_zh, name_en from region where workspace_id = ${workspaceId}
    union all select 'customerType', customer_type_id, code, name_zh, name_en from customer_type where workspace_id = ${workspaceId}
    union all select 'orgUnit', org_unit_id, code, name_zh, name_en from org_unit where workspace_id = ${workspaceId} and ${units}
    union all select distinct 'person', p.person_id, p.code, p.name_zh, p.name_en from person p
      join position o on o.workspace_id = p.workspace_id and o.person_id = p.person_id
        and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to > ${day})
      where p.workspace_id = ${workspaceId} and o.workspace_id = ${workspaceId} and ${seen}`.execute(tx)
  return rows
}

/** Loads what a caller can name. */
export async function loadWords(
  tx: WorkspaceTransaction,
  context: CallContext,
  catalogue: readonly MetricEntry[],
  day: string,
): Promise<GoalWordsOf> {
  const metrics = catalogue.filter(({ readable }) => readable)
  const members = (await findMembers(tx, context, day)).map(
    (row): WordMember => ({
      kind: row.kind,
      id: `${row.kind}:${row.number}`,
      number: row.number,
      names: namesOf(row),
      name: { zh: row.zh, en: row.en },
    }),
  )
  const byId = new Map(members.map((member) => [member.id, member]))
  return {
    metrics,
    known: metrics.map(({ code, name, unit, better }) => ({ code, names: [name.zh, name.en], unit, better })),
    members,
    member: (kind, number) => byId.get(`${kind}:${number}`),
  }
}
