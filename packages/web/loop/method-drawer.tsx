import { BookOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '../i18n/index.ts'
import { LoopRing } from './loop-ring.tsx'
import { MethodIdeas, PartPlace } from './method-ideas.tsx'
import type { PartName } from './parts.ts'

type MethodDrawerProps = {
  readonly part: PartName
  /** an example worked by hand, of what the page shows */
  readonly example?: ReactNode
}

/** The button that opens a part's method beside the page. */
export function MethodDrawer({ part, example }: MethodDrawerProps) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<BookOutlined />} onClick={() => setOpen(true)}>
        {t('loop.method.open')}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        size={400}
        title={t('loop.method.title', { part: t(`parts.${part}.name`) })}
      >
        <p className="muted">{t(`parts.${part}.purpose`)}</p>
        {example !== undefined && (
          <section className="method-example">
            <h3>{t('loop.method.example')}</h3>
            {example}
          </section>
        )}
        <MethodIdeas part={part} column />
        <PartPlace part={part} />
        <div style={{ display: 'grid', placeItems: 'center', margin: '20px 0' }}>
          <LoopRing current={part} />
        </div>
      </Drawer>
    </>
  )
}
