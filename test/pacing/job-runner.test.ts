import { expect, test } from 'vitest'
import { createJobRunner, oneAtATime } from '../../src/pacing/job-runner.ts'

test('jobs run one after another, through Bottleneck', async () => {
  const runner = createJobRunner(oneAtATime())
  const log: string[] = []
  await new Promise<void>((resolve) => {
    for (const name of ['a', 'b', 'c'])
      runner.run(async () => {
        log.push(`${name} begins`)
        await Promise.resolve()
        log.push(`${name} ends`)
        if (name === 'c') resolve()
      })
  })
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  runner.close()
})

const waits = {
  'before the limiter has started': async () => {},
  'once the limiter has started': () => new Promise<void>((resolve) => setImmediate(resolve)),
}

test.each(Object.entries(waits))(
  'closed %s, it still runs earlier and later jobs in order',
  async (_, wait) => {
    const runner = createJobRunner(oneAtATime())
    const log: string[] = []
    await wait()
    for (const name of ['a', 'b']) runner.run(async () => void log.push(name))
    runner.close()
    await new Promise<void>((resolve) =>
      runner.run(async () => {
        log.push('c')
        resolve()
      }),
    )
    expect(log).toEqual(['a', 'b', 'c'])
  },
)

test.each(Object.entries(waits))('closed %s without a job, it runs one that comes later', async (_, wait) => {
  const runner = createJobRunner(oneAtATime())
  await wait()
  runner.close()
  expect(await new Promise((resolve) => runner.run(async () => resolve('ran')))).toBe('ran')
})
