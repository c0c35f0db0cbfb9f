import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { AddMeasure } from './add-measure.tsx'
import { EditResponse } from './edit-response.tsx'
import { MoveBudget } from './move-budget.tsx'
import { ProposeTargets } from './propose-targets.tsx'
import { ReassignPerson } from './reassign-person.tsx'
import type { Response } from './response-text.ts'

const FORMS = {
  measure: AddMeasure,
  budget: MoveBudget,
  people: ReassignPerson,
  targets: ProposeTargets,
  team: EditResponse,
} as const
type Form = keyof typeof FORMS

/** What can be done within a response. */
export function ResponseActions({ response }: { readonly response: Response }) {
  const { t } = useText()
  const mayReassign = useMay('positions.write')
  const mayGrant = useMay('authority.grant')
  const [open, setOpen] = useState<Form | null>(null)
  const Opened = open === null ? null : FORMS[open]
  const offered = (Object.keys(FORMS) as Form[]).filter((form) => form !== 'people' || mayReassign)
  return (
    <div className="response-actions">
      {offered.map((form) => (
        <Button key={form} type={form === 'measure' ? 'primary' : 'default'} onClick={() => setOpen(form)}>
          {t(`response.action.${form}`)}
        </Button>
      ))}
      {mayGrant && (
        <Link className="button-like" to="/monitoring/authority" search={{ response: response.responseId }}>
          {t('response.action.authority')}
        </Link>
      )}
      {Opened !== null && <Opened response={response} onClose={() => setOpen(null)} />}
    </div>
  )
}
