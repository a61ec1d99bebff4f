import type { Effort } from '../conversation/claude.ts'
import { buildRequest } from '../conversation/claude-request.ts'
import { noContents } from '../conversation/file-contents.ts'
import type { Store } from '../conversation/store.ts'
import { textTokens, turnTokens } from '../conversation/tokens.ts'
import type { Question } from '../conversation/turn.ts'
import { type Draft, drafts, isFinal } from '../display/draft.ts'
import type { Dependencies } from '../replies/dependencies.ts'
import { estimateUsage } from '../replies/estimate-usage.ts'
import { finishAnswer } from '../replies/finish-answer.ts'
import { prepareAnswer } from '../replies/prepare-answer.ts'
import { createRecorder } from '../replies/recorder.ts'

/** The default request options. */
export type Defaults = {
  readonly model: string
  readonly effort?: Effort
  readonly maxTokens: number
  readonly system: string
}

/** A conversation in the terminal, with the same turns, store and replies as on Discord. */
export type TerminalConversation = {
  /** Asks Claude; each draft goes to `take`. Gives the last one. */
  readonly ask: (prompt: string, signal: AbortSignal, take: (draft: Draft) => void) => Promise<Draft>
  /** The questions so far, oldest first. */
  readonly questions: () => Promise<readonly string[]>
  readonly startAfresh: () => Promise<void>
  readonly model: () => Promise<string>
  readonly setModel: (model: string) => Promise<void>
}

type World = Omit<Dependencies, 'request' | 'look' | 'limits' | 'replied'>

const speaker = { id: 'terminal', name: 'You' }

/** Opens the conversation of one place. */
export const terminalConversation = (
  name: string,
  defaults: Defaults,
  world: World,
  newId: () => string,
): TerminalConversation => {
  const place = `terminal:${name}`
  const { store } = world
  const model = async (): Promise<string> => (await chosenModel(store, place)) ?? defaults.model
  const request: Dependencies['request'] = async ({ turns }) => ({
    inputTokens: turns.reduce((sum, turn) => sum + turnTokens(turn), textTokens(defaults.system)),
    request: buildRequest(turns, noContents, {
      ...defaults,
      model: await model(),
      webSearch: false,
      showThinking: false,
    }),
  })
  return {
    model,
    ask: (prompt, signal, take) =>
      world.queue.run(place, async () => {
        const question = await store.addQuestion({
          place,
          speaker,
          text: prompt,
          files: [],
          origin: newId(),
        })
        if (question === null) throw new Error('The question was stored before')
        let last: Draft = { type: 'queued', ahead: 0, people: [] }
        const see = (draft: Draft): void => {
          last = draft
          take(draft)
        }
        await answer(question, place, see, signal, { ...world, request })
        return last
      }),
    questions: async () => {
      const { headId } = await store.conversation(place)
      const path = headId === null ? [] : await store.path(headId)
      return path.flatMap((turn) => (turn.role === 'question' ? [turn.text] : []))
    },
    startAfresh: async () => void (await store.startAfresh(place)),
    setModel: async (name) => {
      await store.changeSettings({ type: 'channel', id: place }, () => ({ model: name }))
    },
  }
}

const answer = async (
  question: Question,
  place: string,
  take: (draft: Draft) => void,
  signal: AbortSignal,
  deps: World & Pick<Dependencies, 'request'>,
): Promise<void> => {
  const turns = await deps.store.path(question.id)
  const history = { turns, whole: turns.length }
  const spender = { personId: speaker.id, place }
  const prepared = await prepareAnswer({ question, history, spender }, signal, take, deps)
  const recorder = createRecorder(prepared.answer, 0, deps)
  const events = deps.claude.reply(prepared.request, signal)
  for await (const next of drafts(prepared.draft, events, signal, deps.clock.elapsed, deps.onFault)) {
    const draft = estimateUsage(next, '')
    recorder.note(draft)
    take(draft)
    if (!isFinal(draft)) continue
    await recorder.stop()
    await finishAnswer(prepared.answer, spender, draft, deps)
  }
}

const chosenModel = async (store: Store, place: string): Promise<string | undefined> => {
  const [stored] = await store.settingsOf([{ type: 'channel', id: place }])
  const model = stored?.['model']
  return typeof model === 'string' ? model : undefined
}

/** Whether a reply ended well. */
export const isComplete = (draft: Draft): boolean => isFinal(draft) && draft.type === 'ended'
