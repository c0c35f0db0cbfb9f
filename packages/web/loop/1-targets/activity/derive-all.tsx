import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { useCascadeChange } from '../cascade/use-cascade-change.ts'

type Done = Outputs['targets']['deriveAllActivity']

/** Who could not be derived: a line for each person, with their quarters and what is missing. */
function NotDerived({ failed }: { readonly failed: Done['failed'] }) {
  const { t, language } = useText()
  const comma = t('targets.map.comma')
  const people = [...Map.groupBy(failed, ({ personId }) => personId).values()]
  return (
    <>
      <b>{t('activity.all.failed', { count: people.length })}</b>
      <ul className="not-derived">
        {people.map((quarters) => {
          const [first] = quarters
          if (first === undefined) return null
          const rates = [...new Set(quarters.flatMap(({ missing }) => missing))]
          return (
            <li key={first.personId}>
              {nameIn(first.name, language)}{' '}
              <small>{quarters.map(({ quarter }) => t('cascade.quarter', { quarter })).join(comma)}</small>
              {': '}
              {rates.length === 0
                ? t('activity.all.overtaken')
                : t('activity.all.missing', {
                    rates: rates.map((rate) => t(`activity.rate.${rate}`)).join(comma),
                  })}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Derives everybody of one's part for all quarters at once, and says who could not be. */
export function DeriveAll({ scenarioId }: { readonly scenarioId: number }) {
  const { t } = useText()
  const [done, setDone] = useState<Done | null>(null)
  const { onSuccess, onError } = useCascadeChange(() => undefined)
  const derive = useMutation(
    api.targets.deriveAllActivity.mutationOptions({
      onSuccess: async (answer) => {
        setDone(answer)
        await onSuccess()
      },
      onError,
    }),
  )
  return (
    <div className="stack derive-all">
      <div className="row">
        <Button loading={derive.isPending} onClick={() => derive.mutate({ scenarioId })}>
          {t('activity.all.derive')}
        </Button>
        <small className="muted">{t('activity.all.text')}</small>
      </div>
      {derive.error !== null && <Problem error={derive.error} />}
      {done !== null && (
        <div role="status">
          <p>
            <span aria-hidden="true">✓</span>{' '}
            {t('activity.all.done', { derived: done.derived, people: done.people })}
            {done.kept > 0 && ` ${t('activity.all.kept', { kept: done.kept })}`}
          </p>
          {done.failed.length > 0 && (
            <div className="notice care">
              <i aria-hidden="true">!</i>
              <div>
                <NotDerived failed={done.failed} />
              </div>
            </div>
          )}
        </div>
      )}
    </div>
  )
}
