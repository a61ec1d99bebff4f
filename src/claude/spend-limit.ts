/**
 * Whether an API error (its body or message) means that no money is left, so that waiting does not help: Anthropic's
 * spending limit (429 with a code), a contract's limit, the account's own limit (400), or an empty balance.
 */
export const isSpendLimit = (said: string): boolean =>
  /spend_limit_reached|billing_error|credit balance is too low|specified API usage limits/i.test(said)
