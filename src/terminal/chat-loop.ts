import type { Claude, Model } from '../conversation/claude.ts'
import { Failed, type Failure } from '../conversation/failure.ts'
import { failureSentence } from './error-sentence.ts'
import type { LineInput } from './line-input.ts'
import { parseInput } from './parse-input.ts'
import type { ReplyView } from './reply-view.ts'
import type { Style } from './style.ts'
import { isComplete, type TerminalConversation } from './terminal-conversation.ts'

/** What a chat needs. */
export type Chat = {
  readonly conversation: TerminalConversation
  readonly claude: Pick<Claude, 'models'>
  readonly lines: LineInput
  readonly newView: () => ReplyView
  /** Says something that is not part of the conversation. */
  readonly say: (text: string) => void
  readonly style: Style
}

const commands = `/new            begins a new conversation
/model [NAME]   chooses the model, or lists them
/help           shows this
quit            leaves, and so does Ctrl-D, or Ctrl-C twice
Ctrl-C or Ctrl-D stops a reply. //… asks something that begins with a slash.`

/** The models that there are, or why they cannot be listed. */
const listed = async ({ claude }: Chat): Promise<readonly Model[] | Failure> => {
  try {
    return await claude.models(new AbortController().signal)
  } catch (error) {
    if (error instanceof Failed) return error.failure
    throw error
  }
}

/** Whether there is such a model. Without a name, or with an unknown one, the models are listed. */
const isKnown = async (chat: Chat, name: string | undefined): Promise<boolean> => {
  const { conversation, say } = chat
  const models = await listed(chat)
  if ('kind' in models) {
    say(`The models cannot be listed now. ${failureSentence(models)}`)
    return false
  }
  if (name !== undefined && models.some(({ id }) => id === name)) return true
  const now = await conversation.model()
  const list = models.map(({ id, name: text }) => `${id === now ? '*' : ' '} ${id.padEnd(20)} ${text}`)
  say([...(name === undefined ? [] : [`There is no model "${name}". There are:`]), ...list].join('\n'))
  return false
}

/** What came of a line. */
type Outcome = {
  /** Whether the person wants to leave. */
  readonly leave: boolean
  /** Whether Ctrl-C stopped the reply. */
  readonly stopped: boolean
  readonly isGood: boolean
}

/** Asks one question. */
const answer = async ({ conversation, lines, newView }: Chat, prompt: string): Promise<Outcome> => {
  const abort = new AbortController()
  let leave = false
  const quiet = lines.onStop(() => {
    // The second one means the chat, not the reply; without a keyboard the first one does.
    leave = abort.signal.aborted || !lines.isTerminal
    abort.abort(new Failed({ kind: 'stopped' }))
  })
  try {
    const last = await conversation.ask(prompt, abort.signal, newView().take)
    const stopped = abort.signal.aborted
    return { leave, stopped, isGood: isComplete(last) || (stopped && lines.isTerminal) }
  } finally {
    quiet()
  }
}

/** Does what a line asks for. */
const obey = async (chat: Chat, line: string): Promise<Outcome> => {
  const { conversation, say, lines } = chat
  const wish = parseInput(line)
  const stay = { leave: false, stopped: false, isGood: true }
  switch (wish.type) {
    case 'quit':
      return { ...stay, leave: true }
    case 'ask':
      return answer(chat, wish.prompt)
    case 'new':
      await conversation.startAfresh()
      say('A new conversation.')
      return stay
    case 'model':
      if (!(await isKnown(chat, wish.name)) || wish.name === undefined)
        return { ...stay, isGood: wish.name === undefined }
      await conversation.setModel(wish.name)
      say(`The model is ${wish.name} now.`)
      return stay
    case 'help':
      say(commands)
      return stay
    case 'unknown':
      say(`There is no ${wish.command}: /help lists what there is.`)
      return { ...stay, isGood: lines.isTerminal }
    case 'nothing':
      return stay
  }
}

/** Runs the chat until the person quits or the input ends. Resolves with the exit code. */
export const chatLoop = async (chat: Chat): Promise<number> => {
  const { conversation, lines, say, style } = chat
  const earlier = [...(await conversation.questions())]
  let interrupts = 0
  let isGood = true
  while (true) {
    const line = await lines.next(style('cyan', 'You: '), earlier)
    if (line.type === 'end') return isGood ? 0 : 1
    if (line.type === 'interrupt') {
      interrupts += 1
      if (interrupts === 2) return 0
      say('Ctrl-C once more leaves.')
      continue
    }
    if (line.text.trim() !== '') earlier.push(line.text)
    const outcome = await obey(chat, line.text)
    isGood &&= outcome.isGood
    interrupts = outcome.stopped ? 1 : 0
    if (outcome.leave) return outcome.isGood ? 0 : 130
  }
}
