import { mayReadField } from '../../../foundation/access/index.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { readSetting, saveSetting } from '../setting.store.ts'

type Content = {
  /** days without any contact that are too many */
  readonly idleDays: number
  /** of an hour of work, in minor units; null where nobody has said */
  readonly hourlyCost: number | null
}
/** With the version to save over; 0 where nothing is saved. */
export type FunnelSettings = Content & { readonly version: number }

const DEFAULTS: FunnelSettings = { idleDays: 14, hourlyCost: null, version: 0 }

/** The settings as a caller may know them: what work costs only where costs are read. */
export async function readFunnelSettings(
  tx: WorkspaceTransaction,
  context: CallContext,
): Promise<FunnelSettings> {
  const saved = await readSetting<Content>(tx, context.workspaceId, 'funnel')
  if (saved === null) return DEFAULTS
  const { content, version } = saved
  return { ...content, hourlyCost: mayReadField(context, 'cost') ? content.hourlyCost : null, version }
}

/** Sets what is too long without a contact and what an hour of work costs. */
export async function setFunnelSettings(context: CallContext, { version, ...content }: FunnelSettings) {
  return inWorkspace(context.database, context.workspaceId, async (tx) => ({
    version: await saveSetting(tx, context, 'funnel', content, version),
  }))
}
