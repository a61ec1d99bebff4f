import { blocksOf, type MessagesRequest, type RequestMessage } from './messages-request.ts'
import { type UserMessage, userMessagesIn } from './user-messages.ts'

/** A request as scripts see it. */
export type Prompt = {
  /** The newest question's words. */
  readonly prompt: string
  /** The whole conversation, the newest question last. Claude's own messages have the speaker `Claude`. */
  readonly said: readonly UserMessage[]
  readonly system: string
  readonly model: string
  readonly webSearch: boolean
  /** How often this reply has paused. */
  readonly continued: number
  /** How many images and documents the newest question has. */
  readonly files: number
  /** Whether the last answer is to be continued. */
  readonly goesOn: boolean
}

const textOf = (message: RequestMessage): string =>
  blocksOf(message)
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('\n')

const saidIn = (message: RequestMessage): readonly UserMessage[] =>
  message.role === 'user' ? userMessagesIn(textOf(message)) : [{ speaker: 'Claude', words: textOf(message) }]

/** Reads the conversation out of a request. */
export const readPrompt = (request: MessagesRequest): Prompt => {
  const question = request.messages.findLastIndex(({ role }) => role === 'user')
  const messages = request.messages.slice(0, question + 1)
  const said = messages.flatMap(saidIn)
  const paused = request.messages.slice(question + 1).flatMap(blocksOf)
  const { system = '' } = request
  return {
    said,
    prompt: said.at(-1)?.words ?? '',
    system: typeof system === 'string' ? system : system.map((block) => block.text).join('\n'),
    model: request.model,
    webSearch: (request.tools ?? []).some(({ name }) => name === 'web_search'),
    continued: paused.filter(({ type }) => type === 'server_tool_use').length,
    files:
      messages
        .slice(-1)
        .map(textOf)
        .join('')
        .match(/<file name=/g)?.length ?? 0,
    goesOn: /<note>\s*Go on exactly where/.test(messages.slice(-1).map(textOf).join('')),
  }
}
