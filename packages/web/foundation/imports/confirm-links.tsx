import {
  fieldLabel,
  fieldOf,
  type ImportCheck,
  type ImportMapping,
  kindOf,
  type LinkDecision,
  type OpenLink,
} from '@salesloom/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import { LinkDecider } from './link-decider.tsx'

const PAGE_SIZE = 15
/** Records that an import may begin from a name; others are added by hand. */
const CREATABLE = new Set([
  'customer',
  'person',
  'orgUnit',
  'region',
  'product',
  'customerType',
  'partner',
  'outlet',
  'lossReason',
  'stage',
  'pipeline',
])
const SURE = 0.8

type Props = {
  readonly check: ImportCheck
  readonly draft: ImportMapping
  readonly onChange: (mapping: ImportMapping) => void
}

function withDecisions(
  draft: ImportMapping,
  decisions: ReadonlyArray<readonly [OpenLink, LinkDecision | null]>,
): ImportMapping {
  const links = structuredClone(draft.links)
  for (const [link, decision] of decisions) {
    const texts = { ...links[link.field] }
    if (decision === null) delete texts[link.text]
    else texts[link.text] = decision
    links[link.field] = texts
  }
  return { ...draft, links }
}

/** The names of one field that no record has. */
function FieldLinks({
  field,
  links,
  draft,
  onChange,
}: {
  readonly field: string
  readonly links: readonly OpenLink[]
  readonly draft: ImportMapping
  readonly onChange: (mapping: ImportMapping) => void
}) {
  const { t, language } = useText()
  const [page, setPage] = useState(1)
  const known = fieldOf(kindOf(draft.kind), field)
  const label = known === null ? field : fieldLabel(known.name, language)
  const decided = (link: OpenLink) => draft.links[field]?.[link.text] ?? null
  const open = links.filter((link) => decided(link) === null)
  const creatable = CREATABLE.has(links[0]?.to ?? '')
  const decideAll = (decide: (link: OpenLink) => LinkDecision | null) =>
    onChange(
      withDecisions(
        draft,
        open.map((link) => [link, decide(link)] as const),
      ),
    )
  const accept = () =>
    decideAll(({ suggestions: [first] }) =>
      first !== undefined && first.likeness >= SURE ? { action: 'use', id: first.id } : null,
    )
  const suggested = open.some(({ suggestions: [first] }) => first !== undefined && first.likeness >= SURE)
  return (
    <Card
      className="flush"
      title={t('imports.unknownNames', { field: label })}
      note={t('imports.stillOpen', {
        open: formatNumber(open.length, language),
        all: formatNumber(links.length, language),
      })}
      aside={
        <span className="row">
          {suggested && (
            <Button size="small" onClick={accept}>
              {t('imports.acceptSuggestions')}
            </Button>
          )}
          {creatable && open.length > 0 && (
            <Button size="small" onClick={() => decideAll(() => ({ action: 'create' }))}>
              {t('imports.createAll')}
            </Button>
          )}
          {known?.required === false && open.length > 0 && (
            <Button size="small" onClick={() => decideAll(() => ({ action: 'leaveOut' }))}>
              {t('imports.leaveAllOut')}
            </Button>
          )}
        </span>
      }
    >
      <DataTable
        label={t('imports.unknownNames', { field: label })}
        rows={links.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
        rowKey={(link) => link.text}
        columns={[
          { key: 'text', title: t('imports.nameInFile'), cell: (link) => <b>{link.text}</b> },
          {
            key: 'rows',
            title: t('imports.rows'),
            numeric: true,
            wide: true,
            cell: (link) => formatNumber(link.rows, language),
          },
          {
            key: 'decision',
            title: t('imports.becomes'),
            cell: (link) => (
              <LinkDecider
                kind={draft.kind}
                link={link}
                decision={decided(link)}
                creatable={creatable}
                onDecide={(decision) => onChange(withDecisions(draft, [[link, decision]]))}
              />
            ),
          },
        ]}
      />
      {links.length > PAGE_SIZE && (
        <Pager
          page={page}
          pageSize={PAGE_SIZE}
          total={links.length}
          onPage={setPage}
          label={t('imports.unknownNames', { field: label })}
        />
      )}
    </Card>
  )
}

/** Names of the file that no record has: each is another record's name, a new record, or left out. */
export function ConfirmLinks({ check, draft, onChange }: Props) {
  const { t } = useText()
  const groups = Map.groupBy(check.links, ({ field }) => field)
  return (
    <>
      <p className="muted">{t('imports.unknownHint')}</p>
      {check.moreLinks && <p className="notice care">{t('imports.moreLinks')}</p>}
      {[...groups].map(([field, links]) => (
        <FieldLinks key={field} field={field} links={links} draft={draft} onChange={onChange} />
      ))}
    </>
  )
}
