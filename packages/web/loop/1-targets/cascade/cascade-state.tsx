import type { Outputs } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag, type Tone } from '../../../ui/figure/tag.tsx'

export type CascadeView = NonNullable<Outputs['targets']['getCascade']>
export type CascadeNode = CascadeView['nodes'][number]
export type State = CascadeNode['state']

/** States in the order in which a target goes through them. */
export const STATES: readonly State[] = [
  'disputed',
  'proposed',
  'open',
  'waiting',
  'accepted',
  'settled',
  'signed',
]

export const TONES: Readonly<Record<State, Tone>> = {
  waiting: 'plain',
  open: 'work',
  proposed: 'care',
  accepted: 'good',
  disputed: 'bad',
  settled: 'good',
  signed: 'good',
}

const SIGNS: Readonly<Record<State, string>> = {
  waiting: '·',
  open: '…',
  proposed: '⇄',
  accepted: '✓',
  disputed: '!',
  settled: '=',
  signed: '✍',
}

/** Where a target stands: a word with its sign; the colour only helps. */
export function CascadeState({
  state,
  isLate = false,
}: {
  readonly state: State
  readonly isLate?: boolean
}) {
  const { t } = useText()
  return (
    <span className="row tight">
      <Tag tone={TONES[state]}>
        <span aria-hidden="true">{SIGNS[state]}</span>
        {t(`cascade.state.${state}`)}
      </Tag>
      {isLate && <Tag tone="bad">{t('cascade.late')}</Tag>}
    </span>
  )
}
