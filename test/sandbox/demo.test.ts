import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

const run = (args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> =>
  new Promise((resolve) => {
    const { ANTHROPIC_API_KEY: _, ...env } = process.env
    const child = spawn(process.execPath, ['src/sandbox/demo.ts', ...args], { env })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.on('close', (code) => resolve({ code, output }))
  })

test('a question is answered in a pipe, once, and the exit code is 0', {
  timeout: 120_000,
}, async () => {
  const { code, output } = await run(['--ask', 'Hello!'])
  expect(code).toBe(0)
  expect(output).toMatch(/^> Hello!\nHello! What would you like to talk about\?\n-# Sonnet 5\.5 · .* s\n$/)
})

test('what is wrong with an option is said in one sentence', async () => {
  const { code, output } = await run(['--port', 'x'])
  expect(code).toBe(1)
  expect(output).toBe('')
})
