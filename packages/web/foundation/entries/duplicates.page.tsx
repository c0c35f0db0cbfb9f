import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Checkbox, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { useMay } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { refreshEntries } from './use-entry-changes.ts'
import './entries.css'

type Group = Outputs['entries']['findDuplicates'][number]

function DuplicateGroup({ group }: { readonly group: Group }) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const mayMerge = useMay('records.write')
  const [keep, setKeep] = useState(group.customers[0]?.id ?? 0)
  const [apart, setApart] = useState<ReadonlySet<number>>(new Set())
  const merge = useMutation(
    api.entries.mergeCustomers.mutationOptions({
      onSuccess: ({ moved }) => {
        const count = Object.values(moved).reduce((sum, one) => sum + one, 0)
        void message.success(t('entries.duplicates.merged', { count }))
        void refreshEntries()
      },
      onError: (error) => void message.error(failureOf(error).message ?? t('ui.error.unknown.title')),
    }),
  )
  const others = group.customers.filter(({ id }) => id !== keep)
  const merged = others.filter(({ id }) => !apart.has(id)).map(({ id }) => id)
  const kept = group.customers.find(({ id }) => id === keep)
  return (
    <Card title={t(`entries.duplicates.reason.${group.reason}`)}>
      <Radio.Group
        className="duplicates"
        aria-label={t('entries.duplicates.keep')}
        value={keep}
        onChange={(event) => setKeep(event.target.value)}
        options={group.customers.map((customer) => ({
          value: customer.id,
          label: (
            <>
              {nameIn(customer.name, language)} <span className="faint">{customer.code}</span>{' '}
              <Link
                to="/entries/$kind"
                params={{ kind: 'customer' }}
                search={{ open: customer.id }}
                style={{ textDecoration: 'underline' }}
              >
                {t('ui.action.open')}
              </Link>
            </>
          ),
        }))}
      />
      {mayMerge && others.length > 1 && (
        <fieldset className="duplicates-others">
          <legend className="faint">{t('entries.duplicates.others')}</legend>
          <Checkbox.Group
            value={merged}
            onChange={(ids) =>
              setApart(new Set(others.map(({ id }) => id).filter((id) => !ids.includes(id))))
            }
            options={others.map(({ id, name, code }) => ({
              value: id,
              label: `${nameIn(name, language)} ${code}`,
            }))}
          />
        </fieldset>
      )}
      {mayMerge && kept !== undefined && (
        <div className="row form-foot">
          <Popconfirm
            title={t('entries.duplicates.sure', { name: nameIn(kept.name, language), count: merged.length })}
            description={t('entries.duplicates.sureText')}
            okText={t('entries.duplicates.merge', { count: merged.length })}
            cancelText={t('ui.action.cancel')}
            disabled={merged.length === 0}
            onConfirm={() => merge.mutate({ keep, merge: merged })}
          >
            <Button loading={merge.isPending} disabled={merged.length === 0}>
              {t('entries.duplicates.merge', { count: merged.length })}
            </Button>
          </Popconfirm>
        </div>
      )}
    </Card>
  )
}

/** Customers that look like the same one, and the way to make them one. */
export function DuplicatesPage() {
  const { t } = useText()
  const query = useQuery(api.entries.findDuplicates.queryOptions())
  return (
    <>
      <PageHead title={t('entries.duplicates.title')}>
        <Link className="chip" to="/entries/$kind" params={{ kind: 'customer' }}>
          {t('entries.group.customers')}
        </Link>
      </PageHead>
      <p className="muted lead">{t('entries.duplicates.purpose')}</p>
      <Loaded query={query} lines={6}>
        {(groups) =>
          groups.length === 0 ? (
            <Card>
              <Empty title={t('entries.duplicates.none')} text={t('entries.duplicates.noneText')} />
            </Card>
          ) : (
            <div className="entry-groups">
              {groups.map((group) => (
                <DuplicateGroup key={group.customers.map((customer) => customer.id).join()} group={group} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  )
}
