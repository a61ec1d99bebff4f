import { spawn } from 'node:child_process'
import { once } from 'node:events'

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

for (const { output, code } of await Promise.all(scripts.map(run))) {
  process.stdout.write(output)
  if (code !== 0) process.exitCode = 1
}
