import type { DayOfUsage } from '../conversation/allowance-store.ts'
import { modelName } from '../display/model-name.ts'
import type { Strings } from '../i18n/strings.ts'
import { cellsOf } from './add-up.ts'
import type { Period } from './period.ts'
import type { Picture } from './picture.ts'

/** No more series can be told apart. */
const mostSeries = 8

/** What the picture is made from. */
export type PictureSource = {
  readonly rows: readonly DayOfUsage[]
  readonly period: Period
  readonly title: string
  readonly theme: Picture['theme']
  readonly strings: Strings
  /** Present where it is about several people. */
  readonly nameOf?: ((speakerId: string) => string) | undefined
}

/** A day as people write it, in UTC since it has no time. */
export const dayLabel = (locale: string): ((day: string) => string) => {
  const format = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  return (day) => format.format(Date.parse(`${day}T00:00:00Z`))
}

/** The picture of usage: by model, and by person where there are several. */
export const pictureOf = ({ rows, period, title, theme, strings, nameOf }: PictureSource): Picture => {
  const { usage, locale } = strings
  const label = dayLabel(locale)
  const row = (name: string, keyOf: (row: DayOfUsage) => string) => ({
    title: name,
    ...cellsOf(rows, keyOf, mostSeries, usage.others),
  })
  return {
    ...{ theme, title, words: { cost: usage.cost, tokens: usage.tokens } },
    days: period.days.map((day) => ({ day, label: label(day) })),
    rows: [
      row(usage.byModel, ({ model }) => modelName(model)),
      ...(nameOf ? [row(usage.byPerson, ({ speakerId }) => nameOf(speakerId))] : []),
    ],
  }
}
