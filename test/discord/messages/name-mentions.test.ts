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
  ['a < b > c <@1> <t:x> <t:9999999999999:F>', 'a < b > c <@1> <t:x> <t:9999999999999:F>'],
  [
    '<t:1700000000:R>, <t:1700000000> or <t:-1:F>',
    '2023-11-14 22:13 UTC, 2023-11-14 22:13 UTC or 1969-12-31 23:59 UTC',
  ],
])('%s is read as %s', (content, expected) => {
  expect(nameMentions(content, names)).toBe(expected)
})
