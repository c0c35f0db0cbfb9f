import { readIntent } from '../read-intent.ts'
import { type Label, TODAY } from './label.ts'
import { LEXICON } from './lexicon.ts'
import { METRICS } from './metrics.ts'

const near = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Fields of an intent that were read otherwise than labelled, with both. */
export function misread(label: Label): string[] {
  const read = readIntent(label.text, {
    today: label.today ?? TODAY,
    fiscalStart: label.fiscalStart ?? 1,
    members: LEXICON,
    metrics: METRICS,
  })
  const change = label.change ?? null
  const fits: ReadonlyArray<readonly [field: string, ok: boolean, wanted: unknown, got: unknown]> = [
    ['metric', (label.metric ?? null) === read.metric, label.metric, read.metric],
    [
      'slice',
      same(
        label.slice ?? [],
        read.members.map(({ kind, id }) => `${kind}:${id}`),
      ),
      label.slice,
      read.members.map(({ id }) => id),
    ],
    ['baseline', near(label.baseline ?? null, read.baseline), label.baseline, read.baseline],
    [
      'change',
      change?.kind === read.change?.kind &&
        change?.against === read.change?.against &&
        near(change?.by ?? null, read.change?.by ?? null),
      change,
      read.change,
    ],
    ['value', near(label.value ?? null, read.value), label.value, read.value],
    ['deadline', (label.deadline ?? null) === read.deadline, label.deadline, read.deadline],
    ['owner', (label.owner ?? null) === read.owner, label.owner, read.owner],
    ['actions', same(label.actions ?? [], read.actions), label.actions, read.actions],
    ['vague', same(label.vague ?? [], read.vague), label.vague, read.vague],
    ['asks', same(label.asks ?? [], read.asks), label.asks, read.asks],
  ]
  return fits.flatMap(([field, ok, wanted, got]) =>
    ok ? [] : [`${field}: ${JSON.stringify(wanted ?? null)} read as ${JSON.stringify(got)}`],
  )
}
