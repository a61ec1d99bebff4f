import type { SelectView } from '../../view/components.ts'
import type { PageApp } from '../page-app.ts'
import type { State } from '../state.ts'
import { selectOptions } from './select-options.ts'
import { type OpenSelect, type SelectPlace, selectKey } from './select-place.ts'

/** What is chosen now: by the person, or by default. */
export const chosenValues = (state: State, place: SelectPlace, select: SelectView): readonly string[] =>
  state.selected.get(selectKey(place)) ?? select.defaults

/** Opens the list below or above its box. */
export const openSelect = (
  app: PageApp,
  place: SelectPlace,
  label: string,
  select: SelectView,
  box: Element,
): void => {
  const { left, top, bottom, width } = box.getBoundingClientRect()
  app.update((state) => {
    const values = chosenValues(state, place, select)
    const options = selectOptions(state, select, place.channelId)
    const picked = Math.max(
      0,
      options.findIndex(({ value }) => values.includes(value)),
    )
    const list = { place, label, select, values, picked, query: '', box: { left, top, bottom, width } }
    return { ...state, openSelect: list }
  })
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value) => other.includes(value))

const focusBox = (place: SelectPlace): void => {
  const box = document.querySelector<HTMLElement>(`[data-select="${CSS.escape(selectKey(place))}"]`)
  box?.focus()
}

/** Chooses the values: on a message the bot hears of it, in a form they are kept until it is submitted. */
const choose = (app: PageApp, open: OpenSelect, values: readonly string[]): void => {
  const { place, select } = open
  const before = chosenValues(app.state(), place, select)
  app.update((state) => ({
    ...state,
    selected: new Map(state.selected).set(selectKey(place), values),
    formProblems: { ...state.formProblems, [place.customId]: '' },
  }))
  if (place.messageId === undefined || isSame(before, values)) return
  const { me: userId, locale } = app.state()
  const { messageId, channelId, customId } = place
  void app.send({ type: 'choose', userId, locale, channelId, messageId, customId, values: [...values] })
}

/** Closes the list. What was ticked in it is chosen, unless it is too little. */
export const closeSelect = (app: PageApp): void => {
  const open = app.state().openSelect
  if (open === undefined) return
  app.update((state) => ({ ...state, openSelect: undefined }))
  const isEnough = open.place.messageId === undefined || open.values.length >= open.select.min
  if (open.select.max > 1 && isEnough) choose(app, open, open.values)
  focusBox(open.place)
}

/** Takes one line: of a select for one value it is chosen at once, else it is ticked or no longer ticked. */
export const take = (app: PageApp, value: string): void => {
  const open = app.state().openSelect
  if (open === undefined) return
  const isTicked = open.values.includes(value)
  if (open.select.max === 1) {
    app.update((state) => ({ ...state, openSelect: undefined }))
    choose(app, open, isTicked && open.select.min === 0 ? [] : [value])
    focusBox(open.place)
    return
  }
  const values = isTicked ? open.values.filter((it) => it !== value) : [...open.values, value]
  if (values.length <= open.select.max) app.update((state) => ({ ...state, openSelect: { ...open, values } }))
}
