import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { refreshMonitoring } from '../response/use-members.ts'
import { GrantForm } from './grant-form.tsx'
import type { Authority } from './limits.tsx'

type Grant = Authority['grants'][number]
const TONE = { active: 'good', coming: 'work', expired: 'plain', revoked: 'plain' } as const

function useColumns(onRevoke: (grantId: number) => void, mayGrant: boolean): Column<Grant>[] {
  const { t, language } = useText()
  const scope = ({ customers, products }: Grant) => {
    const names = [...customers, ...products].map(({ name }) => nameIn(name, language))
    return names.length === 0 ? t('response.grant.everything') : names.join(' · ')
  }
  return [
    {
      key: 'who',
      title: t('response.grant.person'),
      cell: (grant) => (
        <span className="deal-name">
          <span>{nameIn(grant.person.name, language)}</span>
          <small className="faint">{scope(grant)}</small>
        </span>
      ),
    },
    {
      key: 'limit',
      title: t('response.grant.limit'),
      numeric: true,
      cell: ({ limitPercent }) => `${limitPercent} %`,
    },
    {
      key: 'days',
      title: t('response.grant.days'),
      cell: ({ from, until }) => (
        <span className="nowrap">
          {columnDate(from)} – {columnDate(until)}
        </span>
      ),
    },
    {
      key: 'by',
      title: t('response.grant.by'),
      wide: true,
      cell: ({ grantedBy, reason }) => (
        <span className="deal-name">
          <span>{grantedBy}</span>
          <small className="faint">{reason}</small>
        </span>
      ),
    },
    {
      key: 'state',
      title: t('response.grant.state'),
      cell: ({ state, grantId }) => (
        <span className="row">
          <Tag tone={TONE[state]}>{t(`response.grant.is.${state}`)}</Tag>
          {mayGrant && (state === 'active' || state === 'coming') && (
            <Button size="small" type="text" onClick={() => onRevoke(grantId)}>
              {t('response.grant.revoke')}
            </Button>
          )}
        </span>
      ),
    },
  ]
}

/** Discount authority that was lent, and the way to lend it. */
export function Grants(props: { readonly authority: Authority; readonly responseId: number | null }) {
  const { t } = useText()
  const { authority, responseId } = props
  const mayGrant = useMay('authority.grant')
  const [open, setOpen] = useState(responseId !== null)
  const revoke = useMutation(
    api.monitoring.revokeAuthority.mutationOptions({ onSettled: () => refreshMonitoring() }),
  )
  const columns = useColumns((grantId) => revoke.mutate({ grantId }), mayGrant)
  return (
    <Card
      title={t('response.grant.title')}
      note={t('response.grant.note')}
      aside={mayGrant && <Button onClick={() => setOpen(true)}>{t('response.grant.add')}</Button>}
    >
      {authority.grants.length === 0 ? (
        <p className="muted">{t('response.grant.none')}</p>
      ) : (
        <DataTable
          label={t('response.grant.title')}
          rows={authority.grants}
          rowKey={({ grantId }) => grantId}
          columns={columns}
        />
      )}
      {revoke.isError && <Problem error={revoke.error} />}
      {open && mayGrant && (
        <GrantForm today={authority.today} responseId={responseId} onClose={() => setOpen(false)} />
      )}
    </Card>
  )
}
