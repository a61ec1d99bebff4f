import type { Clock } from '../clock.ts'
import { buildRequest } from '../conversation/claude-request.ts'
import { readContents } from '../conversation/file-contents.ts'
import { type PlaceDescription, presentNote } from '../conversation/present-note.ts'
import type { Store } from '../conversation/store.ts'
import { textTokens } from '../conversation/tokens.ts'
import type { PlaceId } from '../conversation/turn.ts'
import type { ReadSettings } from '../settings/read-settings.ts'
import type { PlaceSettings } from '../settings/walk.ts'
import { type FitToWindow, requestTokens } from './context-window.ts'
import type { Dependencies } from './dependencies.ts'
import type { EffectiveSettings } from './effective-settings.ts'

/** What building requests needs. */
export type RequestSources = {
  readonly store: Pick<Store, 'conversationOf' | 'fileContents'>
  readonly settings: ReadSettings
  readonly effective: (settings: PlaceSettings, instead?: string) => Promise<EffectiveSettings>
  readonly toFit: FitToWindow
  readonly clock: Pick<Clock, 'now'>
  /** An IANA time zone such as `Europe/Berlin`. */
  readonly timeZone: string
  readonly describePlace: (place: PlaceId) => PlaceDescription
  /** Stands for a person towards Anthropic: always the same, and says nothing of who it is. */
  readonly pseudonym: (personId: string) => Promise<string>
}

/**
 * Builds the request for a question, cut to what fits. Uses the settings of the place, even if the conversation was
 * inherited from another one.
 */
export const createBuildRequest =
  ({
    store,
    settings,
    effective,
    toFit,
    clock,
    timeZone,
    describePlace,
    pseudonym,
  }: RequestSources): Dependencies['request'] =>
  async (history, question, signal, preparing, instead) => {
    const place = (await store.conversationOf(question.id))?.place
    const how = await effective(await settings(place ?? '', question.speaker.id), instead)
    const { sent, summary, older } = await toFit(history, how, signal, preparing)
    const contents = await readContents(sent, store)
    const userId = await pseudonym(question.speaker.id)
    const options = { ...how.options, userId, ...(summary !== undefined && { summary }) }
    const request = buildRequest(sent, contents, options)
    const description = place === undefined ? {} : describePlace(place)
    const present = presentNote({ now: clock.now(), timeZone, place: description, path: sent })
    const inputTokens = requestTokens(sent, options) + textTokens(present)
    return { request: { ...request, present }, inputTokens, ...(older && { older }) }
  }
