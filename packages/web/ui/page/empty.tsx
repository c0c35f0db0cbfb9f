import type { ReactNode } from 'react'

const THREADS = [0, 1, 2, 3, 4, 5]
const at = (index: number) => 20 + index * 18

/** A small unfinished weave: warp is set up, weft is still to come. */
function Loom() {
  return (
    <svg viewBox="0 0 130 130" aria-hidden="true" fill="none" strokeLinecap="round">
      {THREADS.map((x) => (
        <path key={x} d={`M${at(x)} 8V122`} stroke="var(--line-strong)" strokeWidth="2" />
      ))}
      {THREADS.slice(0, 3).map((y) => (
        <g key={y}>
          <path d={`M8 ${at(y)}H122`} stroke={`var(--part-${y * 2 + 1})`} strokeWidth="2.5" />
          {THREADS.filter((x) => (x + y) % 2 === 0).map((x) => (
            <path key={x} d={`M${at(x)} ${at(y) - 5}v10`} stroke="var(--line-strong)" strokeWidth="4" />
          ))}
        </g>
      ))}
      <path d={`M8 ${at(3)}H62`} stroke="var(--part-2)" strokeWidth="2.5" strokeDasharray="1 6" />
    </svg>
  )
}

/** What a page is for, and the next step, where there is nothing to show yet. */
export function Empty(props: {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
  /** `h1` where nothing else on the page is one. */
  readonly heading?: 'h1' | 'h2'
}) {
  const Heading = props.heading ?? 'h2'
  return (
    <div className="empty">
      <Loom />
      <div>
        <Heading>{props.title}</Heading>
        <p>{props.text}</p>
        {props.children !== undefined && <div className="row">{props.children}</div>}
      </div>
    </div>
  )
}
