import { blocksOf, type MessagesRequest, type RequestMessage } from './messages-request.ts'

/** What was asked, as a script sees it. */
export type Asked = {
  /** The text of the newest question: the last text block of the last message of a person. */
  readonly prompt: string
  /** All messages so far with their text. */
  readonly history: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[]
  readonly system: string
  readonly model: string
  readonly webSearch: boolean
  /** How often this reply has paused already. */
  readonly continued: number
  /** How many images and documents the newest question has. */
  readonly files: number
}

const textOf = (message: RequestMessage): string =>
  blocksOf(message)
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('\n')

/** Reads a request as a person would. */
export const askedOf = (request: MessagesRequest): Asked => {
  const question = request.messages.findLast(({ role }) => role === 'user')
  const blocks = question === undefined ? [] : blocksOf(question)
  const last = request.messages.at(-1)
  const { system = '' } = request
  return {
    prompt: blocks.findLast((block) => block.type === 'text')?.text ?? '',
    history: request.messages.map((message) => ({ role: message.role, text: textOf(message) })),
    system: typeof system === 'string' ? system : system.map((block) => block.text).join('\n'),
    model: request.model,
    webSearch: (request.tools ?? []).some(({ name }) => name === 'web_search'),
    continued:
      last?.role === 'assistant' ? blocksOf(last).filter(({ type }) => type === 'server_tool_use').length : 0,
    files: blocks.filter(({ type }) => type === 'image' || type === 'document').length,
  }
}
