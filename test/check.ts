import { spawn } from 'node:child_process'
import { once } from 'node:events'

const help = `Checks types, lint, format, imports and dead code, all at once; nothing is changed.

  npm run check

Exit code: 1 if one of them complains. \`npm test\` runs the tests too.`

/** What `npm run check` runs side by side: scripts of package.json. Each one's output follows whole, in this order. */
const scripts = ['types', 'lint', 'dead']

const run = async (script: string): Promise<{ readonly output: string; readonly code: number | null }> => {
  const child = spawn(process.execPath, ['--run', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  await once(child, 'close')
  return { output, code: child.exitCode }
}

if (process.argv.slice(2).some((given) => given === '--help' || given === '-h')) {
  console.log(help)
  process.exit()
}

for (const { output, code } of await Promise.all(scripts.map(run))) {
  process.stdout.write(output)
  if (code !== 0) process.exitCode = 1
}
