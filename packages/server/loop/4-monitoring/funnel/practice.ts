const PRACTICES = ['qualification', 'needs', 'proposal', 'negotiation'] as const
export type Practice = (typeof PRACTICES)[number]

/** Whose practice a stage calls for: by its own code where it is one of the known stages, else by its place. */
const KNOWN: Readonly<Record<string, Practice>> = {
  contact: 'qualification',
  needs: 'needs',
  proposal: 'proposal',
  negotiation: 'negotiation',
}

/** What a stage that holds or loses deals calls for: first qualify, at the end negotiate. */
export function practiceOf(code: string, place: number, stages: number): Practice {
  const last = PRACTICES.length - 1
  return KNOWN[code] ?? PRACTICES[Math.round((place / Math.max(1, stages - 1)) * last)] ?? 'qualification'
}
