import { auditActionText, auditActorText, auditSubjectText } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, type Outputs } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { readAuditSearch } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { formatMoment } from '../../ui/format/date.ts'
import { deviceOf } from '../../ui/format/device.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Forbidden } from '../../ui/page/forbidden.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { ExportMenu } from './export-menu.tsx'
import './audit.css'

type Entry = Outputs['administration']['findAuditEntries']['rows'][number]

const route = getRouteApi('/in/audit')
const PAGE_SIZE = 50

const asText = (value: unknown): string =>
  value === null || value === undefined ? '—' : JSON.stringify(value, null, 1)

/** From where and with what somebody signed in; null for other acts. */
function originOf({ action, after }: Entry): string | null {
  if (!action.startsWith('session.') || typeof after !== 'object' || after === null) return null
  const { address, agent } = after as { address?: string; agent?: string }
  const parts = [address, deviceOf(agent)].filter(
    (part) => part !== undefined && part !== null && part !== '',
  )
  return parts.length === 0 ? null : parts.join(' · ')
}

/** What was done; failed tries stand out, and sign-ins say from where. */
function ActionShown({ entry }: { readonly entry: Entry }) {
  const { language } = useText()
  const origin = originOf(entry)
  return (
    <>
      <span className={entry.action.endsWith('Failed') ? 'bad' : undefined} title={entry.action}>
        {auditActionText(entry.action, language)}
      </span>
      {origin !== null && <small className="faint audit-stead">{origin}</small>}
    </>
  )
}

function ChangeShown({ entry }: { readonly entry: Entry }) {
  const { t } = useText()
  return (
    <details className="audit-change">
      <summary>{t('audit.show')}</summary>
      <dl>
        <dt>{t('audit.before')}</dt>
        <dd>
          <pre>{asText(entry.before)}</pre>
        </dd>
        <dt>{t('audit.after')}</dt>
        <dd>
          <pre>{asText(entry.after)}</pre>
        </dd>
      </dl>
    </details>
  )
}

function AuditTable() {
  const { t, language } = useText()
  const { page = 1, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({
    ...api.administration.findAuditEntries.queryOptions({
      input: { page, pageSize: PAGE_SIZE, ...filter },
    }),
    placeholderData: keepPreviousData,
  })
  const narrow = (part: object) =>
    void navigate({ search: (old) => readAuditSearch({ ...old, ...part, page: undefined }), replace: true })
  return (
    <Card className="flush" title={<AuditFilters filter={filter} onNarrow={narrow} />}>
      <Loaded query={query} lines={6}>
        {({ total, rows }) => (
          <>
            <DataTable
              label={t('audit.title')}
              rows={rows}
              rowKey={(entry) => entry.auditEntryId}
              columns={[
                {
                  key: 'at',
                  title: t('audit.at'),
                  cell: (entry) => <span className="audit-time">{formatMoment(entry.at, language)}</span>,
                },
                {
                  key: 'actor',
                  title: t('audit.actor'),
                  cell: (entry) => (
                    <>
                      {auditActorText(entry.actor, language)}
                      {entry.standingInFor !== null && (
                        <small className="faint audit-stead">
                          {t('audit.standingInFor', { name: entry.standingInFor })}
                        </small>
                      )}
                    </>
                  ),
                },
                { key: 'action', title: t('audit.action'), cell: (entry) => <ActionShown entry={entry} /> },
                {
                  key: 'subject',
                  title: t('audit.subject'),
                  wide: true,
                  cell: (entry) => (
                    <button
                      type="button"
                      className="audit-subject"
                      title={t('audit.onlySubject', { subject: auditSubjectText(entry.subject, language) })}
                      onClick={() => narrow({ subject: entry.subject })}
                    >
                      {auditSubjectText(entry.subject, language)}
                    </button>
                  ),
                },
                { key: 'change', title: t('audit.change'), cell: (entry) => <ChangeShown entry={entry} /> },
              ]}
            />
            <Pager
              page={page}
              pageSize={PAGE_SIZE}
              total={total}
              onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next }) })}
            />
          </>
        )}
      </Loaded>
    </Card>
  )
}

/** Every write, newest first. */
export function AuditPage() {
  const { t } = useText()
  const may = useMay('audit.read')
  return (
    <>
      <PageHead title={t('audit.title')} actions={may && <ExportMenu />} />
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('audit.purpose')}
      </p>
      {may ? <AuditTable /> : <Forbidden />}
    </>
  )
}
