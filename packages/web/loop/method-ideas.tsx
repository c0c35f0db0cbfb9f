import { useText } from '../i18n/index.ts'
import { type PartName, threadOf } from './parts.ts'
import './loop.css'

const IDEAS = ['idea1', 'idea2', 'idea3', 'idea4'] as const

/** The four ideas of a part's method, strung on its thread. */
export function MethodIdeas({
  part,
  column = false,
}: {
  readonly part: PartName
  readonly column?: boolean
}) {
  const { t } = useText()
  return (
    <ol className={column ? 'ideas column' : 'ideas'} style={{ '--c': threadOf(part) }}>
      {IDEAS.map((idea) => (
        <li key={idea}>
          <h3>{t(`parts.${part}.${idea}.title`)}</h3>
          <p>{t(`parts.${part}.${idea}.text`)}</p>
        </li>
      ))}
    </ol>
  )
}

/** What a part receives and what it hands on. */
export function PartPlace({ part }: { readonly part: PartName }) {
  const { t } = useText()
  return (
    <ul className="part-place" style={{ '--c': threadOf(part) }}>
      <li>
        <i aria-hidden="true">←</i>
        {t(`parts.${part}.receives`)}
      </li>
      <li>
        <i aria-hidden="true">→</i>
        {t(`parts.${part}.gives`)}
      </li>
    </ul>
  )
}
