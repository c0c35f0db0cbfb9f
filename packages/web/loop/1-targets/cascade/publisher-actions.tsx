import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../i18n/index.ts'
import type { CascadeView } from './cascade-state.tsx'
import { RulesForm } from './rules-form.tsx'
import { WithdrawForm } from './withdraw-form.tsx'

/** What those who publish may do afterwards: change the last day and the limits, and withdraw all of it. */
export function PublisherActions({ view }: { readonly view: CascadeView }) {
  const { t } = useText()
  const [open, setOpen] = useState<'rules' | 'withdraw' | null>(null)
  const close = () => setOpen(null)
  const { scenarioId, limits, rules } = view
  if (limits === null) return null
  return (
    <>
      <Button onClick={() => setOpen('rules')}>{t('cascade.rules.open')}</Button>
      <Button danger onClick={() => setOpen('withdraw')}>
        {t('cascade.withdraw.open')}
      </Button>
      {open === 'rules' && (
        <RulesForm
          view={view}
          of={{ member: null, name: null, dueOn: rules.dueOn, limits }}
          onClose={close}
        />
      )}
      {open === 'withdraw' && <WithdrawForm scenarioId={scenarioId} onClose={close} />}
    </>
  )
}
