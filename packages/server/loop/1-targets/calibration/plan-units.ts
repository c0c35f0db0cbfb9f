import type { PlanShape } from '@salesloom/engine/allocation'

/** A unit of the plan with people somewhere below it. The root is none: nothing is beside it. */
export type PlanUnit = {
  readonly key: string
  readonly id: number
  /** the unit above, null below the root */
  readonly parent: string | null
  /** all units below and itself, by key */
  readonly units: ReadonlySet<string>
  /** the people below, by key */
  readonly people: readonly string[]
  /** the people of the unit itself */
  readonly ownPeople: readonly string[]
}

const isPerson = (key: string) => key.startsWith('person:')

/** The units of a plan’s organisation, each before those below it. */
export function unitsOfPlan(shape: PlanShape): PlanUnit[] {
  const organisation = shape.dimensions.find(({ name }) => name === 'organisation')
  if (organisation === undefined) return []
  const { keys, parents, ends } = organisation
  const rootOf = (position: number) => (parents[position] ?? -1) < 0
  return keys.flatMap((key, position) => {
    if (isPerson(key) || rootOf(position)) return []
    const below = keys.slice(position, ends[position] ?? position)
    const people = below.filter(isPerson)
    if (people.length === 0) return []
    const above = parents[position] ?? -1
    return [
      {
        key,
        id: Number(key.split(':')[1]),
        parent: rootOf(above) ? null : (keys[above] ?? null),
        units: new Set(below.filter((each) => !isPerson(each))),
        people,
        ownPeople: people.filter((person) => parents[keys.indexOf(person)] === position),
      },
    ]
  })
}
