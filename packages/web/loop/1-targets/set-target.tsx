import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { NumberInput } from '../../ui/form/number-input.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { formatChange } from '../../ui/format/number.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { SetTargetMeasures, SetTargetSeason } from './set-target-measures.tsx'
import { SetTargetWeights } from './set-target-weights.tsx'
import { FALLBACKS, useWish } from './set-target-wish.ts'
import { TargetPreview } from './target-preview.tsx'

/** Base year, growth, channel and fallback beside what they would give; saved as a draft. */
export default function SetTarget({ onClose }: { readonly onClose: () => void }) {
  const { t, language } = useText()
  const { channels } = useSession().workspace
  const navigate = useNavigate()
  const { years, wish, change } = useWish()
  const [typedName, setTypedName] = useState<string | null>(null)
  const ownName = t('targets.set.nameDefault', {
    year: wish.baseYear + 1,
    base: wish.baseYear,
    growth: formatChange(wish.growthPercent / 100, language, 0),
  })
  const name = typedName ?? ownName
  const preview = useQuery({
    ...api.targets.previewTarget.queryOptions({ input: useDeferredValue(wish) }),
    placeholderData: keepPreviousData,
  })
  const save = useMutation(
    api.targets.setTarget.mutationOptions({
      onSuccess: async ({ scenarioId }) => {
        await queries.invalidateQueries({ queryKey: api.targets.key() })
        await navigate({ to: '/targets/$scenarioId', params: { scenarioId: String(scenarioId) } })
      },
    }),
  )
  const footer = (
    <span className="row" style={{ justifyContent: 'flex-end' }}>
      <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
      <Button
        type="primary"
        disabled={preview.isError || name.trim() === ''}
        loading={save.isPending}
        onClick={() => save.mutate({ ...wish, name })}
      >
        {t('targets.set.submit')}
      </Button>
    </span>
  )
  return (
    <Modal
      open
      width={940}
      style={{ top: 24 }}
      title={t('targets.set.title')}
      onCancel={onClose}
      footer={footer}
    >
      <div className="set-target">
        <div className="fields" style={{ alignContent: 'start' }}>
          <div className="whole">
            <Field label={t('targets.set.name')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={80}
                  value={name}
                  onChange={(event) => setTypedName(event.target.value)}
                />
              )}
            </Field>
          </div>
          <Field label={t('targets.set.baseYear')}>
            {(id) => (
              <Select
                id={id}
                value={wish.baseYear}
                onChange={(baseYear) => change({ baseYear })}
                options={years.map((year) => ({ value: year, label: String(year) }))}
              />
            )}
          </Field>
          <Field label={t('targets.set.growth')}>
            {(id) => (
              <NumberInput
                id={id}
                value={wish.growthPercent}
                min={-100}
                max={1000}
                step={1}
                suffix="%"
                onChange={(growthPercent) => change({ growthPercent })}
              />
            )}
          </Field>
          <div className="whole">
            <Field label={t('targets.set.channel')}>
              {(id) => (
                <Select
                  id={id}
                  value={wish.channel}
                  onChange={(channel) => change({ channel })}
                  options={channels.map((channel) => ({
                    value: channel.code,
                    label: nameIn(channel.name, language),
                  }))}
                />
              )}
            </Field>
          </div>
          <fieldset className="whole choice">
            <legend>{t('targets.set.fallback')}</legend>
            {FALLBACKS.map((fallback) => (
              <label key={fallback}>
                <input
                  type="radio"
                  name="fallback"
                  checked={wish.fallback === fallback}
                  onChange={() => change({ fallback })}
                />
                <span>
                  {t(`targets.set.fallbackName.${fallback}`)}
                  <small>{t(`targets.set.fallbackHint.${fallback}`)}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <SetTargetWeights weights={wish.weights} onChange={(weights) => change({ weights })} />
          <SetTargetSeason value={wish.seasonality} onChange={(seasonality) => change({ seasonality })} />
          <SetTargetMeasures measures={wish.measures} onChange={(measures) => change({ measures })} />
          <Checkbox
            className="whole"
            checked={wish.customerTypes === true}
            onChange={(event) => change({ customerTypes: event.target.checked })}
          >
            {t('targets.set.customerTypes')}
          </Checkbox>
        </div>
        <section className="preview" aria-label={t('targets.set.preview')} aria-busy={preview.isFetching}>
          <Loaded query={preview} lines={7}>
            {(data) => <TargetPreview preview={data} baseYear={wish.baseYear} />}
          </Loaded>
        </section>
      </div>
      {save.isError && <Problem error={save.error} />}
    </Modal>
  )
}
