import { useEffect, useRef, useState } from 'react'

/**
 * What a press says about fields that are empty or wrong: a button that is only grey tells nobody why. `ask` makes the
 * fields say it and puts the focus into the first of them; `place` goes on the element around them.
 */
export function useMissing<Around extends HTMLElement>() {
  const place = useRef<Around>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    if (asked > 0) place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [asked])
  return {
    place,
    isAsked: asked > 0,
    ask: () => setAsked((times) => times + 1),
    clear: () => setAsked(0),
  }
}
