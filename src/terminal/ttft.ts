import { writeFile } from 'node:fs/promises'
import { systemClock } from '../clock.ts'
import { chartPng } from './chart-png.ts'
import { chooseClaude } from './choose-claude.ts'
import { listOf, readCommandLine, UsageError, wholeNumber } from './command-line.ts'
import { type Comparison, compare } from './comparison.ts'
import { bars, comparisonTable, ratioLines } from './comparison-table.ts'
import { interruption } from './interruption.ts'
import { mostWithoutStreaming, type Trial, warmUp } from './measure.ts'
import { runCommand } from './run-command.ts'
import { runTrials } from './run-trials.ts'
import { styleFor } from './style.ts'

const help = `Measures the time to the first text, with and without streaming.

  npm run ttft -- ["prompt"] [options]

  --models A,B         default claude-haiku-5-5
  --max-tokens N,M     default 500
  --runs N             default 3; the median and the spread are shown
  --png FILE           draws the chart
  -h, --help

Exit code: 0, 1 when a request failed, 2 for a wrong command line.
`

const options = {
  models: { type: 'string', default: 'claude-haiku-5-5' },
  'max-tokens': { type: 'string', default: '500' },
  runs: { type: 'string', default: '3' },
  png: { type: 'string' },
} as const

type Values = ReturnType<typeof readCommandLine<typeof options>>['values']

const trialsOf = (prompt: string, values: Values): readonly Trial[] => {
  const models = listOf(values.models)
  const lengths = listOf(values['max-tokens']).map((length) => wholeNumber('max-tokens', length))
  if (models.length === 0) throw new UsageError('--models names no model')
  if (lengths.length === 0) throw new UsageError('--max-tokens names no number')
  return models.flatMap((model) => lengths.map((maxTokens) => ({ model, maxTokens, prompt })))
}

const refusedNote = (trials: readonly Trial[]): string =>
  trials.some(({ maxTokens }) => maxTokens > mostWithoutStreaming)
    ? `\nWithout streaming the SDK sends no request of more than ${mostWithoutStreaming} tokens: it could take longer than ten minutes.\n`
    : ''

const print = (comparisons: readonly Comparison[], trials: readonly Trial[]): void => {
  const style = styleFor(process.stdout)
  const parts = [
    comparisonTable(comparisons, style),
    ratioLines(comparisons),
    `${style('bold', 'Time to the first text')}\n${bars(comparisons, style)}`,
  ]
  process.stdout.write(`${parts.join('\n\n')}\n${refusedNote(trials)}`)
}

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const ttft = async (): Promise<number> => {
  const { values, positionals } = readCommandLine(process.argv.slice(2), options)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const trials = trialsOf(positionals.join(' ') || 'Tell me a long story of tea.', values)
  const runs = wholeNumber('runs', values.runs)
  const claude = await chooseClaude(process.env, systemClock, say)
  const interrupt = interruption()
  try {
    await warmUp(claude, interrupt.signal)
    const measured = await runTrials(claude, trials, runs, systemClock, interrupt.signal, say)
    const comparisons = measured.map(compare)
    print(comparisons, trials)
    if (values.png !== undefined) {
      await writeFile(values.png, await chartPng(comparisons))
      say(`Drawn into ${values.png}.`)
    }
    return 0
  } catch (error) {
    if (interrupt.signal.aborted) return 130
    throw error
  } finally {
    interrupt.end()
    await claude.close()
  }
}

await runCommand(ttft)
