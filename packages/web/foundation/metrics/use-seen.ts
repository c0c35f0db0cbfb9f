import { useEffect, useRef, useState } from 'react'

/** Whether an element has come into sight, so that what is far down the page is not asked for in vain. */
export function useSeen<Element extends HTMLElement>() {
  const element = useRef<Element>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const watched = element.current
    if (watched === null || seen) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true)
      },
      { rootMargin: '200px' },
    )
    observer.observe(watched)
    return () => observer.disconnect()
  }, [seen])
  return { element, seen }
}
