import type { Clock } from '../../clock.ts'
import { scripts } from '../claude/scripts/scripts.ts'
import { startClaude } from '../claude/start-claude.ts'
import type { Lag } from '../page/lag.ts'
import type { ClaudeView } from '../page/view/demo.ts'
import { listenIn } from './listen-in.ts'

/** Who answers in the demo. */
export type ClaudeSide = {
  readonly view: ClaudeView
  /** What the bot is given to reach it. */
  readonly baseUrl: string
  readonly apiKey: string
  /** Makes the list of models alone fail, or ends that; does nothing to the real Claude. */
  readonly setModels: (fails: boolean) => void
  readonly close: () => Promise<void>
}

const listed = scripts.map(({ name, shows, example, group = 'kinds' }) => ({ name, shows, example, group }))

const scripted = async (clock: Clock, lag: Lag, speed: number): Promise<ClaudeSide> => {
  const claude = await startClaude({ clock, speed })
  claude.watch((happening) => {
    const { id } = happening.request
    if (happening.type === 'end') return lag.ended(id)
    if (happening.type === 'request') return
    const { event } = happening
    if (!('delta' in event) || typeof event.delta !== 'object' || event.delta === null) return
    if ('text' in event.delta && typeof event.delta.text === 'string') lag.wrote(id, event.delta.text)
  })
  return {
    view: { real: false, scripts: listed },
    baseUrl: claude.url,
    apiKey: 'sandbox-key',
    setModels: (fails) => claude.setModels(fails ? { type: 'hang-up' } : undefined),
    close: claude.close,
  }
}

/** With a key the real Claude, listened in on for the plot; without one the scripted Claude on this machine. */
export const startClaudeSide = async (
  clock: Clock,
  lag: Lag,
  apiKey: string | undefined,
  baseUrl: string | undefined,
  speed: number,
): Promise<ClaudeSide> => {
  if (apiKey === undefined || apiKey === '') return scripted(clock, lag, speed)
  const ear = await listenIn(baseUrl || 'https://api.anthropic.com', lag)
  return {
    view: { real: true, scripts: [] },
    baseUrl: ear.url,
    apiKey,
    setModels: () => {},
    close: ear.close,
  }
}
