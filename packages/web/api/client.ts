import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type {
  ContractRouterClient,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Contract } from '@salesloom/contract'
import { currentLanguage } from '../i18n/index.ts'
import { currentStandIn } from './stand-in.ts'
import { currentWorkspace } from './workspace.ts'

function headers(): Record<string, string> {
  const workspace = currentWorkspace()
  const standIn = currentStandIn()
  return {
    'x-salesloom': '1',
    'x-salesloom-locale': currentLanguage(),
    ...(workspace === null ? {} : { 'x-salesloom-workspace': workspace }),
    ...(standIn === null ? {} : { 'x-salesloom-stand-in': standIn }),
  }
}

const link = new RPCLink({ url: `${window.location.origin}/rpc`, headers })

/** The server, typed by the contract. */
export const client: ContractRouterClient<Contract> = createORPCClient(link)

/** Query and mutation options of every procedure. */
export const api = createTanstackQueryUtils(client)

/** What procedures take and answer, by part and name. */
export type Inputs = InferContractRouterInputs<Contract>
export type Outputs = InferContractRouterOutputs<Contract>
