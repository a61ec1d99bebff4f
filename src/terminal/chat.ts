import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createAllowances } from '../allowances/allowances.ts'
import { createCalendar } from '../allowances/calendar.ts'
import { connectClaude } from '../claude/connect-claude.ts'
import { dollars } from '../claude/dollars.ts'
import { readPrices } from '../claude/read-prices.ts'
import { countedAmount, worstCase } from '../claude/worst-case.ts'
import { systemClock } from '../clock.ts'
import { decodeText } from '../decode-text.ts'
import { loadEnvFile } from '../load-env-file.ts'
import { openQueue } from '../replies/queue.ts'
import { openStore } from '../store/open-store.ts'
import { chatLoop } from './chat-loop.ts'
import { chooseClaude } from './choose-claude.ts'
import { readCommandLine, UsageError, wholeNumber } from './command-line.ts'
import { errorSentence } from './error-sentence.ts'
import { lineInput } from './line-input.ts'
import { replyView } from './reply-view.ts'
import { runCommand } from './run-command.ts'
import { styleFor } from './style.ts'
import { terminalConversation } from './terminal-conversation.ts'

const help = `A chat with Claude in the terminal. What was said is kept for the next time.

  npm run chat -- [options]
  echo "Hi" | npm run -s chat

  --place NAME       which conversation; one of that name is begun or goes on
  --model NAME       default CLAUDE_MODEL, or claude-sonnet-5-5
  --max-tokens N     default MAX_TOKENS, or 16000
  --system TEXT      default SYSTEM_PROMPT
  --database URL     default file:data/terminal.db
  -h, --help

Each line is a question; /new, /model and /help are commands; quit leaves. From a pipe only what Claude writes goes to
stdout. Exit code: 0, 1 when a reply from a pipe failed, 2 for a wrong command line, 130 when interrupted.
`

const options = {
  place: { type: 'string', default: 'default' },
  model: { type: 'string' },
  'max-tokens': { type: 'string' },
  system: { type: 'string' },
  database: { type: 'string', default: 'file:data/terminal.db' },
} as const

type Values = ReturnType<typeof readCommandLine<typeof options>>['values']
type Environment = Readonly<Record<string, string | undefined>>

const readText = (path: string): string => decodeText(readFileSync(path))

const systemOf = ({ SYSTEM_PROMPT, SYSTEM_PROMPT_FILE }: Environment): string =>
  SYSTEM_PROMPT || (SYSTEM_PROMPT_FILE ? readText(SYSTEM_PROMPT_FILE).trim() : '')

const conventions =
  'You are in a chat in a terminal. What the person says is in <message> elements; write only your reply, in Markdown, and be as short as the question allows.'

const defaultsOf = (values: Values, environment: Environment) => ({
  model: values.model ?? (environment['CLAUDE_MODEL'] || 'claude-sonnet-5-5'),
  maxTokens: wholeNumber('max-tokens', values['max-tokens'] ?? (environment['MAX_TOKENS'] || '16000')),
  system: [conventions, values.system ?? systemOf(environment)].filter((part) => part !== '').join('\n\n'),
})

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const chat = async (): Promise<number> => {
  const { values, positionals } = readCommandLine(process.argv.slice(2), options)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (positionals.length > 0)
    throw new UsageError(`"${positionals[0]}" is no option: type questions, or send them through a pipe`)
  loadEnvFile(process.env)
  const defaults = defaultsOf(values, process.env)
  const prices = readPrices(process.env['PRICES_FILE'] || undefined, readText)
  const store = await openStore({ url: values.database, clock: systemClock })
  const whose = await chooseClaude(process.env, systemClock, say)
  const claude = connectClaude({ apiKey: whose.apiKey, baseURL: whose.baseURL, clock: systemClock })
  const world = {
    ...{ claude, store, clock: systemClock, queue: openQueue() },
    dollars: (usage: Parameters<typeof dollars>[1], model: string) => dollars(prices, usage, model),
    allowances: createAllowances({
      ...{ store, clock: systemClock, calendar: createCalendar('UTC'), bounds: {} },
      serverOf: () => undefined,
      rolesOf: async () => [],
      canAskForMore: async () => false,
      worstCase: (request) => worstCase(request, prices),
      counted: (usage, model) => countedAmount(usage, model, prices),
    }),
    cheaperLane: async () => undefined,
    giveUp: new AbortController().signal,
    onFault: (error: unknown) => say(errorSentence(error)),
  }
  const lines = lineInput(process.stdin, process.stdout)
  try {
    const conversation = terminalConversation(values.place, defaults, world, randomUUID)
    if (values.model !== undefined) await conversation.setModel(values.model)
    const count = (await conversation.questions()).length
    if (count > 0 && lines.isTerminal)
      say(
        `The conversation "${values.place}" goes on after ${count} ${count === 1 ? 'question' : 'questions'}; /new begins another.`,
      )
    const view = { ...world, out: process.stdout, notes: process.stderr, styleOf: styleFor }
    const newView = () => replyView(view)
    return await chatLoop({ conversation, claude, lines, newView, say, style: styleFor(process.stdout) })
  } finally {
    lines.close()
    await whose.close()
    await store.close()
  }
}

await runCommand(chat)
