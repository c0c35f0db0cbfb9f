import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Our own CSS variables may be set inline. */
    [variable: `--${string}`]: string | number | undefined
  }
}
