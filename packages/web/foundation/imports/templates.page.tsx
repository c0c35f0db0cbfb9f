import { kindLabel } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMoment } from '../../ui/format/date.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { ImportsFrame } from './imports-frame.tsx'

/** Templates of the workspace and those that come with the product. */
export function TemplatesPage() {
  const { t, language } = useText()
  const query = useQuery(api.imports.findTemplates.queryOptions())
  const remove = useMutation(
    api.imports.removeTemplate.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.imports.key() }),
    }),
  )
  return (
    <ImportsFrame>
      {remove.isError && <Problem error={remove.error} />}
      <Card className="flush" title={t('imports.templates')} note={t('imports.templatesHint')}>
        <Loaded query={query}>
          {(templates) => (
            <DataTable
              label={t('imports.templates')}
              rows={templates}
              rowKey={(one) => one.templateId}
              columns={[
                { key: 'name', title: t('imports.templateName'), cell: (one) => <b>{one.name}</b> },
                { key: 'kind', title: t('imports.kind'), cell: (one) => kindLabel(one.kind, language) },
                {
                  key: 'columns',
                  title: t('imports.columns'),
                  wide: true,
                  cell: (one) => <span className="faint samples">{one.columns.slice(0, 8).join(' · ')}</span>,
                },
                {
                  key: 'by',
                  title: t('imports.savedBy'),
                  wide: true,
                  cell: (one) =>
                    one.updatedAt === null
                      ? '—'
                      : `${one.updatedBy ?? ''} · ${formatMoment(one.updatedAt, language)}`,
                },
                {
                  key: 'remove',
                  title: <span className="visually-hidden">{t('entries.remove')}</span>,
                  cell: (one) =>
                    one.shipped ? (
                      <Tag>{t('imports.shipped')}</Tag>
                    ) : (
                      <Button
                        size="small"
                        loading={remove.isPending}
                        aria-label={t('imports.removeTemplate', { name: one.name })}
                        onClick={() => remove.mutate({ templateId: one.templateId })}
                      >
                        {t('imports.remove')}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Loaded>
      </Card>
    </ImportsFrame>
  )
}
