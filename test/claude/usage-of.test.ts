import { expect, test } from 'vitest'
import { usageOf } from '../../src/claude/usage-of.ts'
import { noUsage } from '../../src/conversation/usage.ts'

const start = {
  input_tokens: 100,
  output_tokens: 1,
  cache_creation_input_tokens: 50,
  cache_read_input_tokens: 800,
  cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 30 },
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: null,
  speed: null,
  inference_geo: null,
}

test('message_start tells what the prompt used, by the life of what was written', () => {
  expect(usageOf(noUsage, start)).toEqual({
    ...noUsage,
    input: 100,
    cacheWrite5m: 20,
    cacheWrite1h: 30,
    cacheRead: 800,
    output: 1,
  })
})

test('a later report replaces what it has and leaves what it lacks', () => {
  const later = usageOf(usageOf(noUsage, start), {
    input_tokens: null,
    cache_creation_input_tokens: null,
    cache_read_input_tokens: null,
    output_tokens: 40,
    output_tokens_details: { thinking_tokens: 9 },
    server_tool_use: { web_search_requests: 2 },
  })
  expect(later).toEqual({ ...usageOf(noUsage, start), output: 40, thinking: 9, webSearches: 2 })
})
