import type { PendingChange } from '../../pacing/gate.ts'
import type { ControlsRemoval, RemoveControls } from '../../replies/remove-controls.ts'
import { retry } from '../../retry.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { routeTo } from '../rest/route.ts'
import { discordPlace } from './discord-place.ts'
import { sendMessageRequest } from './message-request.ts'
import type { ScreenContext } from './screen-context.ts'
import { messageRoutes, type Target, targetOn, usableToken } from './target.ts'

export type RemoveControlsContext = Pick<ScreenContext, 'rest' | 'clock' | 'gate' | 'onFault' | 'signal'>

/** It leaves after everything that somebody waits for. */
const whenNothingElse = (): PendingChange => ({
  ...{ what: 'status', unseen: 0, arrivals: 0, oldest: 0, seen: 0, begun: 0 },
})

const tries = { first: 1_000, longest: 15_000, within: 60_000 }

/**
 * Removes buttons by one request, which changes nothing else of the message. It is tried for a minute, and goes by the token
 * of an interaction while that is valid, since that limit is shared with nobody.
 */
export const createRemoveControls = (context: RemoveControlsContext): RemoveControls => {
  const { clock, onFault, signal = new AbortController().signal } = context

  const removeBy = async (target: Target, removal: ControlsRemoval): Promise<'done' | 'missed'> => {
    if (!isReachable(target, removal, clock.now())) return 'done'
    try {
      return await retry(attemptOn(target, removal, context, signal), {
        ...{ ...tries, clock, signal },
        again: (error) => requestFailure(error) === 'again',
      })
    } catch (error) {
      if (signal.aborted) return 'missed'
      const failure = requestFailure(error)
      if (failure === 'bug') onFault(error)
      if (failure === 'token-ended' && target.token) return removeBy(withoutToken(target), removal)
      return failure === 'again' || failure === 'archived' ? 'missed' : 'done'
    }
  }

  return (removal) => removeBy(targetOn(removal.messages), removal)
}

const withoutToken = ({ token: _, ...target }: Target): Target => target

/** What one person alone sees can only be changed by a token. */
const isReachable = (target: Target, { place }: ControlsRemoval, now: number): boolean =>
  usableToken(target, now) !== undefined || discordPlace(place)?.isPrivate === false

const attemptOn = (
  target: Target,
  { isDue }: ControlsRemoval,
  { rest, clock, gate }: RemoveControlsContext,
  signal: AbortSignal,
): (() => Promise<'done' | 'missed'>) => {
  const page = target.messageIds.length - 1
  const routes = () => messageRoutes('PATCH', target, page, clock.now())
  const { pass } = gate(() => routes().map(({ method, path }) => routeTo(method, path)))
  const send = async (index: number): Promise<'done' | 'missed'> => {
    if (!(await isDue())) return 'missed'
    const route = routes()[index] ?? routes()[0]
    await sendMessageRequest(rest, { route, json: { components: [] } })
    return 'done'
  }
  return () => pass({ type: 'edit', page }, whenNothingElse, send, signal)
}
