import { useMutation } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { useMissing } from '../../../ui/form/use-missing.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { useCascadeChange } from './use-cascade-change.ts'

const PERCENTS = ['leastPercent', 'greatestPercent', 'overPercent', 'shiftPercent'] as const

/** Two weeks from a civil day. */
function inTwoWeeks(today: string): string {
  return new Date(Date.parse(today) + 14 * 86_400_000).toISOString().slice(0, 10)
}

/** The rules under which a scenario goes down: last day, over-assignment, shifts, what people commit to. */
export function PublishForm({ scenarioId }: { readonly scenarioId: number }) {
  const { t } = useText()
  const { today } = useSession().workspace
  const [wish, setWish] = useState({
    dueOn: inTwoWeeks(today),
    leastPercent: 0,
    greatestPercent: 5,
    overPercent: 0,
    shiftPercent: 10,
    commitPer: 'quarter' as 'quarter' | 'year',
  })
  const publish = useMutation(api.targets.publishCascade.mutationOptions(useCascadeChange(() => undefined)))
  const missing = useMissing<HTMLElement>()
  return (
    <section className="card publish-form" ref={missing.place}>
      <h2>{t('cascade.publish.title')}</h2>
      <p className="muted">{t('cascade.publish.text')}</p>
      <div className="fields">
        <Field label={t('cascade.publish.dueOn')} error={wish.dueOn === '' ? t('cascade.missing.day') : null}>
          {(id, wrong) => (
            <Input
              id={id}
              type="date"
              min={today}
              value={wish.dueOn}
              onChange={(event) => setWish({ ...wish, dueOn: event.target.value })}
              {...wrong}
            />
          )}
        </Field>
        <Field label={t('cascade.publish.commitPer')}>
          {(id) => (
            <Segmented
              id={id}
              value={wish.commitPer}
              onChange={(commitPer) => setWish({ ...wish, commitPer })}
              options={(['quarter', 'year'] as const).map((value) => ({
                value,
                label: t(`cascade.publish.per.${value}`),
              }))}
            />
          )}
        </Field>
        {PERCENTS.map((name) => (
          <Field key={name} label={t(`cascade.publish.${name}`)} hint={t(`cascade.publish.${name}Hint`)}>
            {(id) => (
              <NumberInput
                id={id}
                suffix="%"
                className="whole-width"
                value={wish[name]}
                onChange={(value) => setWish({ ...wish, [name]: value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="row">
        <Button
          type="primary"
          loading={publish.isPending}
          onClick={() => (wish.dueOn === '' ? missing.ask() : publish.mutate({ scenarioId, ...wish }))}
        >
          {t('cascade.publish.send')}
        </Button>
      </div>
      {publish.error !== null && <Problem error={publish.error} />}
    </section>
  )
}
