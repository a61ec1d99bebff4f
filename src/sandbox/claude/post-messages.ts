import type Anthropic from '@anthropic-ai/sdk'
import type { Answer, ApiError, Reply } from './answer.ts'
import { compose } from './compose.ts'
import { badRequest, rateLimited, unknownModel } from './errors.ts'
import { type MessagesRequest, messagesRequest } from './messages-request.ts'
import type { SandboxModel } from './models.ts'
import { type Outcome, refused } from './outcome.ts'
import { paceOf } from './pace.ts'
import { parseRequest } from './parse-request.ts'
import { readPrompt } from './prompt.ts'
import type { Cached } from './prompt-cache.ts'
import { refusalOf } from './refusals.ts'
import type { ReplyContext } from './reply-context.ts'
import { promptTokensOf, type Segment, segmentsOf } from './request-tokens.ts'
import type { World } from './world.ts'

const usageOf = (cached: Cached): Anthropic.Usage => ({
  input_tokens: cached.input,
  cache_creation_input_tokens: cached.write5m + cached.write1h,
  cache_read_input_tokens: cached.read,
  cache_creation: {
    ephemeral_5m_input_tokens: cached.write5m,
    ephemeral_1h_input_tokens: cached.write1h,
  },
  output_tokens: 1,
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: 'standard',
  speed: null,
  inference_geo: null,
})

const thinkingOf = ({ thinking }: MessagesRequest, { info }: SandboxModel): ReplyContext['thinking'] => {
  switch (thinking?.type) {
    case undefined:
      return info.capabilities?.thinking.types.adaptive.supported ? 'omitted' : 'off'
    case 'disabled':
    case 'between_tools':
      return 'off'
    case 'adaptive':
    case 'enabled':
      return thinking?.display === 'summarized' ? 'summarized' : 'omitted'
  }
}

const frameOf = (
  world: World,
  request: MessagesRequest,
  model: SandboxModel,
  cached: Cached,
  reply: Reply,
): ReplyContext => ({
  id: world.newId('msg'),
  model: request.model,
  maxTokens: request.max_tokens,
  thinking: thinkingOf(request, model),
  pace: { ...paceOf(request.model), ...reply.pace },
  random: world.random,
  usage: usageOf(cached),
})

/** The refusal of a block that is sent again. */
const refusedBefore = ({ refusals }: World, segments: readonly Segment[]): ApiError | undefined =>
  refusals && segments.flatMap(({ key }) => refusals.get(key) ?? [])[0]

/** Remembers the newest block as what a 400 was about. */
const rememberRefusal = ({ refusals }: World, chosen: Answer, segments: readonly Segment[]): void => {
  const newest = segments.at(-1)
  if (refusals && newest && chosen.type === 'error' && chosen.status === 400) refusals.set(newest.key, chosen)
}

/** What is done with a request that the API would take. */
const answer = (
  world: World,
  request: MessagesRequest,
  model: SandboxModel,
  segments: readonly Segment[],
): Outcome => {
  const before = refusedBefore(world, segments)
  if (before) return refused(before)
  const chosen = world.choose(readPrompt(request))
  rememberRefusal(world, chosen, segments)
  if (chosen.type === 'no-answer' || chosen.type === 'hang-up' || chosen.type === 'raw') return chosen
  const tokens = promptTokensOf(segments)
  const cached = world.cache(request.model, model.cacheMinimum, segments, tokens)
  const { headers, retryAfter } = world.limits.admit(tokens - cached.read)
  if (chosen.type === 'error') return refused(chosen, headers)
  if (retryAfter !== null) return refused(rateLimited(retryAfter), headers)
  return {
    type: 'trace',
    trace:
      chosen.type === 'trace'
        ? chosen.trace
        : compose(chosen, frameOf(world, request, model, cached, chosen)),
    headers,
    stream: request.stream ?? false,
    begin: cached.begin,
  }
}

/** `POST /v1/messages`, with and without `stream`. */
export const postMessages = (world: World, body: unknown): Outcome => {
  const parsed = parseRequest(body, messagesRequest)
  if (parsed.type === 'refused') return refused(parsed.error)
  const { request } = parsed
  const model = world.models.find(({ info }) => info.id === request.model)
  if (model === undefined) return refused(unknownModel(request.model))
  const refusal = refusalOf(request, model)
  if (refusal !== undefined) return refused(refusal)
  const segments = segmentsOf(request)
  const tokens = promptTokensOf(segments)
  return tokens > model.contextTokens
    ? refused(badRequest(`prompt is too long: ${tokens} tokens > ${model.contextTokens} maximum`))
    : answer(world, request, model, segments)
}
