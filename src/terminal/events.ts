import { readFile } from 'node:fs/promises'
import type Anthropic from '@anthropic-ai/sdk'
import { systemClock } from '../clock.ts'
import { parseTrace } from '../sandbox/claude/trace.ts'
import { type ClaudeSource, chooseClaude, scriptedClaude } from './choose-claude.ts'
import { readCommandLine, UsageError, wholeNumber } from './command-line.ts'
import { interruption } from './interruption.ts'
import { listen } from './listen.ts'
import { runCommand } from './run-command.ts'
import { showEvents } from './show-events.ts'
import { styleFor } from './style.ts'

const help = `Prints every server-sent event of a reply as it arrives.

  npm run events -- "prompt" [options]

  --model NAME       default claude-sonnet-5-5
  --max-tokens N     default 1000
  --effort LEVEL     low, medium, high, xhigh or max
  --thinking         shows summaries of the thinking
  --search           lets Claude search the web
  --json             one JSON object a line: a trace, which --replay takes
  --replay FILE      replays a trace with its timing, without asking anybody
  --speed N          how many times faster to replay
  -h, --help

Exit code: 0 when the stream came to its end in the promised order, 1 when it did not, 2 for a wrong command line.
`

const options = {
  model: { type: 'string', default: 'claude-sonnet-5-5' },
  'max-tokens': { type: 'string', default: '1000' },
  effort: { type: 'string' },
  thinking: { type: 'boolean', default: false },
  search: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  replay: { type: 'string' },
  speed: { type: 'string', default: '1' },
} as const

type Values = ReturnType<typeof readCommandLine<typeof options>>['values']

const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const

const effortOf = (given: string | undefined): Anthropic.OutputConfig => {
  if (given === undefined) return {}
  const effort = efforts.find((known) => known === given)
  if (effort === undefined) throw new UsageError(`--effort is "${given}"; it can be ${efforts.join(', ')}`)
  return { effort }
}

const paramsOf = (
  prompt: string,
  values: Values,
): Omit<Anthropic.MessageCreateParamsStreaming, 'stream'> => ({
  model: values.model,
  max_tokens: wholeNumber('max-tokens', values['max-tokens']),
  messages: [{ role: 'user', content: prompt }],
  ...(values.effort === undefined ? {} : { output_config: effortOf(values.effort) }),
  ...(values.thinking ? { thinking: { type: 'adaptive', display: 'summarized' } } : {}),
  ...(values.search ? { tools: [{ type: 'web_search_20260318', name: 'web_search', max_uses: 5 }] } : {}),
})

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const claudeFor = async ({ replay, speed }: Values): Promise<ClaudeSource> => {
  if (replay === undefined) return chooseClaude(process.env, systemClock, say)
  const text = await readFile(replay, 'utf8').catch(() => {
    throw new UsageError(`--replay names "${replay}", which cannot be read`)
  })
  return scriptedClaude(systemClock, parseTrace(text), wholeNumber('speed', speed))
}

const events = async (): Promise<number> => {
  const { values, positionals } = readCommandLine(process.argv.slice(2), options)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const prompt = positionals.join(' ')
  if (prompt === '' && values.replay === undefined)
    throw new UsageError('There is no prompt: give one in quotes')
  const params = paramsOf(prompt || 'Replay', values)
  const claude = await claudeFor(values)
  const interrupt = interruption()
  try {
    const heard = listen(claude, params, systemClock, interrupt.signal)
    return await showEvents(heard, {
      json: values.json,
      style: styleFor(process.stdout),
      out: process.stdout,
    })
  } catch (error) {
    if (interrupt.signal.aborted) return 130
    throw error
  } finally {
    interrupt.end()
    await claude.close()
  }
}

await runCommand(events)
