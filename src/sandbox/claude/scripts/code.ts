import type { Script } from './script.ts'

const words = `Here is a queue that keeps only the newest value, in TypeScript:

\`\`\`ts
export type Latest<Value> = {
  readonly put: (value: Value) => void
  readonly take: () => Promise<Value>
}

export const latest = <Value>(): Latest<Value> => {
  let held: { readonly value: Value } | undefined
  let wake: (() => void) | undefined
  return {
    put: (value) => {
      held = { value }
      wake?.()
    },
    take: async () => {
      while (held === undefined) await new Promise<void>((resolve) => (wake = resolve))
      const { value } = held
      held = undefined
      return value
    },
  }
}
\`\`\`

And the same idea in Python, for a test:

\`\`\`python
class Latest:
    def __init__(self):
        self._held = asyncio.Event()

    def put(self, value):
        self._value = value
        self._held.set()

    async def take(self):
        await self._held.wait()
        self._held.clear()
        return self._value
\`\`\`

Run it with \`python -m asyncio\`. Note that \`put\` never waits, so a fast writer cannot be slowed down by a slow reader.
`

/** Fenced code in two languages. */
export const code: Script = {
  name: 'code',
  shows: 'fenced code in two languages',
  example: 'Write some code',
  when: /\bcode\b/i,
  answer: () => ({ type: 'reply', say: [{ type: 'text', text: words }] }),
}
