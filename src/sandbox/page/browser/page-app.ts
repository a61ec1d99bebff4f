import type { Act, ActResult } from '../act.ts'
import { withNotice } from './apply-news.ts'
import { pageText } from './page-text.ts'
import type { State } from './state.ts'

/** What every part of the page may do. */
export type PageApp = {
  readonly state: () => State
  readonly update: (change: (state: State) => State) => void
  /** Does it on the server; a problem is shown as a notice. */
  readonly send: (act: Act) => Promise<ActResult>
}

/** An app whose state is drawn by `draw`, at most once per frame. */
export const createApp = (initial: State, draw: (app: PageApp) => void): PageApp => {
  let state = initial
  let isDue = false
  const later = (): void => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      draw(app)
    })
  }
  const update: PageApp['update'] = (change) => {
    state = change(state)
    later()
  }
  const app: PageApp = {
    state: () => state,
    update,
    send: async (act) => {
      const result = (await post(act)) ?? { problem: pageText(state).unreachable }
      const { problem } = result
      if (problem !== undefined) update((it) => withNotice(it, problem))
      return result
    },
  }
  return app
}

const post = async (act: Act): Promise<ActResult | undefined> => {
  try {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(act),
    })
    const result: ActResult = await response.json()
    return result
  } catch {
    return undefined
  }
}
