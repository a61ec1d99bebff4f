import { ComponentType, type ModalSubmitInteraction, TextInputStyle } from 'discord.js'
import type { Allowance, Subject } from '../../src/conversation/allowance.ts'
import type { Form } from '../../src/discord/interactions/handler.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import { cut } from '../../src/markdown/cut.ts'
import { amountOf, type BudgetKind, budgetKinds, readAmount, typedAmount } from './budget-amounts.ts'
import { subjectId } from './budget-subject.ts'
import { digest } from './field-value.ts'

/** The form for what a subject may use: an empty field is no limit. `own` is what is set of it. */
export const budgetForm = (
  subject: Subject,
  name: string,
  own: readonly Allowance[],
  { panel: { budgets } }: Strings,
): Form => ({
  custom_id: `budget:${subjectId(subject)}`,
  title: cut(budgets.form(name), 45),
  components: budgetKinds.map((kind) => {
    const amount = amountOf(own, kind)
    return {
      type: ComponentType.Label,
      label: cut(budgets.kinds[kind.unit][kind.length], 45),
      description: cut(budgets.empty, 100),
      component: {
        ...{ type: ComponentType.TextInput, style: TextInputStyle.Short, required: false, max_length: 20 },
        custom_id: `${fieldName(kind)}${digest(amount)}`,
        placeholder: budgets.noLimit,
        ...(amount !== undefined && { value: typedAmount(amount, kind.unit) }),
      },
    }
  }),
})

/** The beginning of a field's custom id; a digest of what was set when the form was opened follows. */
const fieldName = ({ unit, length }: BudgetKind): string => `${unit}-${length}.`

/** What a form changes: an amount, or undefined for no limit any more. */
export type BudgetChange = { readonly kind: BudgetKind; readonly amount: number | undefined }

/** Reads a form. What was not touched is left out, so that two who change different things do not undo each other's work. */
export const readBudgetForm = (
  { fields }: ModalSubmitInteraction,
  { panel: { budgets } }: Strings,
): readonly BudgetChange[] | { readonly wrong: string } => {
  const changes: BudgetChange[] = []
  for (const kind of budgetKinds) {
    const field = fields.fields.find(({ customId }) => customId.startsWith(fieldName(kind)))
    if (field?.type !== ComponentType.TextInput) continue
    const amount = readAmount(field.value, kind.unit)
    if (Number.isNaN(amount)) return { wrong: budgets.noAmount(budgets.kinds[kind.unit][kind.length]) }
    if (field.customId !== `${fieldName(kind)}${digest(amount)}`) changes.push({ kind, amount })
  }
  return changes
}
