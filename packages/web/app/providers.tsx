import { QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import english from 'antd/locale/en_US'
import simplified from 'antd/locale/zh_CN'
import traditional from 'antd/locale/zh_TW'
import type { ReactNode } from 'react'
import { queries } from '../api/queries.ts'
import { useText } from '../i18n/index.ts'
import { antdTheme } from '../ui/theme/antd-theme.ts'
import { useAppearance } from '../ui/theme/appearance.ts'
import { useMotion } from '../ui/theme/motion.ts'
import { useTokens } from '../ui/theme/tokens.ts'

const LOCALES = { 'zh-CN': simplified, 'zh-TW': traditional, en: english }

/** Theme, language and the query cache around every page. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const { language } = useText()
  const { dark } = useAppearance()
  const motion = useMotion()
  const tokens = useTokens()
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider
        theme={antdTheme(tokens, { dark, motion })}
        locale={LOCALES[language]}
        button={{ autoInsertSpace: false }}
      >
        <App component={false}>{children}</App>
      </ConfigProvider>
    </QueryClientProvider>
  )
}
