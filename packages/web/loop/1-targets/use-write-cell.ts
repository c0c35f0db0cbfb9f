import type { CellAddress } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { shortMoney } from '../../ui/format/money.ts'
import { formatNumber } from '../../ui/format/number.ts'
import type { Scenario } from './scenario-state.tsx'

export type Refused = { readonly at: CellAddress; readonly code: string; readonly error: unknown }

/**
 * Writes what a person typed into a cell. A refusal keeps what was typed, loads the newest version to compare with,
 * and lets it be written again.
 */
export function useWriteCell(scenario: Scenario) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { message } = App.useApp()
  const [refused, setRefused] = useState<Refused | null>(null)
  const spread = useMutation(
    api.targets.spreadTarget.mutationOptions({
      onSuccess: ({ before, after, changedCells }) => {
        const money = (minor: number | null) => shortMoney(minor ?? 0, currency, language)
        setRefused(null)
        void message.success(
          t('targets.plan.written', {
            before: money(before),
            after: money(after),
            count: formatNumber(changedCells, language),
          }),
        )
      },
      onError: (error, { at, code }) => setRefused({ at, code, error }),
      onSettled: () => queries.invalidateQueries({ queryKey: api.targets.key() }),
    }),
  )
  const write = (at: CellAddress, typed: string) => {
    const code = typed.trim()
    if (code !== '') spread.mutate({ scenarioId: scenario.scenarioId, version: scenario.version, at, code })
  }
  return {
    write,
    refused,
    again: () => refused !== null && write(refused.at, refused.code),
    dismiss: () => setRefused(null),
  }
}
