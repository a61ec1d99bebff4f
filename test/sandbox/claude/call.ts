import { systemClock } from '../../../src/clock.ts'
import {
  type SandboxClaude,
  type SandboxOptions,
  startClaude,
} from '../../../src/sandbox/claude/start-claude.ts'
import { parseTrace, type StreamEvent } from '../../../src/sandbox/claude/trace.ts'

/** A sandbox for one test. */
export const start = async (
  options: Partial<SandboxOptions> = {},
): Promise<SandboxClaude & { readonly [Symbol.asyncDispose]: () => Promise<void> }> => {
  const claude = await startClaude({ clock: systemClock, speed: Number.POSITIVE_INFINITY, ...options })
  return { ...claude, [Symbol.asyncDispose]: claude.close }
}

/** The headers of a request as the SDK sends it. */
export const headers = { authorization: 'Bearer sk-ant-test', 'anthropic-version': '2026-10-21' }

/** A body that is taken; parts are replaced, or left out when undefined. */
export const body = (part: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  model: 'claude-sonnet-5-5',
  max_tokens: 1_000,
  stream: true,
  messages: [{ role: 'user', content: 'What is this?' }],
  ...part,
})

/** Sends a body to an address of the sandbox. */
export const post = (claude: SandboxClaude, content: unknown, path = '/v1/messages'): Promise<Response> =>
  fetch(`${claude.url}${path}`, {
    method: 'POST',
    headers,
    body: typeof content === 'string' ? content : JSON.stringify(content),
  })

/** The events of a response, each with its line `event:` checked against its data. */
export const eventsOf = async (
  response: Response,
): Promise<readonly (StreamEvent & Record<string, unknown>)[]> =>
  (await response.text())
    .split('\n\n')
    .filter((chunk) => chunk !== '')
    .map((chunk) => {
      const [, type, data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(chunk) ?? []
      const [beat] = parseTrace(`{"t_ms":0,"event":${data}}`).events
      if (beat === undefined || beat.event.type !== type) throw new Error(`Not an event: ${chunk}`)
      return { ...beat.event }
    })
