/** The forms of a phrase by the plural categories of a language; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

/**
 * Chooses plural forms by the rules of a language.
 *
 * @example plural('en')(2, { one: '# file', other: '# files' }) // '2 files'
 */
export const plural = (locale: string): ((count: number, forms: PluralForms) => string) => {
  const rules = new Intl.PluralRules(locale)
  const number = new Intl.NumberFormat(locale)
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', number.format(count))
}
