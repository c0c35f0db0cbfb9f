import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { shortMoney } from '../../../ui/format/money.ts'
import { type DeviationRecord, useDeviationText, type Why } from './deviation-text.ts'
import type { RowsAsked } from './gap-rows.tsx'
import { branchOf, type Whys } from './use-whys.ts'
import { AttachFile, WhyFiles } from './why-files.tsx'
import { WhyInput } from './why-input.tsx'

type BranchProps = {
  readonly why: Why
  readonly record: DeviationRecord
  readonly changes: Whys
  readonly mayWrite: boolean
  readonly onOpen: (asked: RowsAsked) => void
}

/** The figure that supports a why; it opens its rows. */
function Support({ why, onOpen }: Pick<BranchProps, 'why' | 'onOpen'>) {
  const { language } = useText()
  const currency = useCurrency()
  const text = useDeviationText()
  const { source } = why
  if (source === null) return null
  const { lens, bar, dimension, member, amount } = source
  const within = dimension === null || member === null ? {} : { within: { dimension, key: member.key } }
  return (
    <button
      type="button"
      className="count"
      onClick={() => onOpen({ lens, bar, title: text.why({ ...why, text: '' }), ...within })}
    >
      {shortMoney(amount, currency, language)}
    </button>
  )
}

function Links({ why }: { readonly why: Why }) {
  if (why.links.length === 0) return null
  return (
    <span className="why-links">
      {why.links.map(({ title, url }) => (
        <a key={url} href={url} target="_blank" rel="noreferrer">
          {title} ↗
        </a>
      ))}
    </span>
  )
}

/** Takes a why away; with what stands below it, was found, agreed or attached, only after saying so: nothing brings that back. */
function RemoveWhy({ why, record, changes }: Pick<BranchProps, 'why' | 'record' | 'changes'>) {
  const { t } = useText()
  const { modal } = App.useApp()
  const text = useDeviationText()
  const branch = branchOf(record.whys, why.key)
  const files = record.files.filter((file) => branch.has(file.why)).length
  const isPlain = branch.size === 1 && files === 0 && why.source === null && why.agreed === null
  const ask = () =>
    void modal.confirm({
      title: t('response.why.removeTitle', { why: text.why(why) }),
      content: [
        ...(branch.size > 1 ? [t('response.why.removeBelow', { count: branch.size - 1 })] : []),
        ...(files > 0 ? [t('response.why.removeFiles', { count: files })] : []),
        t('response.why.removeForGood'),
      ].join(' '),
      okText: t('response.why.remove'),
      okButtonProps: { danger: true },
      cancelText: t('ui.action.cancel'),
      onOk: () => changes.remove(why.key),
    })
  return (
    <Button size="small" type="text" onClick={isPlain ? () => changes.remove(why.key) : ask}>
      {t('response.why.remove')}
    </Button>
  )
}

const isAddress = (text: string) => URL.canParse(text) && /^https?:/.test(text)

/** One why: what it says, its figure, links and files, whether it is an agreed root cause, and what can be done with it. */
export function WhyBranch({ why, record, changes, mayWrite, onOpen }: BranchProps) {
  const { t } = useText()
  const { message } = App.useApp()
  const text = useDeviationText()
  const [adding, setAdding] = useState<'why' | 'link' | null>(null)
  const actions = useRef<HTMLSpanElement>(null)
  const close = () => {
    setAdding(null)
    actions.current?.querySelector('button')?.focus()
  }
  const { agreed, key, links } = why
  const addLink = async (url: string) => {
    if (!isAddress(url)) {
      void message.warning(t('response.why.noAddress', { text: url }))
      return false
    }
    await changes.rewrite(key, { links: [...links, { title: new URL(url).hostname, url }] })
    close()
    return true
  }
  return (
    <div className={`why ${agreed === null ? '' : 'agreed'}`}>
      <div className="why-line">
        <span>{text.why(why)}</span>
        <Support why={why} onOpen={onOpen} />
        {agreed !== null && (
          <Tag tone="good">{t('response.why.agreed', { who: agreed.by, day: columnDate(agreed.on) })}</Tag>
        )}
      </div>
      <Links why={why} />
      <WhyFiles files={record.files.filter((file) => file.why === key)} mayWrite={mayWrite} />
      {mayWrite && (
        <span className="why-actions" ref={actions}>
          <Button size="small" type="text" onClick={() => setAdding('why')}>
            {t('response.why.askWhy')}
          </Button>
          <Button size="small" type="text" onClick={() => setAdding('link')}>
            {t('response.why.addLink')}
          </Button>
          <AttachFile deviationId={record.deviationId} why={key} />
          <Button size="small" type="text" onClick={() => changes.change(key, { agreed: agreed === null })}>
            {t(agreed === null ? 'response.why.agree' : 'response.why.disagree')}
          </Button>
          <RemoveWhy why={why} record={record} changes={changes} />
        </span>
      )}
      {adding === 'why' && (
        <WhyInput
          label={t('response.why.because')}
          onAdd={async (said) => {
            await changes.add(key, said)
            close()
          }}
          onCancel={close}
        />
      )}
      {adding === 'link' && <WhyInput label="https://" onAdd={addLink} onCancel={close} />}
    </div>
  )
}
