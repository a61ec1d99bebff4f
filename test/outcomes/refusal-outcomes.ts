import { english } from '../../src/i18n/languages.ts'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { autoMod, firewall, harmfulLinks } from '../../src/sandbox/discord/content-filters.ts'
import type { Fault } from '../../src/sandbox/discord/faults.ts'
import { inTwo, well } from './in-two.ts'
import type { Outcome } from './outcome.ts'

const { partLeftOut, cannotBeShown } = english.messages
const warned = ['warn: a request to Discord failed'] as const

/** Words around something that Discord refuses, written slowly enough for several edits. */
const around = (refused: string): Answer => ({
  type: 'reply',
  say: [
    { type: 'text', text: `${'word '.repeat(20)}${refused} ` },
    { type: 'pause', ms: 1_500 },
    { type: 'text', text: `${'word '.repeat(10)}the end` },
  ],
  pace: { tokensPerSecond: 500 },
})

/** Discord refuses a part of what Claude says: the rest is shown, with a word. */
const leftOut = (what: string, refused: string, filter: Fault): Outcome => ({
  ...{ what, speed: 8, answer: () => around(refused), ...well, sees: partLeftOut, logs: warned },
  before: ({ world }) => void world.discord.fault(filter),
  afterwards: async ({ world: { discord }, channelId }) => {
    const [message] = await discord.until(() => {
      const shown = discord.messages(channelId).filter(({ content }) => content.includes('the end'))
      return shown.some(({ content }) => content.includes('▒▒▒')) && shown
    })
    if (message?.content.includes(refused)) throw new Error('the refused part is shown')
  },
})

const byMention = (outcome: Outcome): Outcome => ({
  ...outcome,
  what: `${outcome.what}, asked by mention`,
  asked: 'by mention',
})

/** From the moment on when text is seen, Discord refuses every edit in this way: the reply ends in words. */
const refusesAll = (what: string, trouble: Fault['trouble']): Outcome => ({
  ...{ what, speed: 20, answer: () => inTwo(600_000) },
  ...{ sees: cannotBeShown, offers: [], kept: 'question and text so far', requests: 'one', billed: 1 },
  next: 'yes, but Discord refuses that answer too',
  logs: ['info: a reply was ended (screen-gone)', ...warned],
  meanwhile: async ({ world: { discord }, texted }) => {
    await texted()
    const when = ({ method, json }: { method: string; json: unknown }): boolean =>
      method === 'PATCH' && !JSON.stringify(json).includes(cannotBeShown)
    discord.fault({ trouble, when })
  },
})

const automod = leftOut('AutoMod refuses a word of the reply', 'slur', autoMod('slur'))
const link = leftOut(
  'Discord takes a link of the reply for harmful',
  'https://evil.example/x',
  harmfulLinks('evil.example'),
)

/** What can be refused of a reply's text. */
export const refusalOutcomes: readonly Outcome[] = [
  automod,
  byMention(automod),
  link,
  byMention(link),
  leftOut('AutoMod refuses a phrase', 'buy cheap pills', autoMod('buy cheap pills')),
  leftOut(
    'the firewall in front of Discord takes a line for an attack',
    '/etc/passwd',
    firewall('/etc/passwd'),
  ),
  refusesAll('AutoMod refuses whatever is written', {
    ...{ type: 'answer', status: 400 },
    body: { code: 200_000, message: 'Message was blocked by automatic moderation' },
  }),
  refusesAll('Discord refuses every edit with 403 and a page of HTML', {
    ...{ type: 'answer', status: 403, body: 'Forbidden' },
  }),
]
