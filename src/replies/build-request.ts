import { buildRequest } from '../conversation/claude-request.ts'
import type { Settings } from '../conversation/conversation.ts'
import { readContents } from '../conversation/file-contents.ts'
import type { Store } from '../conversation/store.ts'
import type { FitToWindow } from './context-window.ts'
import type { Dependencies } from './dependencies.ts'
import type { EffectiveSettings } from './effective-settings.ts'

/** What requests are made of. */
export type RequestSources = {
  readonly store: Pick<Store, 'conversation' | 'conversationOf' | 'fileContents'>
  readonly effective: (settings: Settings) => Promise<EffectiveSettings>
  readonly toFit: FitToWindow
}

/** What is sent to Claude for a question: as its place has chosen, and no more than fits. */
export const createBuildRequest =
  ({ store, effective, toFit }: RequestSources): Dependencies['request'] =>
  async (path, question, signal, preparing) => {
    const how = await effective(await settingsOf(question.id, store))
    const { sent, summary, older } = await toFit(path, how, signal, preparing)
    const contents = await readContents(sent, store)
    const request = buildRequest(sent, contents, {
      ...how.options,
      ...(summary !== undefined && { summary }),
    })
    return { request, ...(older && { older }) }
  }

/** A place's choice holds for all that is asked there, also where it branches off an older conversation. */
const settingsOf = async (questionId: string, store: RequestSources['store']): Promise<Settings> => {
  const place = (await store.conversationOf(questionId))?.place
  return place === undefined ? {} : (await store.conversation(place)).settings
}
