import type { ApiError } from './answer.ts'
import { badRequest } from './errors.ts'
import { imageSize, imageTypeOf } from './image-size.ts'
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
      const actual = imageTypeOf(block.source.data)
      if (actual !== block.source.media_type)
        return `${at}.image.source.base64.data: The image was specified using the ${block.source.media_type} media type, but the image appears to be a ${actual} image`
      return Math.max(size.width, size.height) > widestImage
        ? `${at}.image.source.base64.data: image dimensions exceed max allowed size: ${widestImage} pixels`
        : undefined
    }
    case 'document':
      if (role === 'assistant') return `${at}: document blocks are not allowed in assistant messages`
      return block.source.type === 'base64' ? pdfRefusal(block.source.data, at) : undefined
    case 'thinking':
      if (role === 'assistant' && !isSigned(block))
        return `${at}: Invalid \`signature\` in \`thinking\` block`
      return role === 'user' ? `${at}: thinking blocks are only allowed in assistant messages` : undefined
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

const isSigned = ({ signature }: Readonly<Record<string, unknown>>): boolean =>
  typeof signature === 'string' && signature.startsWith('sandbox-')

/** Why the API would not read a PDF: a look at its outside, which is as much as the sandbox does. */
const pdfRefusal = (data: string, at: string): string | undefined => {
  const text = Buffer.from(data, 'base64').toString('latin1')
  if (!text.slice(0, 1_024).includes('%PDF-') || !text.slice(-2_048).includes('%%EOF'))
    return `${at}.document.source.base64.data: The PDF specified was not valid.`
  return /\/Encrypt\s+\d+\s+\d+\s+R/.test(text)
    ? `${at}.document.source.base64.data: The PDF specified is password protected.`
    : undefined
}

/** The most images and documents of a request, by the size of the model's window. */
const mostFiles = (contextTokens: number): number => (contextTokens >= 1_000_000 ? 600 : 100)
const mostBreakpoints = 4

const countRefusal = (request: CountRequest, { contextTokens }: SandboxModel): string | undefined => {
  const blocks = request.messages.flatMap(blocksOf)
  const files = blocks.filter(({ type }) => type === 'image' || type === 'document').length
  if (files > mostFiles(contextTokens))
    return `messages: too many images and documents: ${files} > ${mostFiles(contextTokens)}`
  const system = Array.isArray(request.system) ? request.system : []
  const marked = [request, ...system, ...blocks].filter((it) => 'cache_control' in it && it.cache_control)
  return marked.length > mostBreakpoints
    ? `A maximum of ${mostBreakpoints} blocks with cache_control may be provided. Found ${marked.length}.`
    : undefined
}

const toolRefusal = ({ tools = [] }: CountRequest): string | undefined => {
  const unknown = tools.findIndex(({ type }) => !/^web_search_\d{8}$/.test(type))
  return unknown === -1
    ? undefined
    : `tools.${unknown}.type: Input tag does not match any of the expected tags`
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

/** Why the API would refuse this request, or undefined. */
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
  const refusal =
    thinkingRefusal(request, model) ??
    toolRefusal(request) ??
    countRefusal(request, model) ??
    messagesRefusal(request.messages)
  return refusal === undefined ? undefined : badRequest(refusal)
}
