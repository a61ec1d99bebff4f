import type { DayOfUsage } from '../conversation/allowance-store.ts'
import { money } from '../display/footer.ts'
import { modelName } from '../display/model-name.ts'
import type { Strings } from '../i18n/strings.ts'
import { type Part, partsOf, sumOf } from './add-up.ts'

/** More lines are hard to read; the file has all. */
const mostLines = 10

/** Usage in words: the sum, then the models, and the people where `nameOf` is given. */
export const usageText = (
  rows: readonly DayOfUsage[],
  { usage, locale }: Strings,
  nameOf?: (speakerId: string) => string,
): readonly string[] => {
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const sum = sumOf(rows)
  const { requests, searches } = sum
  const lines = (parts: readonly Part[], name: (key: string) => string): readonly string[] => [
    ...parts
      .slice(0, mostLines)
      .map(({ key, dollars, input, output }) =>
        usage.part(name(key), money(dollars), short.format(input + output)),
      ),
    ...(parts.length > mostLines ? [usage.others(parts.length - mostLines)] : []),
  ]
  const listed = (parts: readonly string[]): readonly string[] => parts.map((part) => `- ${part}`)
  return [
    usage.total({
      ...{ cost: money(sum.dollars), input: short.format(sum.input), output: short.format(sum.output) },
      ...{ requests, searches },
    }),
    ...listed(
      lines(
        partsOf(rows, ({ model }) => model),
        modelName,
      ),
    ),
    ...(nameOf
      ? listed(
          lines(
            partsOf(rows, ({ speakerId }) => speakerId),
            nameOf,
          ),
        )
      : []),
    ...(sum.unpriced > 0 ? [usage.unpriced(sum.unpriced)] : []),
  ]
}
