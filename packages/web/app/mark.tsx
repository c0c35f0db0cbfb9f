/** The mark: warp and weft, each over and under the other once. */
export function Mark({ size = 34 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 34 34" aria-hidden="true">
      <rect width="34" height="34" rx="8" fill="var(--indigo)" />
      <g fill="none" stroke="var(--on-indigo)" strokeWidth="2.6" strokeLinecap="round">
        <path d="M10 7v6M10 19v8M17 7v12M17 25v2M24 7v6M24 19v8" />
        <path d="M7 16h6M19 16h8M7 22h12" opacity=".78" />
      </g>
    </svg>
  )
}
