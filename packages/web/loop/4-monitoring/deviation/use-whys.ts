import { useMutation } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import type { DeviationRecord, Why } from './deviation-text.ts'

/** A why as it is sent: whether it is an agreed root cause is all that is said of that. */
export type SaidWhy = Omit<Why, 'agreed'> & { readonly agreed: boolean }

const said = (why: Why): SaidWhy => ({ ...why, agreed: why.agreed !== null })

/** The keys of a why with all below it. */
export function branchOf(whys: readonly Why[], key: string): Set<string> {
  const keys = new Set([key])
  for (let size = 0; size < keys.size; ) {
    size = keys.size
    for (const why of whys) if (why.parent !== null && keys.has(why.parent)) keys.add(why.key)
  }
  return keys
}

/** Changes of the tree of whys; each is saved at once over the version that is on the page. */
export function useWhys({ deviationId, version, whys }: DeviationRecord) {
  const save = useMutation(
    api.monitoring.saveWhys.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.monitoring.key() }),
    }),
  )
  const send = (next: readonly SaidWhy[]) => save.mutateAsync({ deviationId, version, whys: [...next] })
  /** Sends what holds no words of its own; `save` tells what became of it. */
  const quietly = (sent: Promise<unknown>) => void sent.catch(() => undefined)
  const rewrite = (key: string, part: Partial<SaidWhy>) =>
    send(whys.map((why) => (why.key === key ? { ...said(why), ...part } : said(why))))
  return {
    save,
    rewrite,
    change: (key: string, part: Partial<SaidWhy>) => quietly(rewrite(key, part)),
    add: (parent: string | null, text: string) =>
      send([
        ...whys.map(said),
        {
          key: `own-${Date.now().toString(36)}`,
          parent,
          kind: 'own',
          text,
          source: null,
          links: [],
          agreed: false,
        },
      ]),
    remove: (key: string) => {
      const branch = branchOf(whys, key)
      quietly(send(whys.filter((why) => !branch.has(why.key)).map(said)))
    },
  }
}

export type Whys = ReturnType<typeof useWhys>
