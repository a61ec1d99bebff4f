import { expect, test } from 'vitest'
import { nameMentions } from '../../../src/discord/messages/name-mentions.ts'

const id = '1100000000000000012'
const names = {
  user: (asked: string) => (asked === id ? 'Grace' : undefined),
  channel: (asked: string) => (asked === id ? '#general' : undefined),
  role: (asked: string) => (asked === id ? 'Gardeners' : undefined),
}
const unknown = '1100000000000000099'

test.each([
  [`<@${id}> and <@!${id}>`, '@Grace and @Grace'],
  [`<#${id}>`, '#general'],
  [`<@&${id}>`, '@Gardeners'],
  [`</ask:${id}> or </persona set:${id}>`, '/ask or /persona set'],
  [`<:leaf:${id}> <a:wave:${id}>`, ':leaf: :wave:'],
  [`<@${unknown}> <#${unknown}> <@&${unknown}>`, `<@${unknown}> <#${unknown}> <@&${unknown}>`],
  ['<t:1700000000:R> a < b > c <@1>', '<t:1700000000:R> a < b > c <@1>'],
])('%s is read as %s', (content, expected) => {
  expect(nameMentions(content, names)).toBe(expected)
})
