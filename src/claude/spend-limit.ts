/**
 * Whether an error of the API, its body or its message, is about money, so that waiting does not help: Anthropic's cap (429
 * with a code), a contract's, the account's own limit (400), or an empty balance.
 */
export const isSpendLimit = (said: string): boolean =>
  /spend_limit_reached|billing_error|credit balance is too low|specified API usage limits/i.test(said)
