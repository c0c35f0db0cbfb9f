import type { Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Tag, type Tone } from '../../ui/figure/tag.tsx'

export type Scenario = Outputs['targets']['findScenarios'][number]

const TONES: Record<Scenario['state'], Tone> = {
  working: 'work',
  submitted: 'care',
  approved: 'good',
  superseded: 'plain',
}

/** Where a scenario stands, as a word. */
export function ScenarioState({ state }: { readonly state: Scenario['state'] }) {
  const { t } = useText()
  return (
    <span title={t(`targets.stateHint.${state}`)}>
      <Tag tone={TONES[state]}>{t(`targets.state.${state}`)}</Tag>
    </span>
  )
}

const STEPS = ['working', 'submitted', 'approved'] as const

/** The three steps of a scenario, those behind it filled. */
export function StateTrack({ state }: { readonly state: Scenario['state'] }) {
  const { t } = useText()
  const reached = state === 'superseded' ? 2 : STEPS.indexOf(state)
  return (
    <ol className="state-track" aria-label={t(`targets.state.${state}`)}>
      {STEPS.map((step, index) => (
        <li key={step} className={index <= reached ? 'done' : ''}>
          {t(`targets.state.${step}`)}
        </li>
      ))}
    </ol>
  )
}
