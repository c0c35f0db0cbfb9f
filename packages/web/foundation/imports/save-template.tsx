import type { ImportMapping } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { Card } from '../../ui/page/card.tsx'
import { Problem } from '../../ui/page/problem.tsx'

/** Keeps a mapping with everything that was decided for the next file of the same kind. */
export function SaveTemplate({ draft }: { readonly draft: ImportMapping }) {
  const { t } = useText()
  const { message } = App.useApp()
  const [name, setName] = useState('')
  const save = useMutation(
    api.imports.saveTemplate.mutationOptions({
      onSuccess: async () => {
        void message.success(t('imports.templateSaved', { name }))
        await queries.invalidateQueries({ queryKey: api.imports.key() })
      },
    }),
  )
  return (
    <Card title={t('imports.saveTemplate')} note={t('imports.saveTemplateHint')}>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') save.mutate({ name: name.trim(), mapping: draft })
        }}
      >
        <Input
          className="template-name"
          aria-label={t('imports.templateName')}
          placeholder={t('imports.templateName')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button htmlType="submit" loading={save.isPending} disabled={name.trim() === ''}>
          {t('ui.action.save')}
        </Button>
      </form>
      {save.isError && <Problem error={save.error} />}
    </Card>
  )
}
