import { expect, test } from 'vitest'
import { findOrphans } from '../../../src/discord/screen/orphans.ts'
import type { Page } from '../../../src/display/page.ts'

const page = (content: string): Page => ({ content, controls: [] })
const pages = [page('the first page\n'), page('the second page'), page('the last page')]

const posted = (id: string, content: string, customId?: string) => ({
  ...{ id, content },
  components: customId === undefined ? [] : [{ components: [{ custom_id: customId }] }],
})

/** What is found of a channel with these messages, the newest first as Discord gives them. */
const found = (...messages: readonly unknown[]) =>
  findOrphans({ get: async () => messages }, '100', '1', ['answer', 'question'], pages)

test('a sealed page is found by its words, since it has no button', async () => {
  expect(await found(posted('20', 'the second page'), posted('3', 'the first page'))).toEqual(['3', '20'])
})

test('the newest page is found by a button about its turn, and by its words alone it is not', async () => {
  expect(await found(posted('5', 'half of it', 'stop:question'))).toEqual(['5'])
  expect(await found(posted('5', 'the last page'))).toEqual([])
})

test('what is about another turn, or somebody else’s words, is none', async () => {
  const others = [posted('5', 'half of it', 'stop:questionable'), posted('6', 'the first page, quoted')]
  expect(await found(...others)).toEqual([])
})
