import type Anthropic from '@anthropic-ai/sdk'

/** A model of the sandbox: what the models endpoint says of it, and what only behaviour shows. */
export type SandboxModel = {
  readonly info: Anthropic.ModelInfo
  readonly contextTokens: number
  readonly outputTokens: number
  /** Prompts shorter than this are not cached. */
  readonly cacheMinimum: number
}

type Shape = {
  readonly id: string
  readonly name: string
  readonly line: NonNullable<Anthropic.ModelInfo['line']>
  readonly created: string
  readonly context?: number
  readonly output?: number
  readonly canSkipThinking: boolean
  readonly cacheMinimum?: number
  readonly effort?: boolean
}

const yes = { supported: true }
const no = { supported: false }
const can = (supported: boolean) => (supported ? yes : no)

const capabilities = ({ canSkipThinking, effort = true }: Shape): Anthropic.ModelInfo['capabilities'] => ({
  batch: yes,
  citations: yes,
  code_execution: yes,
  context_management: {
    supported: true,
    clear_thinking_20251015: yes,
    clear_tool_uses_20250919: yes,
    compact_20260112: yes,
  },
  effort: {
    supported: effort,
    low: can(effort),
    medium: can(effort),
    high: can(effort),
    xhigh: can(effort),
    max: can(effort),
  },
  image_input: yes,
  pdf_input: yes,
  server_tools: { supported: true, code_execution: yes, web_search: yes },
  structured_outputs: yes,
  thinking: {
    supported: true,
    types: {
      adaptive: can(effort),
      between_tools: can(canSkipThinking && effort),
      disabled: can(canSkipThinking),
      enabled: can(!effort),
    },
  },
})

const model = (shape: Shape): SandboxModel => {
  const { context = 1_000_000, output = 128_000, cacheMinimum = 512 } = shape
  return {
    contextTokens: context,
    outputTokens: output,
    cacheMinimum,
    info: {
      type: 'model',
      id: shape.id,
      display_name: shape.name,
      line: shape.line,
      lifecycle: 'active',
      created_at: `${shape.created}T00:00:00Z`,
      deprecated_at: null,
      retires_at: null,
      max_input_tokens: context,
      max_tokens: output,
      capabilities: capabilities(shape),
    },
  }
}

/** The models of the sandbox, newest first, with the limits of their namesakes in November 2026. */
export const sandboxModels: readonly SandboxModel[] = [
  model({
    id: 'claude-fable-5-2',
    name: 'Claude Fable 5.2',
    line: 'fable',
    created: '2026-11-09',
    canSkipThinking: false,
  }),
  model({
    id: 'claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    line: 'haiku',
    created: '2026-10-07',
    canSkipThinking: true,
  }),
  model({
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    line: 'sonnet',
    created: '2026-09-22',
    canSkipThinking: true,
  }),
  model({
    id: 'claude-fable-5-1',
    name: 'Claude Fable 5.1',
    line: 'fable',
    created: '2026-09-08',
    canSkipThinking: false,
  }),
  model({
    id: 'claude-opus-5-5',
    name: 'Claude Opus 5.5',
    line: 'opus',
    created: '2026-09-01',
    canSkipThinking: false,
  }),
  model({
    id: 'claude-haiku-4-5',
    name: 'Claude Haiku 4.5',
    line: 'haiku',
    created: '2025-10-01',
    context: 200_000,
    output: 64_000,
    cacheMinimum: 4_096,
    canSkipThinking: true,
    effort: false,
  }),
]
