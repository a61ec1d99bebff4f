import { afterEach, expect, test, vi } from 'vitest'
import { aStore, ask } from './a-store.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('the store needs no time to pass', async () => {
  vi.useFakeTimers()
  const { store } = await aStore()
  const { id } = await ask(store)
  expect(await store.turn(id)).toMatchObject({ text: 'hello?' })
})
