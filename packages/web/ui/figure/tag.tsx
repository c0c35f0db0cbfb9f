import type { ReactNode } from 'react'
import { useText } from '../../i18n/index.ts'

export type Tone = 'plain' | 'good' | 'care' | 'bad' | 'work'

/** A short word on a tinted ground; the word carries the meaning, the colour only helps. */
export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`tag ${tone}`}>{children}</span>
}

/** How a pace (actual ÷ due) is called: behind below 95 %, on pace from 100 %. */
export function paceTone(pace: number | null): 'good' | 'care' | 'bad' | 'plain' {
  if (pace === null) return 'plain'
  if (pace >= 1) return 'good'
  return pace >= 0.95 ? 'care' : 'bad'
}

/** The state of a pace with its sign and word. */
export function PaceTag({ pace }: { readonly pace: number | null }) {
  const { t } = useText()
  const tone = paceTone(pace)
  if (tone === 'plain') return <span className="faint">—</span>
  const word = { good: 'ui.state.onPlan', care: 'ui.state.close', bad: 'ui.state.behind' } as const
  const sign = { good: '✓', care: '≈', bad: '▼' }[tone]
  return (
    <Tag tone={tone}>
      <span aria-hidden="true">{sign}</span>
      {t(word[tone])}
    </Tag>
  )
}
