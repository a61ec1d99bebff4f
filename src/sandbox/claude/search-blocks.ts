import type Anthropic from '@anthropic-ai/sdk'
import type { Source } from '../../conversation/reply-event.ts'

/** The block in which Claude calls the web search; its query streams as JSON. */
export const searchBlock = (id: string): Anthropic.ServerToolUseBlock => ({
  type: 'server_tool_use',
  id,
  name: 'web_search',
  input: {},
  caller: { type: 'direct' },
})

/** The block of what was found; it comes whole. */
export const resultBlock = (id: string, results: readonly Source[]): Anthropic.WebSearchToolResultBlock => ({
  type: 'web_search_tool_result',
  tool_use_id: id,
  caller: { type: 'direct' },
  content: results.map(({ title, url }) => ({
    type: 'web_search_result',
    title,
    url,
    encrypted_content: 'sandbox-content',
    page_age: null,
  })),
})
