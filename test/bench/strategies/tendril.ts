import type { ChatInputCommandInteraction } from 'discord.js'
import type { Clock } from '../../../src/clock.ts'
import type { ReplyEvent } from '../../../src/conversation/reply-event.ts'
import { noUsage } from '../../../src/conversation/usage.ts'
import type { Pacing } from '../../../src/discord/rest/pacing.ts'
import { createReplyMessages } from '../../../src/discord/screen/reply-messages.ts'
import { createScreen } from '../../../src/discord/screen/screen.ts'
import { controlsOf } from '../../../src/display/controls.ts'
import { advance, asked, type Draft } from '../../../src/display/draft.ts'
import { createRender } from '../../../src/display/render.ts'
import { show } from '../../../src/display/show.ts'
import { english } from '../../../src/i18n/languages.ts'
import type { Writer } from '../writer.ts'
import type { Strategy } from './strategy.ts'

const about = {
  questionId: 'question',
  answerId: () => 'answer',
  variant: () => ({ at: 1, of: 1 }),
  hasThreads: true,
  hasDetails: true,
}

const render = () =>
  createRender({
    strings: english,
    dollars: () => null,
    footer: 'full',
    controls: controlsOf(about, english),
  })

/**
 * What the bot itself does with Claude's events, from the first draft to the last edit. `routes`: two where the bot is in
 * the server that it was asked in, one where it answers a message, or people have brought it along.
 */
export const tendril = (clock: Clock, pacing: Pacing, routes: 1 | 2 = 2): Strategy => ({
  name: routes === 2 ? 'Tendril' : 'Tendril, one route',
  show: async (writer, interaction, messageId) => {
    const screen = screenOf(clock, pacing, interaction, messageId, routes)
    const shown = [{ content: '', controls: [] }]
    const signal = new AbortController().signal
    const display = show({ render: render(), screen, clock, shown, signal })
    follow(clock, writer, display.take)
    await display.done
  },
})

const screenOf = (
  clock: Clock,
  pacing: Pacing,
  interaction: ChatInputCommandInteraction,
  messageId: string,
  routes: 1 | 2,
) =>
  createScreen(
    {
      rest: interaction.client.rest,
      clock,
      gate: pacing.gateFor,
      nonce: () => `${clock.now()}`,
      selfId: () => interaction.client.user.id,
      newestIn: () => undefined,
      mayReply: () => true,
      onFault: (error) => process.stderr.write(`${String(error)}\n`),
    },
    createReplyMessages(
      {
        channelId: interaction.channelId,
        token: {
          applicationId: interaction.applicationId,
          token: interaction.token,
          endsAt: clock.now() + 15 * 60_000,
        },
        messageIds: [messageId],
        ...(routes === 2 && { ownRoutes: 'once-shown' }),
      },
      { strings: english },
    ),
    { posted: async () => {}, removed: async () => {} },
  )

const follow = (clock: Clock, writer: Writer, take: (draft: Draft) => void) => {
  let draft = asked('claude', clock.elapsed())
  const hear = (event: ReplyEvent) => {
    draft = advance(draft, event, clock.elapsed())
    take(draft)
  }
  take(draft)
  hear({ type: 'reply-start', id: 'reply', model: 'claude', usage: noUsage })
  writer.onDelta(
    (text) => hear({ type: 'text-delta', text }),
    () => hear({ type: 'reply-end', stopReason: 'end_turn', usage: noUsage }),
  )
}
