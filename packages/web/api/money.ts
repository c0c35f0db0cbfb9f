import type { Currency } from '../ui/format/money.ts'
import { useSession } from './session.ts'

/** The workspace's currency. */
export function useCurrency(): Currency {
  const { currency, currencyDigits } = useSession().workspace
  return { code: currency, digits: currencyDigits }
}
