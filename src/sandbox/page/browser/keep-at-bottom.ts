/** How close to the bottom, in pixels, counts as being there. */
const near = 80

const scrollerOf = (): HTMLElement | null => document.getElementById('scroller')

/** Scrolls to the newest message. */
export const jumpToPresent = (): void => {
  const scroller = scrollerOf()
  if (scroller !== null) scroller.scrollTop = scroller.scrollHeight
}

/** Keeps the newest message in view as it grows. Whoever has scrolled up is offered *Jump to Present* instead. */
export const keepAtBottom = (): void => {
  let isAtBottom = true
  let channel = ''
  let heights = { content: 0, window: 0 }
  const mark = (scroller: HTMLElement): void => {
    scroller.toggleAttribute('data-away', !isAtBottom)
  }
  document.addEventListener(
    'scroll',
    ({ target }) => {
      if (!(target instanceof HTMLElement) || target.id !== 'scroller') return
      // A scroll that a new size has caused is no wish of the person's.
      if (target.scrollHeight !== heights.content || target.clientHeight !== heights.window) return
      isAtBottom = target.scrollHeight - target.scrollTop - target.clientHeight < near
      mark(target)
    },
    true,
  )
  const follow = (): void => {
    const scroller = scrollerOf()
    if (scroller === null) return
    const isOther = scroller.dataset['channel'] !== channel
    channel = scroller.dataset['channel'] ?? ''
    if (isOther) isAtBottom = true
    heights = { content: scroller.scrollHeight, window: scroller.clientHeight }
    if (isAtBottom) jumpToPresent()
    mark(scroller)
  }
  const sizes = new ResizeObserver(follow)
  const found = new MutationObserver(() => {
    const list = document.querySelector('#scroller > discord-messages')
    const scroller = scrollerOf()
    if (list === null || scroller === null) return
    sizes.observe(list)
    sizes.observe(scroller)
    found.disconnect()
  })
  found.observe(document.body, { childList: true, subtree: true })
}
