/** Browser and system in two words, from what a browser says of itself; null where it says nothing. */
export function deviceOf(agent: string | null | undefined): string | null {
  if (agent === null || agent === undefined || agent === '') return null
  const browser = /Edg|Chrome|Firefox|Safari/.exec(agent)?.[0]?.replace('Edg', 'Edge') ?? agent.slice(0, 24)
  const system = /Windows|Mac OS|Android|iPhone|iPad|Linux/.exec(agent)?.[0]
  return system === undefined ? browser : `${browser} · ${system}`
}
