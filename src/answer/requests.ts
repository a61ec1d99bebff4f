import type { Settings } from '../conversation/conversation.ts'
import type { Memory } from '../conversation/memory.ts'
import { toRequest } from '../conversation/request.ts'
import type { Chosen } from './chosen.ts'
import type { Fit } from './fitting.ts'
import type { Surroundings } from './surroundings.ts'

/** What requests are made of. */
export type RequestSources = {
  readonly memory: Pick<Memory, 'conversation' | 'conversationOf'>
  readonly chosen: (settings: Settings) => Promise<Chosen>
  readonly toFit: Fit
}

/** What is sent to Claude for a question: as its place has chosen, and no more than fits. */
export const createRequests =
  ({ memory, chosen, toFit }: RequestSources): Surroundings['request'] =>
  async (path, question, signal, preparing) => {
    const how = await chosen(await settingsOf(question.id, memory))
    const { sent, summary, older } = await toFit(path, how, signal, preparing)
    const request = toRequest(sent, { ...how.options, ...(summary !== undefined && { summary }) })
    return { request, ...(older && { older }) }
  }

/** A place's choice holds for all that is asked there, also where it branches off an older conversation. */
const settingsOf = async (questionId: string, memory: RequestSources['memory']): Promise<Settings> => {
  const place = (await memory.conversationOf(questionId))?.place
  return place === undefined ? {} : (await memory.conversation(place)).settings
}
