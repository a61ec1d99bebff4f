import type { ChatInputCommandInteraction } from 'discord.js'
import type { Clock } from '../../../src/clock.ts'
import { interactionRoutes, type Pacing } from '../../../src/discord/pacing/pacing.ts'
import type { Want, Way } from '../../../src/reply/gate.ts'
import type { Writer } from '../writer.ts'
import { pagesOf, type ShowingWay } from './way.ts'

const footer = '\n-# done'

/** Our pacing with the least of a loop around it. */
export const tendril = (clock: Clock, pacing: Pacing): ShowingWay => ({
  name: 'Tendril',
  show: async (writer, interaction) => {
    const gate = pacing.gateFor(interactionRoutes(interaction.applicationId, interaction.token))
    const text = createText(clock, writer, gate.stir)
    const apply = applier(interaction)
    const never = new AbortController().signal
    while (!text.isDone()) {
      const way = apply.way(text.whole())
      await gate.pass(way, text.want, () => text.send((whole) => apply.one(way, whole)), never)
    }
  },
})

/** What is written and what is seen of it. */
const createText = (clock: Clock, writer: Writer, stir: () => void) => {
  let [written, seenTo, hasEnded, isDone] = ['', 0, false, false]
  let pieces: { readonly at: number; readonly size: number }[] = []
  let begun = 0
  writer.onDelta(
    (delta) => {
      if (written === '') begun = clock.elapsed()
      written += delta
      pieces.push({ at: clock.elapsed(), size: delta.length })
      stir()
    },
    () => {
      hasEnded = true
      stir()
    },
  )
  const what = (unseen: number): Want['what'] => {
    if (hasEnded) return isDone ? 'nothing' : 'final'
    if (unseen === 0) return 'nothing'
    return seenTo === 0 ? 'first' : 'growth'
  }
  return {
    whole: () => (hasEnded ? written + footer : written),
    isDone: () => isDone,
    want: (): Want => {
      const unseen = sum(pieces.map(({ size }) => size))
      const arrivals = sum(pieces.map(({ size, at }) => size * at))
      return { what: what(unseen), unseen, arrivals, oldest: pieces[0]?.at ?? 0, seen: seenTo, begun }
    },
    send: async (put: (whole: string) => Promise<boolean>) => {
      const [length, wasEnded, before] = [written.length, hasEnded, pieces]
      pieces = []
      const isAll = await put(wasEnded ? written + footer : written).catch(() => false)
      if (!isAll) {
        pieces = [...before, ...pieces]
        return
      }
      seenTo = length
      isDone = wasEnded
    },
  }
}

/** One request at a time towards what should be shown. */
const applier = (interaction: ChatInputCommandInteraction) => {
  const shown: string[] = ['']
  const ids: string[] = ['']
  const stale = (pages: readonly string[]) => pages.findIndex((content, page) => shown[page] !== content)
  return {
    way: (whole: string): Way => {
      const page = stale(pagesOf(whole))
      if (page >= shown.length) return { type: 'post' }
      return { type: 'edit', page: page < 0 ? shown.length - 1 : page }
    },
    /** Makes one page right; whether that was all. */
    one: async (way: Way, whole: string): Promise<boolean> => {
      const pages = pagesOf(whole)
      const page = way.type === 'post' ? shown.length : way.page
      const content = pages[page] ?? ''
      if (way.type === 'post') ids.push((await interaction.followUp({ content })).id)
      else if (page === 0) await interaction.editReply({ content })
      else await interaction.editReply({ content, message: ids[page] ?? '' })
      shown[page] = content
      return stale(pages) < 0
    },
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
