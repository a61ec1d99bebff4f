import type { ApiError } from './answer.ts'
import { badRequest } from './errors.ts'
import { imageSize } from './image-size.ts'
import {
  blocksOf,
  type CountRequest,
  type MessagesRequest,
  type RequestBlock,
  type RequestMessage,
} from './messages-request.ts'
import type { SandboxModel } from './models.ts'

/** 10 MB of an image, as base64. */
const largestImage = 10 * 1024 * 1024
const widestImage = 8_000

const blockRefusal = (block: RequestBlock, role: RequestMessage['role'], at: string): string | undefined => {
  switch (block.type) {
    case 'text':
      if (block.text === '') return `${at}.text: text content blocks must be non-empty`
      if (block.text.trim() === '') return `${at}.text: text content blocks must contain non-whitespace text`
      if (role === 'user' && block.citations?.length) return `${at}.citations: not allowed in user messages`
      return undefined
    case 'image': {
      if (role === 'assistant') return `${at}: image blocks are not allowed in assistant messages`
      if (block.source.type !== 'base64') return undefined
      if (block.source.data.length > largestImage)
        return `${at}.image.source.base64: image exceeds 10 MB maximum`
      const size = imageSize(block.source.data)
      if (size === null) return `${at}.image.source.base64.data: Could not process image`
      return Math.max(size.width, size.height) > widestImage
        ? `${at}.image.source.base64.data: image dimensions exceed max allowed size: ${widestImage} pixels`
        : undefined
    }
    case 'document':
      return role === 'assistant' ? `${at}: document blocks are not allowed in assistant messages` : undefined
    default:
      return role === 'user'
        ? `${at}: ${block.type} blocks are only allowed in assistant messages`
        : undefined
  }
}

const messageRefusal = (message: RequestMessage, at: string): string | undefined => {
  const blocks = blocksOf(message)
  if (blocks.length === 0) return `${at}: content must not be empty`
  for (const [index, block] of blocks.entries()) {
    const refusal = blockRefusal(block, message.role, `${at}.content.${index}`)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

/** Whether the last message is a reply that paused in its searches: only that may be continued. */
const isPaused = (message: RequestMessage): boolean =>
  blocksOf(message).some((block) => block.type === 'server_tool_use')

const thinkingRefusal = ({ thinking }: CountRequest, { info }: SandboxModel): string | undefined => {
  if (thinking === undefined) return undefined
  return info.capabilities?.thinking.types[thinking.type].supported
    ? undefined
    : `thinking.type: "${thinking.type}" is not supported on this model`
}

const messagesRefusal = (messages: readonly RequestMessage[]): string | undefined => {
  const [first, last] = [messages[0], messages.at(-1)]
  if (first === undefined || last === undefined) return 'messages: at least one message is required'
  if (first.role !== 'user') return 'messages: first message must use the "user" role'
  for (const [index, message] of messages.entries()) {
    const refusal = messageRefusal(message, `messages.${index}`)
    if (refusal !== undefined) return refusal
  }
  return last.role === 'assistant' && !isPaused(last)
    ? 'This model does not support assistant message prefill. The conversation must end with a user message.'
    : undefined
}

/** Why today's API would not take this request, or undefined. */
export const refusalOf = (
  request: CountRequest | MessagesRequest,
  model: SandboxModel,
): ApiError | undefined => {
  if ('max_tokens' in request && request.max_tokens > model.outputTokens)
    return badRequest(
      `max_tokens: ${request.max_tokens} > ${model.outputTokens}, which is the maximum allowed number of output tokens for ${request.model}`,
    )
  if (request.output_config?.effort && !model.info.capabilities?.effort.supported)
    return badRequest('output_config.effort: This model does not support the effort parameter.')
  const refusal = thinkingRefusal(request, model) ?? messagesRefusal(request.messages)
  return refusal === undefined ? undefined : badRequest(refusal)
}
